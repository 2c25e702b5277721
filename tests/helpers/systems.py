"""The system that the tests run on, and the mark for tests that only one system has."""

import ctypes
import sys

import pytest

WINDOWS_ONLY = "only Windows has what this tests"
windows_only = pytest.mark.skipif(sys.platform != "win32", reason=WINDOWS_ONLY)


def is_wine() -> bool:
    """Whether this Windows is Wine."""
    if sys.platform == "win32":
        return hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")
    return False
