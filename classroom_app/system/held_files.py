"""Replaces and deletes files, waiting a little where another program holds them.

Windows refuses to replace or delete an open file. A virus scanner or a synchroniser opens a file
that was just written and closes it a moment later, and so does a reader in this program. Other
systems never refuse, so there everything is done at once.

All functions block, for up to `PATIENCE_S` seconds: do not call them in the event loop.
"""

import errno
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

PATIENCE_S = 2.0
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.01, 0.2
# Access denied (also for a name whose deletion is pending), sharing violation, lock violation,
# a folder that is not empty yet, a mapped file.
_HELD = frozenset({5, 32, 33, 145, 1224})


def is_held(error: BaseException) -> bool:
    """Return whether Windows refused because a file is open, in this or another program."""
    return getattr(error, "winerror", None) in _HELD


def patiently(
    work: Callable[[], T],
    *,
    patience_s: float = PATIENCE_S,
    monotonic: Callable[[], float] = time.monotonic,
    pause: Callable[[float], None] = time.sleep,
) -> T:
    """Call `work` until no file that it needs is held; return its result.

    Raises:
        OSError: the file is still held after `patience_s`, or something else is wrong.
    """
    until, pause_s = monotonic() + patience_s, _FIRST_PAUSE_S
    while True:
        try:
            return work()
        except OSError as error:
            if not is_held(error) or monotonic() + pause_s > until:
                raise
        pause(pause_s)
        pause_s = min(pause_s * 2, _LONGEST_PAUSE_S)


def replace(source: Path, target: Path) -> None:
    """Rename a file, replacing `target`, or a folder, if `target` does not exist.

    Raises:
        OSError: it was not renamed.
    """
    patiently(lambda: source.replace(target))


def bring(source: Path, target: Path) -> None:
    """Like `replace`, but also from another disk: then `target` is replaced by a complete copy.

    Raises:
        OSError: `source` is still there.
    """
    try:
        replace(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV and getattr(error, "winerror", None) != 17:
            raise
        part = target.with_name(f".{target.name}.part")
        try:
            shutil.copyfile(source, part)
            with part.open("rb+") as written:
                os.fsync(written.fileno())
            replace(part, target)
        finally:
            remove(part)
        remove(source)


def remove(path: Path) -> None:
    """Delete a file if it exists.

    Raises:
        OSError: it is still there.
    """
    patiently(lambda: path.unlink(missing_ok=True))


def remove_tree(folder: Path) -> None:
    """Delete a folder and its contents, if it exists.

    Raises:
        OSError: some of it is still there.
    """

    def work() -> None:
        try:
            shutil.rmtree(folder)
        except FileNotFoundError:
            if folder.exists():  # something else is deleting in it too
                raise

    patiently(work)
