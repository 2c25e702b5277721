"""Reports that a crash leaves behind, for the next start to offer.

A report says where in its code the program was, and never contains data: no names, no messages.
"""

import faulthandler
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TextIO

from classroom_app.system.held_files import remove, replace

FRESH, KEPT = "running.txt", "crash.txt"


class CrashReports:
    """The reports in one folder: that of the last run, and the one of this run if it crashes."""

    def __init__(self, folder: Path, about: str) -> None:
        self._folder, self._about = folder, about
        self._file: TextIO | None = None
        self._has_failed = False
        self._undo: Callable[[], None] = lambda: None

    def begin(self) -> None:
        """Keep the last run's report if it crashed, and begin the report of this run.

        Raises:
            OSError: the folder cannot be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        fresh = self._folder / FRESH
        if fresh.exists() and _says_something(fresh):
            with suppress(
                OSError
            ):  # still held by another program: it is lost, but this run gets its own
                replace(fresh, self._folder / KEPT)
        self._file = fresh.open("w", encoding="utf-8")
        self._file.write(self._about + "\n")
        self._file.flush()
        faulthandler.enable(self._file)
        before = sys.excepthook

        def hook(
            kind: type[BaseException], error: BaseException, trace: TracebackType | None
        ) -> None:
            self.write(error)
            before(kind, error, trace)

        sys.excepthook = hook

        def undo() -> None:
            sys.excepthook = before

        self._undo = undo

    def write(self, error: BaseException) -> None:
        """Record an error that ends the program: its type and its frames, not its message."""
        if self._file is None or isinstance(error, KeyboardInterrupt):
            return
        self._has_failed = True
        self._file.writelines(traceback.format_tb(error.__traceback__))
        self._file.write(f"{type(error).__module__}.{type(error).__qualname__}\n")
        self._file.flush()

    def last(self) -> str | None:
        """Return the report that has not been dismissed yet, or None."""
        try:
            return (self._folder / KEPT).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None

    def dismiss(self) -> None:
        """Delete the report, so that it is not offered again."""
        with suppress(OSError):  # it is offered once more
            remove(self._folder / KEPT)

    def end(self) -> None:
        """Delete this run's report at a normal end, unless it contains an error.

        Anything that `faulthandler` has written was not fatal then: on Windows it also records
        errors in calls between programs that Qt or Windows itself has handled.
        """
        self._undo()
        if self._file is None:
            return
        faulthandler.disable()  # the file is about to be closed
        if sys.stderr is not None:
            with suppress(OSError, ValueError, AttributeError):  # a stream without a file number
                faulthandler.enable()
        self._file.close()
        self._file = None
        if not self._has_failed:
            with suppress(OSError):
                remove(self._folder / FRESH)


def _says_something(report: Path) -> bool:
    """Return whether more than the first line was written."""
    try:
        return len(report.read_text(encoding="utf-8", errors="replace").splitlines()) > 1
    except OSError:
        return False
