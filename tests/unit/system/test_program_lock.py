"""One program has the lock, whatever the file system can do, and a dead one has it no more."""

import errno
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest

from classroom_app.system import program_lock
from classroom_app.system.program_lock import Holder, LockHeldError, ProgramLock
from tests.helpers.timing import PATIENCE_S

# Another program that takes a lock and says so; as on a file system without locks if that is asked
# for: `fcntl.flock` tells the hook of each call.
TAKING = """
import errno, sys
from pathlib import Path

def refuse(event, _arguments):
    if event == "fcntl.flock":
        raise OSError(int(sys.argv[3]), "no locks here")

if sys.argv[2] == "marks":
    sys.addaudithook(refuse)
from classroom_app.system.program_lock import LockHeldError, ProgramLock
lock = ProgramLock(Path(sys.argv[1]))
try:
    lock.acquire(Path("their folder"))
except LockHeldError as held:
    print("held", held.holder.process, held.mark is not None, flush=True)
else:
    print("taken", flush=True)
    sys.stdin.read()
    lock.release()
"""


class Other:
    """Another program that was asked to take a lock."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        self.said = process.stdout.readline().strip()

    def end(self) -> None:
        """Let it end in order."""
        self.process.communicate(timeout=PATIENCE_S)

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self.process.communicate(timeout=PATIENCE_S)


@contextmanager
def other(place: Path, how: str = "locks", number: int = errno.ENOSYS) -> Iterator[Other]:
    process = subprocess.Popen(
        [sys.executable, "-c", TAKING, str(place), how, str(number)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Other(process)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate(timeout=PATIENCE_S)


def held(lock: ProgramLock) -> LockHeldError:
    with pytest.raises(LockHeldError) as caught:
        lock.acquire(Path("ours"))
    return caught.value


def test_the_second_program_is_told_who_has_it(tmp_path: Path) -> None:
    lock = ProgramLock(tmp_path / "classroom")
    with other(tmp_path / "classroom") as first:
        assert first.said == "taken"
        assert lock.is_held()
        assert held(lock).holder == Holder(str(first.process.pid), "their folder", platform.node())
        first.end()
    assert not lock.is_held()
    lock.acquire(tmp_path)
    with other(tmp_path / "classroom") as second:
        assert second.said == f"held {os.getpid()} False"
    lock.release()


def test_a_killed_program_has_it_no_more(tmp_path: Path) -> None:
    with other(tmp_path / "classroom") as first:
        first.kill()
    lock = ProgramLock(tmp_path / "classroom")
    assert not lock.is_held()
    lock.acquire(tmp_path)
    lock.release()
    assert not list(tmp_path.glob("*.owner"))


def test_what_cannot_be_noted_is_not_known(tmp_path: Path) -> None:
    with other(tmp_path / "classroom"):
        for text, holder in (("4711\n", Holder("4711")), ("{", Holder()), ("[]", Holder())):
            (tmp_path / "classroom.owner").write_text(text, "utf-8")
            assert held(ProgramLock(tmp_path / "classroom")).holder == holder


def test_a_folder_that_is_not_there_is_no_lock_that_is_held(tmp_path: Path) -> None:
    lock = ProgramLock(tmp_path / "gone" / "classroom")
    assert not lock.is_held()
    with pytest.raises(FileNotFoundError):
        lock.acquire(tmp_path)


linux_means = pytest.mark.skipif(
    sys.platform == "win32", reason="Linux alone: locks that can be refused from outside"
)


@linux_means
class TestWithoutLocks:
    """On a file system that knows none."""

    @pytest.fixture(autouse=True)
    def no_locks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import fcntl

        def flock(_descriptor: int, _operation: int) -> None:
            raise OSError(errno.ENOSYS, "Function not implemented")

        monkeypatch.setattr(fcntl, "flock", flock)

    @pytest.mark.parametrize("number", [errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOLCK])
    def test_one_program_has_it(self, tmp_path: Path, number: int) -> None:
        lock = ProgramLock(tmp_path / "classroom")
        with other(tmp_path / "classroom", "marks", number) as first:
            assert first.said == "taken"
            assert lock.is_held()
            error = held(lock)
            assert error.holder.process == str(first.process.pid)
            assert error.mark == tmp_path / "classroom.mark"
            with other(tmp_path / "classroom", "marks", number) as second:
                assert second.said == f"held {first.process.pid} True"
            first.end()
        assert not lock.is_held()

    def test_a_killed_program_has_it_no_more(self, tmp_path: Path) -> None:
        with other(tmp_path / "classroom", "marks") as first:
            first.kill()
        assert (tmp_path / "classroom.mark").read_text()
        lock = ProgramLock(tmp_path / "classroom")
        assert not lock.is_held()
        lock.acquire(tmp_path)
        lock.release()
        assert not (tmp_path / "classroom.mark").exists()

    @pytest.mark.parametrize(
        "left",
        [b"", bytes(70), b"4711", "반쪽".encode()],
        ids=["empty", "zeros", "half", "garbage"],
    )
    def test_what_a_power_cut_left_is_taken_over(self, tmp_path: Path, left: bytes) -> None:
        """A name that never reached the disk: an empty file, zeros, or half of it."""
        (tmp_path / "classroom.mark").write_bytes(left)
        lock = ProgramLock(tmp_path / "classroom")
        lock.acquire(tmp_path)
        with other(tmp_path / "classroom", "marks") as second:
            assert second.said == f"held {os.getpid()} True"
        lock.release()

    def test_a_number_that_another_process_has_now(self, tmp_path: Path) -> None:
        """After the power is back, some other program has the dead one's number."""
        with other(tmp_path / "classroom", "marks") as first:
            first.kill()
        mark = tmp_path / "classroom.mark"
        _pid, *rest = mark.read_text("ascii").splitlines()
        mark.write_text("\n".join([str(os.getppid()), *rest, ""]), "ascii")
        lock = ProgramLock(tmp_path / "classroom")
        lock.acquire(tmp_path)
        lock.release()

    def test_another_computer_is_believed_and_named(self, tmp_path: Path) -> None:
        """Whether a program runs there cannot be told from here: a person must say so."""
        (tmp_path / "classroom.mark").write_text("4711\notherpc\n", "ascii")
        note = {"process": 4711, "data_dir": "/theirs", "computer": "otherpc"}
        (tmp_path / "classroom.owner").write_text(json.dumps(note), "utf-8")
        error = held(ProgramLock(tmp_path / "classroom"))
        assert error.holder == Holder("4711", "/theirs", "otherpc")
        assert error.holder.is_elsewhere
        (tmp_path / "classroom.mark").unlink()
        lock = ProgramLock(tmp_path / "classroom")
        lock.acquire(tmp_path)
        lock.release()

    @pytest.mark.parametrize(
        "note",
        [None, "", '{"process": 1, "data_dir": "/ours", "computer": "thispc"}'],
        ids=["none", "empty", "of another program"],
    )
    def test_the_mark_names_its_program_where_no_note_does(
        self, tmp_path: Path, note: str | None
    ) -> None:
        """Else a person is told to end a program on this computer, where none runs, for ever."""
        (tmp_path / "classroom.mark").write_text("4711\notherpc\n", "ascii")
        if note is not None:
            (tmp_path / "classroom.owner").write_text(note, "utf-8")
        error = held(ProgramLock(tmp_path / "classroom"))
        assert error.holder == Holder("4711", "", "otherpc")
        assert error.mark == tmp_path / "classroom.mark"

    def test_a_program_that_is_just_starting_is_not_robbed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Its mark is there before its name is."""
        mark = tmp_path / "classroom.mark"
        mark.touch()
        monkeypatch.setattr(program_lock, "SETTLES_WITHIN_S", 2.0)
        with other(tmp_path / "elsewhere", "marks") as first:
            name = (tmp_path / "elsewhere.mark").read_text("ascii")
            lock = ProgramLock(tmp_path / "classroom")
            naming = Timer(0.3, mark.write_text, (name, "ascii"))
            naming.start()
            assert held(lock).mark == mark
            naming.join()
            assert first.process.poll() is None
