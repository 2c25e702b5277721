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
    """A log that continues in the same file if that cannot be rotated.

    On Windows the file cannot be renamed while another program, an editor or a virus scanner, has
    it open. Python's own handler would then drop every new line, and one of the older files.
    """

    _tries_again_at = 0

    def shouldRollover(self, record: logging.LogRecord) -> bool:  # noqa: N802
        """Return whether the file is full; after a failed rotation, only once it has grown."""
        is_full = bool(super().shouldRollover(record))
        return is_full and self._size() >= self._tries_again_at

    def doRollover(self) -> None:  # noqa: N802
        """Rotate the file, or continue in it if that fails."""
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
    """Log to stderr, if there is one, and to `classroom_app.log`; errors of logging are ignored.

    Lines that are repeated again and again are left out (`repeated_lines`).
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
    if sys.stderr is not None:  # there is none when started from an icon on Windows
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
    # To websockets every request that is not a handshake is an error; here it is for a page.
    logging.getLogger("websockets").setLevel(logging.CRITICAL)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("qasync").setLevel(logging.WARNING)
    logging.getLogger("asyncio").setLevel(logging.WARNING)
