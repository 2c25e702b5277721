"""Files that are written completely or not at all."""

import errno
import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from classroom_app.system.held_files import remove, replace
from classroom_app.system.owner_only import create_private

PARTS = "*.part"
"""The pattern, after a dot, of unfinished files that a power cut leaves behind."""
_LONGEST_NAME = 255
# Of a whole path, unless long paths are enabled in Windows.
_LONGEST_PATH = 259


@contextmanager
def atomic_write(path: Path, *, private: bool = False) -> Iterator[Path]:
    """Yield a path beside `path` to write to; it replaces `path` if the block succeeds.

    If anything fails, a cancelled export or a full disk, `path` stays as it was. A `private` file
    is never readable by other accounts of this computer, not even while it is written. Blocks, up
    to two seconds longer if another program holds the file.

    Raises:
        OSError: it cannot be written.
    """
    beside = _beside(path)
    _make(beside, private=private)  # its error names a missing or read-only folder
    try:
        yield beside
        with beside.open("rb+") as written:
            os.fsync(written.fileno())
        replace(beside, path)
    finally:
        with suppress(OSError):  # the earlier error is the one to report
            remove(beside)


def _beside(path: Path) -> Path:
    """Return the name of the unfinished file, a short one if it would be too long."""
    beside = path.with_name(f".{path.name}.part")
    if len(os.fsencode(beside.name)) <= _LONGEST_NAME and not _is_too_long(beside):
        return beside
    return path.with_name(f".{hashlib.sha256(os.fsencode(path.name)).hexdigest()[:8]}.part")


def _is_too_long(path: Path) -> bool:
    return sys.platform == "win32" and len(str(path.absolute())) > _LONGEST_PATH


def _make(beside: Path, *, private: bool) -> None:
    try:
        remove(beside)
        if private:
            create_private(beside).close()
        else:
            beside.touch()
    except OSError as error:
        if _is_too_long(beside):  # Windows says that there is no such folder
            raise OSError(
                errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), str(beside.parent)
            ) from error
        raise
