"""The folder with everything that the program keeps, and how it is moved elsewhere."""

import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

DATABASE_FILE = "classroom.db"
LOCK_FILE = "classroom.lock"
OWN_NAME = "classroom_app"
# What is made anew at each start, or is nobody's to carry along.
_LEFT_BEHIND = (LOCK_FILE, "*.log", "*.log.*", "*.part")


@dataclass(frozen=True, slots=True)
class DataHome:
    """Where data would be kept; `has_data` when some of ours is there already."""

    folder: Path
    has_data: bool


def home_in(chosen: Path) -> DataHome:
    """Return where in a chosen folder our data would be. Blocks.

    A folder that holds other things gets one of ours inside it.

    Raises:
        OSError: it cannot be written.
    """
    chosen = chosen.resolve()
    chosen.mkdir(parents=True, exist_ok=True)
    folder = chosen
    if any(chosen.iterdir()) and not _has_data(chosen):
        folder = chosen / OWN_NAME
        folder.mkdir(exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        pass
    return DataHome(folder, _has_data(folder))


def carry(old: Path, new: Path) -> None:
    """Copy everything from one data folder to another; what is there already is kept. Blocks.

    The old folder stays as it was. The database comes last and under another name until it is
    whole, so that a copy that was cut off is never taken for the data.

    Raises:
        OSError: it did not fit, or could not be read or written.
    """
    if _has_data(new):
        return
    later = (f"{DATABASE_FILE}*",)
    shutil.copytree(
        old, new, ignore=shutil.ignore_patterns(*_LEFT_BEHIND, *later), dirs_exist_ok=True
    )
    for path in sorted(old.glob(later[0]), reverse=True):  # the file itself after its journal
        part = new / f"{path.name}.part"
        shutil.copy2(path, part)
        part.replace(new / path.name)


def note_owner(folder: Path) -> None:
    """Write into the lock that we hold who we are; where it cannot be, nobody is named."""
    with suppress(OSError):  # Windows keeps a locked file from being written
        (folder / LOCK_FILE).write_text(f"{os.getpid()}\n", encoding="ascii")


def owner_of(folder: Path) -> str:
    """Return the process id of the program that holds a folder, or "" where it is not known."""
    try:
        text = (folder / LOCK_FILE).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
    return text if text.isdigit() else ""


def is_in_use(folder: Path) -> bool:
    """Tell whether a running program holds this data folder. Blocks; changes nothing."""
    lock = folder / LOCK_FILE
    if not lock.exists():
        return False
    try:
        with FileLock(lock, timeout=0):
            return False
    except (Timeout, OSError):
        return True


def _has_data(folder: Path) -> bool:
    return (folder / DATABASE_FILE).exists()
