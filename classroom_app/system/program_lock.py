"""A lock that one running program has, and that says which.

The system keeps it, and it is gone with the program, however that ends. Some file systems know no
such locks: there a file stands for it that names its program, and one whose program is dead, or
that a power cut left without a name, is taken over.
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
"""A program writes its name into its mark at once; one without a name for so long is left over."""

_NO_LOCKS = frozenset({errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOLCK})
_NO_LOCKS_ON_WINDOWS = frozenset({1, 50})  # "Incorrect function", "The request is not supported"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a lock, as far as is known: its process, its data folder, its computer's name."""

    process: str = ""
    data_dir: str = ""
    computer: str = ""

    @property
    def is_elsewhere(self) -> bool:
        """Whether it runs on another computer, or this one had another name then."""
        return self.computer not in ("", platform.node())


class LockHeldError(Exception):
    """Another program has the lock; `mark` is the file that stands for it, or None."""

    def __init__(self, holder: Holder, mark: Path | None) -> None:
        super().__init__(holder, mark)
        self.holder, self.mark = holder, mark


class ProgramLock:
    """The lock of `NAME.lock`; `NAME.owner` beside it names its holder.

    On Windows nobody can read a file that is locked, so the name stands in a file of its own.
    """

    def __init__(self, place: Path) -> None:
        self._lock = FileLock(_beside(place, ".lock"), timeout=0, fallback_to_soft=False)
        self._mark = SoftFileLock(_beside(place, ".mark"), timeout=0)
        self._owner = _beside(place, ".owner")
        self._folder = place.parent
        self._held: BaseFileLock | None = None

    def acquire(self, data_dir: Path) -> None:
        """Take it, for the program with this data folder, and say so. Blocks for some seconds.

        Raises:
            LockHeldError: another program has it.
            OSError: the folder is not there or cannot be written.
        """
        self._held = self._take()
        note = {"process": os.getpid(), "data_dir": str(data_dir), "computer": platform.node()}
        with suppress(OSError):  # where it cannot be written, nobody is named
            self._owner.write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")

    def release(self) -> None:
        """Let go of it; nothing happens if it was not taken."""
        if self._held is not None:
            with suppress(OSError):
                self._owner.unlink(missing_ok=True)
            self._held.release()
            self._held = None

    def is_held(self) -> bool:
        """Tell whether a running program has it. Blocks; changes nothing."""
        if not any(Path(one.lock_file).exists() for one in (self._lock, self._mark)):
            return False
        try:
            self._take().release()
        except (LockHeldError, OSError):
            return True
        return False

    def _take(self) -> BaseFileLock:
        if not self._folder.is_dir():  # which filelock would make
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
        """Wait for a mark to get its name; if it gets none, it is ours when this returns True."""
        with suppress(Timeout):  # what is no name is taken over by the lock itself
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
        """Believe the mark where the note is missing or of an earlier program."""
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
