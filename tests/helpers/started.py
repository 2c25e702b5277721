"""The processes that the running test has started: none outlives it, whatever becomes of it."""

import os
import signal
import sys
from asyncio.subprocess import Process
from contextlib import suppress

_started: list[Process] = []

BY_FORCE = signal.SIGTERM  # which on Windows is no request
if sys.platform != "win32":
    BY_FORCE = signal.SIGKILL


def started(process: Process) -> Process:
    """Remember a process."""
    _started.append(process)
    return process


def end_what_still_runs() -> None:
    """End all of them by force, and forget them."""
    while _started:
        process = _started.pop()
        if process.returncode is None:
            with suppress(OSError):  # it has ended, and no loop was there to notice
                os.kill(process.pid, BY_FORCE)
