"""What is left behind when the program crashes, for the next start to offer.

A report holds where the program was, and never what it held: no names, no messages.
"""

import faulthandler
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

FRESH, KEPT = "running.txt", "crash.txt"


class CrashReports:
    """The reports in one folder: the last run's, and the one that this run would leave."""

    def __init__(self, folder: Path, about: str) -> None:
        self._folder, self._about = folder, about
        self._file: TextIO | None = None
        self._undo: Callable[[], None] = lambda: None

    def begin(self) -> None:
        """Keep what the last run left, if it crashed, and write what this one will leave.

        Raises:
            OSError: the folder cannot be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        fresh = self._folder / FRESH
        if fresh.exists() and _says_something(fresh):
            fresh.replace(self._folder / KEPT)
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
        (self._folder / KEPT).unlink(missing_ok=True)

    def end(self) -> None:
        """The program ends as it should: leave nothing but what was written of an error."""
        self._undo()
        if self._file is None:
            return
        faulthandler.enable()  # back to the terminal: the file is about to be closed
        self._file.close()
        self._file = None
        if not _says_something(self._folder / FRESH):
            (self._folder / FRESH).unlink(missing_ok=True)


def _says_something(report: Path) -> bool:
    """Tell whether more than the first line was written."""
    try:
        return len(report.read_text(encoding="utf-8", errors="replace").splitlines()) > 1
    except OSError:
        return False
