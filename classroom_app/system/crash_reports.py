"""What is left behind when the program crashes, for the next start to offer.

A report holds where the program was, and never what it held: no names, no messages.
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
    """The reports in one folder: the last run's, and the one that this run would leave."""

    def __init__(self, folder: Path, about: str) -> None:
        self._folder, self._about = folder, about
        self._file: TextIO | None = None
        self._has_failed = False
        self._undo: Callable[[], None] = lambda: None

    def begin(self) -> None:
        """Keep what the last run left, if it crashed, and write what this one will leave.

        Raises:
            OSError: the folder cannot be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        fresh = self._folder / FRESH
        if fresh.exists() and _says_something(fresh):
            with suppress(
                OSError
            ):  # held to the last: it is lost, and this run has one all the same
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
        """Note an error that ends the program: its type and its frames, not its words."""
        if self._file is None or isinstance(error, KeyboardInterrupt):
            return
        self._has_failed = True
        self._file.writelines(traceback.format_tb(error.__traceback__))
        self._file.write(f"{type(error).__module__}.{type(error).__qualname__}\n")
        self._file.flush()

    def last(self) -> str | None:
        """Return the report that has not been dismissed yet."""
        try:
            return (self._folder / KEPT).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None

    def dismiss(self) -> None:
        """Offer it no more."""
        with suppress(OSError):  # it is offered once more
            remove(self._folder / KEPT)

    def end(self) -> None:
        """The program ends as it should: leave nothing but what was written of an error.

        What `faulthandler` has written was not fatal then: on Windows it also notes errors in
        calls between programs that Qt or Windows itself has dealt with.
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
    """Tell whether more than the first line was written."""
    try:
        return len(report.read_text(encoding="utf-8", errors="replace").splitlines()) > 1
    except OSError:
        return False
