"""A disk that takes nothing more in mid-class, and takes something again later."""

import asyncio
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest

from tests.faults.books import Books, check_books, check_snapshots, read_books
from tests.faults.honest import HonestInstructor, HonestPhone, Message
from tests.faults.lesson import write_lesson
from tests.faults.world import inside, is_root, on_a_small_disk
from tests.helpers.real_program import RealProgram
from tests.helpers.sample import picture
from tests.helpers.stored import one_of
from tests.helpers.timing import PATIENCE_S

CODE = "DISK01"
STEPS = 60
STUDENTS = 6
MEGABYTES = 16
KEPT_FILES = ("classroom.db", "classroom.db-wal")
MOST_THAT_STILL_FIT = 40


class Trouble:
    """A program whose disk can be taken away; `where` tells the way to its data once it runs."""

    def __init__(self, program: RealProgram, copies: Path, where: Callable[[], Path]) -> None:
        self.program, self._copies, self._where = program, copies, where

    @property
    def folder(self) -> Path:
        return self._where()

    def begin(self) -> None:
        raise NotImplementedError

    def end(self) -> None:
        raise NotImplementedError

    def books(self) -> Books:
        """Read a copy of the database: nobody else's lock is wanted on that disk."""
        shutil.rmtree(self._copies, ignore_errors=True)
        self._copies.mkdir()
        for name in KEPT_FILES:
            shutil.copyfile(self.folder / name, self._copies / name)
        return read_books(self._copies / "classroom.db", CODE)

    def status_of(self, name: str) -> str:
        status: str = one_of(
            self._copies,
            "SELECT p.status FROM session_participants p JOIN users u ON u.id = p.user_id "
            "WHERE u.name = ?",
            name,
        )
        return status

    @property
    def pictures(self) -> list[Path]:
        return [path for path in self.folder.glob("screenshots/**/*") if path.is_file()]


class FullDisk(Trouble):
    def begin(self) -> None:
        ballast = ["dd", "if=/dev/zero", f"of={self.folder / 'ballast'}", "bs=4096"]
        filled = subprocess.run(ballast, check=False, capture_output=True, text=True)
        assert "No space left" in filled.stderr

    def end(self) -> None:
        (self.folder / "ballast").unlink()


class ReadOnlyFolder(Trouble):
    """As root by the file system's own mark, which holds for files that are open already.

    Not so the index of SQLite's log: it is mapped into memory, and a system that takes such a page
    away ends the program.
    """

    def _mark(self, sign: str, mode: int) -> None:
        files = [self.folder, *(self.folder / name for name in KEPT_FILES)]
        if is_root():
            subprocess.run(["chattr", f"{sign}i", *map(str, files)], check=True)
        else:
            for file in files:
                file.chmod(mode | 0o111 if file.is_dir() else mode)

    def begin(self) -> None:
        self._mark("+", 0o444)

    def end(self) -> None:
        self._mark("-", 0o644)


def small_disk(folder: Path) -> Trouble:
    data = folder / "data"
    data.mkdir()
    program = RealProgram(data, CODE, before=on_a_small_disk(data, MEGABYTES))
    return FullDisk(program, folder / "copies", lambda: inside(program.pid, data))


def read_only_folder(folder: Path) -> Trouble:
    program = RealProgram(folder / "data", CODE)
    return ReadOnlyFolder(program, folder / "copies", lambda: program.data_dir)


async def complete_until_refused(phone: HonestPhone, steps: Iterator[int]) -> int:
    """Complete steps until the disk takes no more; return the step that was refused."""
    for _ in range(MOST_THAT_STILL_FIT):
        step = next(steps)
        reply = await phone.complete(step)
        if reply["type"] == "error":
            assert_not_stored(reply)
            return step
    raise AssertionError("the disk took everything")


def assert_not_stored(reply: Message) -> None:
    assert reply["type"] == "error", reply
    assert reply["code"] == "storage_failed", reply


@pytest.mark.parametrize("make_trouble", [small_disk, read_only_folder])
async def test_the_class_goes_on_by_itself_once_there_is_room(
    make_trouble: Callable[[Path], Trouble], tmp_path: Path, programs: list[RealProgram]
) -> None:
    trouble = make_trouble(tmp_path)
    program = trouble.program
    programs.append(program)
    program.lesson = write_lesson(tmp_path / "lesson.json", STEPS)
    await program.start()
    await live_through(trouble)
    assert await program.stop() == 0
    assert "Traceback" not in program.said


async def live_through(trouble: Trouble) -> None:
    program = trouble.program
    key = (trouble.folder / "instructor.key").read_text("ascii").strip()
    phones = [HonestPhone(f"S{n}", program.url, CODE) for n in range(STUDENTS)]
    first, leaver = phones[0], phones[-1]
    instructor = HonestInstructor(key, program.url, CODE)
    steps = iter(range(1, STEPS + 1))

    async def while_it_lasts() -> None:
        refused = await complete_until_refused(first, steps)
        for phone in phones:
            assert_not_stored(await phone.complete(refused))
            assert (await phone.beat())["type"] == "heartbeat_ack"
        assert_not_stored(await first.call_for_help(1))
        assert_not_stored(await first.call_for_help(1, screenshot=picture("PNG", (400, 800))))
        assert trouble.pictures == []
        assert_not_stored(await instructor.pause())
        async with httpx.AsyncClient(base_url=program.url, trust_env=False) as http:
            turned_away = await http.post(f"/api/sessions/{CODE}/join?name=Late")
            assert turned_away.status_code == 503
            assert turned_away.json()["error"]["code"] == "storage_failed"
            assert (await http.get(f"/api/sessions/{CODE}")).json()["status"] == "IN_PROGRESS"
        await leaver.hang_up()
        for phone in phones[:-1]:
            # What was asked right behind something that could not be stored fails with it, once.
            snapshot = await phone.join()
            while snapshot["type"] == "error":
                assert_not_stored(snapshot)
                snapshot = await phone.join()
            assert snapshot["status"] == "IN_PROGRESS"
        books = trouble.books()
        check_books(books, phones, instructor)
        check_snapshots(books, phones[:-1])

    async def afterwards() -> None:
        for phone in phones[:-1]:
            for step in sorted(phone.asked):
                assert (await phone.complete(step))["type"] == "step_complete_confirmed"
        shot = picture("PNG", (400, 800))
        assert (await first.call_for_help(2, screenshot=shot))["type"] == "request_help_confirmed"
        async with asyncio.timeout(PATIENCE_S):
            while len(trouble.pictures) < 1:  # it follows the words
                await first.listen(0.1)
        assert (await instructor.pause())["status"] == "PAUSED"
        for phone in phones[:-1]:
            await phone.join()
        books = trouble.books()
        check_books(books, phones, instructor)
        check_snapshots(books, phones[:-1])
        assert trouble.status_of(leaver.name) == "DISCONNECTED"

    async with AsyncExitStack() as stack:
        for caller in (*phones, instructor):
            await stack.enter_async_context(caller.connected())
        for phone in phones:
            await phone.join()
        await instructor.go_to(1)
        assert (await first.complete(next(steps)))["type"] == "step_complete_confirmed"
        trouble.begin()
        try:
            await while_it_lasts()
        finally:
            trouble.end()
        await afterwards()
