"""Files that are written whole or not at all."""

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
"""The pattern, after a dot, of what a power cut leaves of files that were being written."""
_LONGEST_NAME = 255
# Of a whole path, where Windows has not been told to take longer ones.
_LONGEST_PATH = 259


@contextmanager
def atomic_write(path: Path, *, private: bool = False) -> Iterator[Path]:
    """Yield a path beside `path` to write to; it takes the name once all went well.

    Whatever fails in between, a cancelled export or a full disk, leaves what was there before.
    Other accounts of this computer cannot read a `private` one, at no moment. Blocks, for two
    seconds more where another program holds the file.

    Raises:
        OSError: it cannot be written.
    """
    beside = _beside(path)
    _make(beside, private=private)  # a folder that is not there or cannot be written is named
    try:
        yield beside
        with beside.open("rb+") as written:
            os.fsync(written.fileno())
        replace(beside, path)
    finally:
        with suppress(OSError):  # what failed before is what is told
            remove(beside)


def _beside(path: Path) -> Path:
    """Return a name that is no longer than any system takes, if that of the file is none."""
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
