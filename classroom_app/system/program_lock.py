"""A lock that one running program holds, and that names its holder.

It is a lock of the system, which ends with the program, however that ends. On file systems without
locks a file that names its program is used instead (a "mark"); if that program is dead, or a power
cut left the file empty, it is taken over.
"""

import errno
import json
import logging
import os
import platform
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

log = logging.getLogger(__name__)

SETTLES_WITHIN_S = 2.5
"""A program writes its name into its mark at once; after so many seconds without, it is stale."""

_NO_LOCKS = frozenset({errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOLCK})
_NO_LOCKS_ON_WINDOWS = frozenset({1, 50})  # "Incorrect function", "The request is not supported"


@dataclass(frozen=True, slots=True)
class Holder:
    """The program that holds a lock, as far as known; unknown fields are ""."""

    process: str = ""
    data_dir: str = ""
    computer: str = ""

    @property
    def is_elsewhere(self) -> bool:
        """Whether it runs on another computer, or this one had another name then."""
        return self.computer not in ("", platform.node())


class LockHeldError(Exception):
    """Another program holds the lock; `mark` is the file used instead of a lock, or None."""

    def __init__(self, holder: Holder, mark: Path | None) -> None:
        super().__init__(holder, mark)
        self.holder, self.mark = holder, mark


class ProgramLock:
    """The lock of `NAME.lock`; `NAME.owner` beside it names its holder.

    On Windows a locked file cannot be read, so the name is in a separate file.
    """

    def __init__(self, place: Path) -> None:
        self._lock = FileLock(_beside(place, ".lock"), timeout=0, fallback_to_soft=False)
        self._mark = SoftFileLock(_beside(place, ".mark"), timeout=0)
        self._owner = _beside(place, ".owner")
        self._folder = place.parent
        self._held: BaseFileLock | None = None

    def acquire(self, data_dir: Path) -> None:
        """Acquire the lock for the program with this data folder. Blocks, perhaps for seconds.

        Raises:
            LockHeldError: another program holds it.
            OSError: the folder does not exist or cannot be written.
        """
        self._held = self._take()
        note = {"process": os.getpid(), "data_dir": str(data_dir), "computer": platform.node()}
        with suppress(OSError):  # then the holder is not named
            self._owner.write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")

    def release(self) -> None:
        """Release the lock; does nothing if it was not acquired."""
        if self._held is not None:
            with suppress(OSError):
                self._owner.unlink(missing_ok=True)
            self._held.release()
            self._held = None

    def is_held(self) -> bool:
        """Return whether a running program holds it. Blocks; changes nothing."""
        if not any(Path(one.lock_file).exists() for one in (self._lock, self._mark)):
            return False
        try:
            self._take().release()
        except (LockHeldError, OSError):
            return True
        return False

    def _take(self) -> BaseFileLock:
        if not self._folder.is_dir():  # filelock would make it
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self._folder))
        try:
            self._lock.acquire()
        except Timeout:
            raise LockHeldError(self._holder(), None) from None
        except OSError as error:
            if not _knows_no_locks(error):
                raise
            log.info("The file system of %s knows no locks (%s)", self._lock.lock_file, error)
        else:
            return self._lock
        return self._take_mark()

    def _take_mark(self) -> BaseFileLock:
        try:
            self._mark.acquire()
        except Timeout:
            if self._mark.pid is not None or not self._is_nameless_for_good():
                raise LockHeldError(self._marked_holder(), Path(self._mark.lock_file)) from None
        return self._mark

    def _is_nameless_for_good(self) -> bool:
        """Wait for a mark to get its name; return True if it got none and is ours now."""
        with suppress(Timeout):  # filelock itself takes over a mark without a valid name
            self._mark.acquire(timeout=SETTLES_WITHIN_S)
            return True
        mark = Path(self._mark.lock_file)
        with suppress(OSError):
            if mark.stat().st_size == 0:
                log.info("%s is left from a program that did not end in order", mark)
                self._mark.break_lock()
        with suppress(Timeout):
            self._mark.acquire()
            return True
        return False

    def _holder(self) -> Holder:
        try:
            note = json.loads(self._owner.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            note = None
        if isinstance(note, int):  # as earlier versions wrote it
            return Holder(str(note))
        if not isinstance(note, dict):
            return Holder()
        return Holder(*(str(note.get(key, "")) for key in ("process", "data_dir", "computer")))

    def _marked_holder(self) -> Holder:
        """Return the holder by its note, or by the mark if the note is missing or outdated."""
        noted = self._holder()
        with suppress(OSError, ValueError):
            process, computer, *_ = Path(self._mark.lock_file).read_text("utf-8").splitlines()
            if noted.process != process or not noted.computer:
                return Holder(process, "", computer)
        return noted


def _beside(place: Path, suffix: str) -> Path:
    return place.with_name(place.name + suffix)


def _knows_no_locks(error: OSError) -> bool:
    if getattr(error, "winerror", None) in _NO_LOCKS_ON_WINDOWS:
        return True
    return error.errno in _NO_LOCKS
