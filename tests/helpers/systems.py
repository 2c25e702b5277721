"""Which tests are for which system: the reason is printed with every one that does not run."""

import ctypes
import sys

import pytest

REASONS = ("Windows alone: ", "Linux alone: ")
"""How the reasons of these marks begin: nothing else may skip a test by a mark of its own."""

windows_only = pytest.mark.skipif(
    sys.platform != "win32", reason="Windows alone: make test-windows runs it"
)

linux_only = pytest.mark.skipif(
    sys.platform != "linux", reason="Linux alone: made of its own means"
)

SCREEN: dict[str, str] = {} if sys.platform == "win32" else {"QT_QPA_PLATFORM": "offscreen"}
"""What a program with a window is started with; Windows has windows for every program."""


def is_wine() -> bool:
    """Whether this Windows is Wine."""
    load = getattr(ctypes, "WinDLL", None)
    return load is not None and hasattr(load("ntdll"), "wine_get_version")
