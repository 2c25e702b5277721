"""The folder with everything that the program stores, and how it is moved elsewhere."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from classroom_app.system.folder_places import network_of, synchroniser_of
from classroom_app.system.held_files import patiently, replace
from classroom_app.system.paths import make_data_dir
from classroom_app.system.program_lock import ProgramLock

DATABASE_FILE = "classroom.db"
OWN_NAME = "classroom_app"
_LOCK = "classroom"
# Files that each start makes anew, or that are not to be moved.
_LEFT_BEHIND = ("*.lock", "*.mark", "*.owner", "*.log", "*.log.*", "*.part")


@dataclass(frozen=True, slots=True)
class DataHome:
    """Where data would be stored; `has_data` if there is some of ours already.

    `synchroniser` is the name of the program that copies the folder to other computers, or "".
    """

    folder: Path
    has_data: bool
    synchroniser: str = ""


class NetworkFolderError(OSError):
    """A folder on another computer, where SQLite's write-ahead log does not work.

    `reached_by` is a share, a drive letter or the kind of file system.
    """

    def __init__(self, folder: Path, reached_by: str) -> None:
        super().__init__(errno.EREMOTE, f"it is on another computer: {reached_by}", str(folder))
        self.folder, self.reached_by = folder, reached_by


def check_place(folder: Path) -> None:
    """Check that a folder, which need not exist yet, is on this computer. Blocks.

    Raises:
        NetworkFolderError: it is not.
    """
    reached_by = network_of(folder)
    if reached_by:
        raise NetworkFolderError(folder, reached_by)


def home_in(chosen: Path) -> DataHome:
    """Return where in a chosen folder our data would be, making that folder. Blocks.

    In a folder that contains other things, that is a subfolder.

    Raises:
        NetworkFolderError: it is on another computer.
        OSError: it cannot be written.
    """
    check_place(chosen)
    chosen = chosen.resolve()
    make_data_dir(chosen)
    folder = chosen
    if any(chosen.iterdir()) and not has_data(chosen):
        folder = chosen / OWN_NAME
        make_data_dir(folder)
    with tempfile.TemporaryFile(dir=folder):
        pass
    return DataHome(folder, has_data(folder), synchroniser_of(folder))


def carry(old: Path, new: Path) -> None:
    """Copy everything from one data folder to another, unless that has data already. Blocks.

    The old folder stays as it was. The database is copied last, and under another name until it is
    complete, so that an interrupted copy is never mistaken for the data.

    Raises:
        OSError: it did not fit, or could not be read or written.
    """
    if has_data(new):
        return
    make_data_dir(new)
    later = f"{DATABASE_FILE}*"
    for path in _inside(old, new):
        target = new / path.relative_to(old)
        if path.is_dir():
            target.mkdir(exist_ok=True)
        elif not fnmatch(path.name, later):
            _copy(path, target)
    for path in sorted(old.glob(later), reverse=True):  # the file itself after its journal
        if _is_left_behind(path):
            continue
        part = new / f"{path.name}.part"
        _copy(path, part)
        replace(part, new / path.name)


def _inside(folder: Path, leave_out: Path) -> Iterator[Path]:
    """Yield everything to copy, each folder before its contents."""
    for path in sorted(folder.iterdir()):
        if path == leave_out or _is_left_behind(path):
            continue
        yield path
        if path.is_dir():
            yield from _inside(path, leave_out)


def _is_left_behind(path: Path) -> bool:
    return any(fnmatch(path.name, left) for left in _LEFT_BEHIND)


def _copy(source: Path, target: Path) -> None:
    """Copy a file's contents and its times, but not its permissions.

    Those come from the new folder: a memory stick has none, and each start makes private files
    private again.
    """
    patiently(lambda: shutil.copyfile(source, target))
    written = source.stat()
    with suppress(OSError):
        os.utime(target, ns=(written.st_atime_ns, written.st_mtime_ns))


def folder_lock(folder: Path) -> ProgramLock:
    """Return the lock by which a running program holds a data folder."""
    return ProgramLock(folder / _LOCK)


def is_in_use(folder: Path) -> bool:
    """Return whether a running program holds this data folder. Blocks; changes nothing."""
    return folder_lock(folder).is_held()


def has_data(folder: Path) -> bool:
    """Return whether a folder contains our data. Blocks."""
    return (folder / DATABASE_FILE).exists()
