"""Where log lines go: the terminal, and a rotating file."""

import logging
import sys
from itertools import pairwise
from logging.handlers import RotatingFileHandler
from pathlib import Path

from classroom_app.system.repeated_lines import RepeatedLines

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
MAX_BYTES = 1_000_000
KEPT_FILES = 3


class LogFile(RotatingFileHandler):
    """A log that goes on in the same file where it cannot be put aside.

    On Windows another program that has the file open, an editor or a virus scanner, keeps it from
    being renamed. Python's own handler would then drop each line that comes, and one of the files
    put aside with it.
    """

    _tries_again_at = 0

    def shouldRollover(self, record: logging.LogRecord) -> bool:  # noqa: N802
        """Tell whether the file is full; after a try in vain, only once more has come."""
        is_full = bool(super().shouldRollover(record))
        return is_full and self._size() >= self._tries_again_at

    def doRollover(self) -> None:  # noqa: N802
        """Put the file aside, or go on in it."""
        size = self._size()
        if self.stream is not None:
            self.stream.close()
            self.stream = None  # the next line opens it again
        full = Path(self.baseFilename)
        aside = [full.with_name(f"{full.name}.{number}") for number in range(self.backupCount + 1)]
        try:
            full.replace(aside[0])  # before the older ones move
            for one, older in reversed(list(pairwise(aside))):
                if one.exists():
                    one.replace(older)
        except OSError:
            self._tries_again_at = size + self.maxBytes // 10
        else:
            self._tries_again_at = 0

    def _size(self) -> int:
        return 0 if self.stream is None else self.stream.tell()


def set_up_logging(folder: Path) -> None:
    """Log to stderr, if there is one, and to `classroom_app.log`; a full disk stops neither.

    What is repeated again and again is left out (`repeated_lines`).
    """
    logging.raiseExceptions = False
    folder.mkdir(parents=True, exist_ok=True)
    to_file = LogFile(
        folder / "classroom_app.log",
        maxBytes=MAX_BYTES,
        backupCount=KEPT_FILES,
        encoding="utf-8",
        delay=True,
    )
    handlers: list[logging.Handler] = [to_file]
    if sys.stderr is not None:  # from an icon on Windows there is none
        to_terminal = logging.StreamHandler(sys.stderr)
        to_terminal.setLevel(logging.WARNING)
        handlers.append(to_terminal)
    limit = RepeatedLines()
    for handler in handlers:
        handler.addFilter(limit)
    root = logging.getLogger()
    elsewhere = [one for one in root.handlers if isinstance(one, RotatingFileHandler)]
    if elsewhere:  # the data folder was changed
        to_file.setFormatter(elsewhere[0].formatter)
        root.addHandler(to_file)
        for one in elsewhere:
            root.removeHandler(one)
            one.close()
    logging.basicConfig(level=logging.INFO, format=FORMAT, handlers=handlers)
    # Every request that is not a handshake is an error to websockets; for us it is a page.
    logging.getLogger("websockets").setLevel(logging.CRITICAL)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("qasync").setLevel(logging.WARNING)
    logging.getLogger("asyncio").setLevel(logging.WARNING)
