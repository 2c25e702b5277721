"""Marks for tests of one system; the reason is printed with every one that does not run."""

import ctypes
import sys

import pytest

REASONS = ("Windows alone: ", "Linux alone: ")
"""How the reasons of these marks begin: no other mark may skip a test."""

windows_only = pytest.mark.skipif(
    sys.platform != "win32", reason="Windows alone: make test-windows runs it"
)

linux_only = pytest.mark.skipif(
    sys.platform != "linux", reason="Linux alone: made of its own means"
)

SCREEN: dict[str, str] = {} if sys.platform == "win32" else {"QT_QPA_PLATFORM": "offscreen"}
"""The environment for a program with a window; on Windows nothing is needed."""


def is_wine() -> bool:
    """Whether this Windows is Wine."""
    load = getattr(ctypes, "WinDLL", None)
    return load is not None and hasattr(load("ntdll"), "wine_get_version")
