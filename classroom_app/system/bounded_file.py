"""Reads a whole file that the user chose, unless it is no regular file or too large."""

import errno
import os
import stat
from pathlib import Path


def content_of(path: Path, limit: int) -> bytes:
    """Return the bytes of a file of at most `limit` bytes. Blocks.

    Raises:
        OSError: it cannot be read, is too large, or is no regular file.
    """
    found = check_is_file(path)
    if found.st_size > limit:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return path.read_bytes()


def check_is_file(path: Path) -> os.stat_result:
    """Return what the system says of a file. Blocks.

    Raises:
        OSError: it is no file, but a folder, or a device or pipe that never ends.
    """
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is no file", str(path))
    return found
