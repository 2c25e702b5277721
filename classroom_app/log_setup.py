"""Where log lines go: the terminal, and a rotating file."""

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
MAX_BYTES = 1_000_000
KEPT_FILES = 3


def set_up_logging(folder: Path) -> None:
    """Log to stderr and to `classroom_app.log` in a folder; a full disk stops neither."""
    logging.raiseExceptions = False
    folder.mkdir(parents=True, exist_ok=True)
    to_file = RotatingFileHandler(
        folder / "classroom_app.log",
        maxBytes=MAX_BYTES,
        backupCount=KEPT_FILES,
        encoding="utf-8",
        delay=True,
    )
    to_terminal = logging.StreamHandler(sys.stderr)
    to_terminal.setLevel(logging.WARNING)
    root = logging.getLogger()
    elsewhere = [one for one in root.handlers if isinstance(one, RotatingFileHandler)]
    if elsewhere:  # the data folder was changed
        to_file.setFormatter(elsewhere[0].formatter)
        root.addHandler(to_file)
        for one in elsewhere:
            root.removeHandler(one)
            one.close()
    logging.basicConfig(level=logging.INFO, format=FORMAT, handlers=[to_file, to_terminal])
    # Every request that is not a handshake is an error to websockets; for us it is a page.
    logging.getLogger("websockets").setLevel(logging.CRITICAL)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("qasync").setLevel(logging.WARNING)
    logging.getLogger("asyncio").setLevel(logging.WARNING)
