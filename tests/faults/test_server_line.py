"""The line to the database's server fails in mid-class, in every way that a line can fail."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from tests.faults.books import check_books, check_snapshots, read_books
from tests.faults.busy_class import STEPS, Toll, all_come_back, lead, study
from tests.faults.honest import HonestInstructor, HonestPhone, Message
from tests.faults.lesson import write_lesson
from tests.faults.size import IS_FULL, SEED
from tests.helpers.database_line import DatabaseLine
from tests.helpers.postgres import HOST, PostgresDatabase
from tests.helpers.real_program import RealProgram
from tests.helpers.timing import PATIENCE_S

CODE = "LINE01"
STUDENTS = 8
OUTAGE_S = 60.0 if IS_FULL else 5.0
"""Longer than anybody is kept waiting."""


class Room:
    """A program that leads a class over a line to its database."""

    def __init__(self, folder: Path, postgres: PostgresDatabase, line: DatabaseLine) -> None:
        self.postgres, self.line = postgres, line
        url = make_url(postgres.url).set(port=line.port).render_as_string(hide_password=False)
        lesson = write_lesson(folder / "lesson.json", STEPS)
        self.program = RealProgram(folder / "data", CODE, lesson=lesson, database_url=url)

    async def start(self) -> None:
        await self.program.start()
        self.phones = [HonestPhone(f"S{n}", self.program.url, CODE) for n in range(STUDENTS)]
        key, url = self.program.instructor_key, self.program.url
        self.instructor = HonestInstructor(key, url, CODE)

    def check(self) -> None:
        books = read_books(self.postgres.url, CODE)
        check_books(books, self.phones, self.instructor)


@pytest.fixture
async def room(
    tmp_path: Path, postgres: PostgresDatabase, programs: list[RealProgram]
) -> AsyncIterator[Room]:
    line = DatabaseLine((HOST, postgres.server.port))
    await line.start()
    room = Room(tmp_path, postgres, line)
    programs.append(room.program)
    await room.start()
    yield room
    line.light_up()
    await line.stop()


Fault = Callable[[Room], Awaitable[None]]


async def cut(room: Room) -> None:
    await room.line.cut()


async def forgotten_by_a_firewall(room: Room) -> None:
    room.line.forget()


async def silent(room: Room) -> None:
    room.line.black_out()
    await asyncio.sleep(OUTAGE_S)
    room.line.light_up()


async def answers_are_lost(room: Room) -> None:
    room.line.swallow_answers()
    await asyncio.sleep(1.0)
    room.line.forget()
    room.line.light_up()


async def refused(room: Room) -> None:
    await room.line.stop()
    await asyncio.sleep(OUTAGE_S)
    await room.line.start()


async def server_restarted(room: Room) -> None:
    room.postgres.server.restart()  # on this thread, with which it ends


async def server_killed(room: Room) -> None:
    room.postgres.server.kill()
    room.postgres.server.start()


@pytest.mark.parametrize(
    "faults",
    [
        (cut, forgotten_by_a_firewall, answers_are_lost),
        (silent, refused),
        (server_restarted, server_killed),
    ],
    ids=["briefly", "for-long", "server"],
)
async def test_nothing_confirmed_is_lost_or_doubled(room: Room, faults: tuple[Fault, ...]) -> None:
    print(f"SEED={SEED}")
    chance = random.Random(SEED)
    for fault in faults:
        working = begin_to_work(room, chance)
        await everybody_is_confirmed(room)
        await fault(room)
        await everybody_is_confirmed(room)
        for task in working:
            task.cancel()
        await asyncio.wait(working)
        room.check()
    await all_come_back(room.program, room.phones)
    books = read_books(room.postgres.url, CODE)
    check_books(books, room.phones, room.instructor)
    check_snapshots(books, room.phones)
    assert await room.program.stop() == 0
    assert "Traceback" not in room.program.said, room.program.said


def begin_to_work(room: Room, chance: random.Random) -> list[asyncio.Task[None]]:
    """Let everybody do what they do, until they are stopped."""
    endless = Toll(1_000_000)
    busy = [
        asyncio.create_task(phone.live(partial(study, phone, chance, endless)))
        for phone in room.phones
    ]
    leading = partial(lead, room.instructor, chance, endless)
    return [*busy, asyncio.create_task(room.instructor.live(leading))]


async def everybody_is_confirmed(room: Room) -> None:
    """Return when each phone has been told once more that a step is stored."""
    before = {phone: len(phone.confirmed) for phone in room.phones}
    async with asyncio.timeout(PATIENCE_S * 2):
        for phone in room.phones:
            while len(phone.confirmed) == before[phone]:
                await phone.news()


def assert_not_stored(reply: Message) -> None:
    assert (reply["type"], reply.get("code")) == ("error", "storage_failed"), reply


async def test_while_it_lasts_everybody_is_told_soon_and_nobody_falsely(room: Room) -> None:
    first, second = room.phones[:2]
    async with first.connected(), second.connected(), room.instructor.connected():
        for phone in (first, second):
            await phone.join()
        await room.instructor.go_to(1)
        room.line.black_out()
        begun = time.monotonic()
        assert_not_stored(await first.complete(1))
        assert time.monotonic() - begun < 4.0, "before the phone takes its line for dead"
        begun = time.monotonic()
        assert_not_stored(await second.complete(1))
        assert_not_stored(await second.call_for_help(1))
        assert_not_stored(await room.instructor.go_to(2))
        assert (await second.beat())["type"] == "heartbeat_ack"
        assert time.monotonic() - begun < 1.0, "at once: it is known"
        room.line.light_up()
        async with asyncio.timeout(PATIENCE_S):
            while (reply := await first.complete(1))["type"] == "error":
                assert_not_stored(reply)
                await asyncio.sleep(0.1)
        assert (await second.complete(1))["type"] == "step_complete_confirmed"
        assert (await room.instructor.go_to(2))["type"] == "step_changed"
    room.check()


async def test_a_program_that_ends_meanwhile_ends_in_order(room: Room) -> None:
    """The line never comes back for it; the class goes on at the next start."""
    phone = room.phones[0]
    async with phone.connected():
        await phone.join()
        assert (await phone.complete(1))["type"] == "step_complete_confirmed"
        room.line.black_out()
        assert_not_stored(await phone.complete(2))
        assert await room.program.stop() == 0
    assert "Traceback" not in room.program.said, room.program.said
    room.line.forget()
    room.line.light_up()
    await room.program.start()
    await all_come_back(room.program, [phone])
    books = read_books(room.postgres.url, CODE)
    check_books(books, [phone])
    check_snapshots(books, [phone])
    assert phone.completed == {1}
