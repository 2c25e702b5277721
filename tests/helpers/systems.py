"""Marks for what only one system has."""

import sys

import pytest

windows_only = pytest.mark.skipif(
    sys.platform != "win32", reason="Windows alone: a call of its system"
)
