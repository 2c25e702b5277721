"""Three desks on one database, with a class of forty phones each, through what may befall a school.

One desk is killed while phones press, and another stands still in the middle of a transaction, as a
computer that is put to sleep. Their classes go on at other desks; the sleeper wakes and finds what
its phones had pressed; then the database's server loses its power. What was confirmed to any phone,
by whatever desk, is in the database once.
"""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from tests.faults.books import Books, check_books, check_snapshots, read_books
from tests.faults.honest import Caller, HonestInstructor, HonestPhone
from tests.faults.lesson import write_lesson
from tests.faults.size import IS_FULL, SEED
from tests.helpers.obeying_desk import ObeyingDesk
from tests.helpers.postgres import PostgresDatabase
from tests.helpers.timing import PATIENCE_S

PHONES, STEPS = 40, 200
TURNS = 10 if IS_FULL else 1
KILLED, SLEEPER, THIRD = "ROOM-1", "ROOM-2", "ROOM-3"
CODES = {KILLED: "AAAAAA", SLEEPER: "BBBBBB", THIRD: "CCCCCC"}
CODE_OF_THE_RESTARTED = "DDDDDD"
PAGE_PATIENCE_S = 4.0
"""How long the page waits for an answer to a press before it takes its line for dead."""
SLEEPS = (
    "SELECT pid FROM pg_stat_activity WHERE application_name = %s AND state = 'idle in transaction'"
)


class Room:
    """A class with its phones, and who leads it: now at this desk, now at that one."""

    def __init__(self, code: str, steps: list[int], seed: int, patience_s: float) -> None:
        self.code, self.steps = code, steps
        self._chance = random.Random(seed)
        self.phones = [
            HonestPhone(f"{code}-{n}", "", code, patience_s=patience_s) for n in range(PHONES)
        ]
        self.instructor = HonestInstructor("", "", code, patience_s=patience_s)
        self._working: dict[Caller, asyncio.Task[None]] = {}

    async def go_to(self, desk: ObeyingDesk, phones: Iterable[HonestPhone] | None = None) -> None:
        """Let phones, or all, scan the code that is shown at a desk; its instructor leads.

        Every other one has its cookie still, as where the new computer has the address of the old.
        """
        coming = self.phones if phones is None else list(phones)
        await self._stop(coming)
        for number, phone in enumerate(coming):
            phone.url, phone.was_moved = desk.url, False
            if number % 2:
                phone.cookie = None
            self._begin(phone, partial(self._study, phone))
        await self._stop([self.instructor])
        self.instructor.url, self.instructor.key = desk.url, desk.instructor_key
        self.instructor.cookie = None
        self._begin(self.instructor, self._lead)

    def _begin(self, who: Caller, act: Callable[[], Awaitable[None]]) -> None:
        self._working[who] = asyncio.create_task(who.live(act))

    async def stop(self) -> None:
        """Let all of them be silent."""
        await self._stop([*self.phones, self.instructor])

    async def _stop(self, whose: Iterable[Caller]) -> None:
        tasks = [self._working.pop(each) for each in whose if each in self._working]
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task  # one that failed fails the test

    async def _study(self, phone: HonestPhone) -> None:
        await phone.join()
        while True:
            todo = [step for step in self.steps if step not in phone.completed]
            draw = self._chance.random()
            if draw < 0.75 and todo:
                await phone.complete(self._chance.choice(todo[:5]))
            elif draw < 0.85:
                await phone.call_for_help(self._chance.choice(self.steps))
            elif draw < 0.92:
                await phone.take_back_help()
            else:
                await phone.beat()
            await phone.listen(0.2 + 0.2 * self._chance.random())

    async def _lead(self) -> None:
        while True:
            if self._chance.random() < 0.5:
                await self.instructor.say(f"말 {len(self.instructor.sent)}")
            else:
                await self.instructor.go_to(self._chance.choice(self.steps))
            await self.instructor.listen(0.3 + 0.3 * self._chance.random())

    async def is_at_work(self) -> None:
        """Return once every phone that is not told to go elsewhere has had something confirmed."""
        waiting = {phone: len(phone.confirmed) for phone in self.phones if not phone.was_moved}
        patience = time.monotonic() + PATIENCE_S * 2
        while waiting:
            self._look_for_faults()
            waiting = {one: count for one, count in waiting.items() if len(one.confirmed) == count}
            assert time.monotonic() < patience, [(one.name, one.heard[-2:]) for one in waiting]
            await asyncio.sleep(0.02)  # many tell, and each in their own time

    async def is_told(self, phones: list[HonestPhone]) -> None:
        """Return once these know that their class goes on elsewhere."""
        async with asyncio.timeout(PATIENCE_S * 2):
            await asyncio.gather(*(self._working[phone] for phone in phones))
        assert all(phone.was_moved for phone in phones)

    def _look_for_faults(self) -> None:
        for task in self._working.values():
            if task.done():
                task.result()

    async def all_come_back(self) -> None:
        """Let every phone join once more, and be shown how things stand."""

        async def look_in(phone: HonestPhone) -> None:
            async def join() -> None:
                await phone.join()

            await phone.live(join)

        async with asyncio.timeout(PATIENCE_S * 2):
            await asyncio.gather(*map(look_in, self.phones))

    def check(self, books: Books) -> None:
        """Check what is stored against what its people were told."""
        check_books(books, self.phones, self.instructor)


@pytest.fixture
async def desks(
    postgres: PostgresDatabase, tmp_path: Path
) -> AsyncIterator[dict[str, ObeyingDesk]]:
    lesson = write_lesson(tmp_path / "lesson.json", STEPS)
    made = {
        computer: ObeyingDesk(tmp_path / computer, computer, code, postgres.url, lesson)
        for computer, code in CODES.items()
    }
    yield made
    for desk in made.values():
        if desk.process is not None:
            await desk.kill()  # which ends one that stands still, too


def room_of(postgres: PostgresDatabase, desk: ObeyingDesk, seed: int) -> Room:
    steps = postgres.rows(
        "SELECT t.id FROM subtasks AS t JOIN lecture_sessions AS s ON s.lesson_id = t.lesson_id "
        "WHERE s.session_code = %s ORDER BY t.order_index",
        desk.code,
    )
    # Who is to wait in vain is as impatient as the page, the others as patient as the test.
    patience_s = PAGE_PATIENCE_S if desk.computer == SLEEPER else PATIENCE_S
    return Room(desk.code, [step for (step,) in steps], seed, patience_s)


async def freeze_within_a_transaction(postgres: PostgresDatabase, desk: ObeyingDesk) -> None:
    """Let a desk stand still at a moment at which the server waits for its next statement."""
    with postgres.connect() as aside:
        name = f"classroom_app {desk.computer}"
        async with asyncio.timeout(PATIENCE_S * 2):
            while True:
                desk.freeze()
                if aside.execute(SLEEPS, [name]).fetchone():
                    return
                desk.wake()
                await asyncio.sleep(0.005)  # a few presses further


@pytest.mark.parametrize("turn", range(TURNS))
async def test_what_any_desk_has_confirmed_is_there_once(
    turn: int, postgres: PostgresDatabase, desks: dict[str, ObeyingDesk]
) -> None:
    print(f"SEED={SEED}")
    killed, sleeper, third = (desks[computer] for computer in CODES)
    await asyncio.gather(*(desk.start() for desk in desks.values()))
    rooms = {
        desk: room_of(postgres, desk, SEED + turn * 3 + number)
        for number, desk in enumerate(desks.values())
    }
    of_killed, of_sleeper, of_third = rooms.values()
    for desk, room in rooms.items():
        await room.go_to(desk)
    for room in rooms.values():
        await room.is_at_work()

    await killed.kill()
    await freeze_within_a_transaction(postgres, sleeper)
    asked = len(of_third.phones[0].asked)
    assert await third.take_up(CODES[KILLED]) == []
    await of_killed.go_to(third)
    killed.code = CODE_OF_THE_RESTARTED
    await asyncio.gather(of_killed.is_at_work(), killed.start())
    assert await killed.take_up(CODES[SLEEPER]) == []
    leaving, staying = of_sleeper.phones[::2], of_sleeper.phones[1::2]
    await of_sleeper.go_to(killed, leaving)
    assert {phone.connections for phone in of_third.phones} == {1}, "the third had no part in it"
    assert len(of_third.phones[0].asked) > asked

    assert any(phone.asked - phone.confirmed for phone in staying), "they press all the same"
    sleeper.wake()
    await of_sleeper.is_told(staying)
    await of_sleeper.go_to(killed, staying)
    for room in rooms.values():
        await room.is_at_work()

    postgres.server.kill()
    postgres.server.start()
    for room in rooms.values():
        await room.is_at_work()
        await room.stop()
    for room in rooms.values():
        await room.all_come_back()
        books = read_books(postgres.url, room.code)
        room.check(books)
        check_snapshots(books, room.phones)
    for desk in desks.values():
        assert await desk.stop() == 0
