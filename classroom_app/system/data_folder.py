"""The folder with everything that the program keeps, and how it is moved elsewhere."""

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
# What is made anew at each start, or is nobody's to carry along.
_LEFT_BEHIND = ("*.lock", "*.mark", "*.owner", "*.log", "*.log.*", "*.part")


@dataclass(frozen=True, slots=True)
class DataHome:
    """Where data would be kept; `has_data` when some of ours is there already.

    `synchroniser` names the program that copies the folder to other computers, or is "".
    """

    folder: Path
    has_data: bool
    synchroniser: str = ""


class NetworkFolderError(OSError):
    """A folder on another computer, where SQLite's write-ahead log does not work.

    `reached_by` is a share, a drive's letter or the kind of the file system.
    """

    def __init__(self, folder: Path, reached_by: str) -> None:
        super().__init__(errno.EREMOTE, f"it is on another computer: {reached_by}", str(folder))
        self.folder, self.reached_by = folder, reached_by


def check_place(folder: Path) -> None:
    """See that a folder, which need not be there yet, is on this computer. Blocks.

    Raises:
        NetworkFolderError: it is not.
    """
    reached_by = network_of(folder)
    if reached_by:
        raise NetworkFolderError(folder, reached_by)


def home_in(chosen: Path) -> DataHome:
    """Return where in a chosen folder our data would be. Blocks.

    A folder that holds other things gets one of ours inside it.

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
    """Copy everything from one data folder to another; what is there already is kept. Blocks.

    The old folder stays as it was. The database comes last and under another name until it is
    whole, so that a copy that was cut off is never taken for the data.

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
    """Go over what is to be carried, each folder before what is in it."""
    for path in sorted(folder.iterdir()):
        if path == leave_out or _is_left_behind(path):
            continue
        yield path
        if path.is_dir():
            yield from _inside(path, leave_out)


def _is_left_behind(path: Path) -> bool:
    return any(fnmatch(path.name, left) for left in _LEFT_BEHIND)


def _copy(source: Path, target: Path) -> None:
    """Copy what a file holds, and when it was written; not its rights.

    Those are the new folder's: a memory stick knows none, and private files are made so again at
    each start.
    """
    patiently(lambda: shutil.copyfile(source, target))
    written = source.stat()
    with suppress(OSError):
        os.utime(target, ns=(written.st_atime_ns, written.st_mtime_ns))


def folder_lock(folder: Path) -> ProgramLock:
    """Return the lock that one running program has on a data folder."""
    return ProgramLock(folder / _LOCK)


def is_in_use(folder: Path) -> bool:
    """Tell whether a running program holds this data folder. Blocks; changes nothing."""
    return folder_lock(folder).is_held()


def has_data(folder: Path) -> bool:
    """Tell whether a folder holds our data. Blocks."""
    return (folder / DATABASE_FILE).exists()
