"""The processes that the running test has started: none outlives it, however it ends."""

import os
import signal
import sys
from asyncio.subprocess import Process
from contextlib import suppress

_started: list[Process] = []

BY_FORCE = signal.SIGTERM  # on Windows this kills
if sys.platform != "win32":
    BY_FORCE = signal.SIGKILL


def started(process: Process) -> Process:
    """Remember a process."""
    _started.append(process)
    return process


def end_what_still_runs() -> None:
    """Kill all of them, and forget them."""
    while _started:
        process = _started.pop()
        if process.returncode is None:
            with suppress(OSError):  # it has ended, and no event loop ran to notice it
                os.kill(process.pid, BY_FORCE)
