"""Files that another program holds: replaced and deleted with a little patience.

Windows refuses to replace or delete a file that is open. A virus scanner or a synchroniser opens
what was just written, and lets go a moment later; a reader in this program does too. Other systems
never refuse, so there everything is done at once.

All functions block, for `PATIENCE_S` seconds at most: not for the event loop.
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
    """Tell whether Windows refused because a file is open, here or in another program."""
    return getattr(error, "winerror", None) in _HELD


def patiently(
    work: Callable[[], T],
    *,
    patience_s: float = PATIENCE_S,
    monotonic: Callable[[], float] = time.monotonic,
    pause: Callable[[float], None] = time.sleep,
) -> T:
    """Return what `work` returns; while a file is held, try again.

    Raises:
        OSError: the file was held to the last, or something else is wrong.
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
    """Give a file, or a folder where there is none, another name; a file there is replaced.

    Raises:
        OSError: it stayed where it was.
    """
    patiently(lambda: source.replace(target))


def bring(source: Path, target: Path) -> None:
    """Do as `replace`, also from another disk: then `target` is replaced by a whole copy.

    Raises:
        OSError: `source` is still there, and `target` as it was.
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
    """Delete a file, if it is there.

    Raises:
        OSError: it is still there.
    """
    patiently(lambda: path.unlink(missing_ok=True))


def remove_tree(folder: Path) -> None:
    """Delete a folder with all that is in it, if it is there.

    Raises:
        OSError: something of it is still there.
    """

    def work() -> None:
        try:
            shutil.rmtree(folder)
        except FileNotFoundError:
            if folder.exists():  # somebody else deletes in it too
                raise

    patiently(work)
