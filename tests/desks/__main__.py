"""`python -m tests.desks`: eight windows lead eight classes, and write on a lesson meanwhile.

One PostgreSQL, a process for each desk, honest phones in each class. Each instructor presses Next
and, in between, types into the lesson that all of them teach: each into a step of its own, the last
two into the same one. It fails when anything that a phone was told, or that somebody typed, is
not in the database once, or when a window does not show what the others did.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks.control import Child
from tests.benchmarks.server import durable_server
from tests.benchmarks.targets import write_lesson
from tests.faults.books import check_books, read_books
from tests.faults.honest import HonestPhone
from tests.helpers.postgres import PostgresDatabase

DESKS, PHONES, SECONDS = 8, 10, 30.0
LESSON = "Benchmark"  # the title that `write_lesson` gives it
STARTS_WITHIN_S, SHOWS_WITHIN_S = 180.0, 60.0
OUT = Path("out") / "desks"


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.desks", description=__doc__)
    parser.add_argument("--desks", type=int, default=DESKS)
    parser.add_argument("--phones", type=int, default=PHONES, help="in each class")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long classes last")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for pictures of the windows")
    return parser.parse_args(arguments)


class Desk:
    """One window with its class, and what its instructor and its phones did."""

    def __init__(self, number: int, folder: Path, lesson: Path, database: PostgresDatabase) -> None:
        self.computer, self.code = f"ROOM-{number + 1}", f"CLASS{number + 1}"
        self._data = folder / self.computer
        self._data.mkdir()
        self.child = Child(
            "tests.desks.window_desk",
            *("--host", "127.0.0.1", "--port", "0", "--data-dir", str(self._data)),
            *("--database", database.url, "--lesson", str(lesson), "--code", self.code),
            *("--language", "en" if number % 2 == 0 else "ko"),
            env={"COMPUTER": self.computer},
        )
        self._asking = asyncio.Lock()
        self._phones: list[HonestPhone] = []
        self.pressed, self.longest_stall_ms = 0, 0.0
        self.typed: list[str] = []

    async def begin(self, phones: int) -> None:
        """Wait until it serves; nobody has joined then."""
        listening = await asyncio.to_thread(self.child.wait_for_words, "Listening on ")
        url = listening.split()[2]
        self._phones = [HonestPhone(f"{self.code}-{n}", url, self.code) for n in range(phones)]

    async def ask(self, do: str, **order: Any) -> dict[str, Any]:
        """Give an order; one at a time."""
        async with self._asking:
            return await asyncio.to_thread(partial(self.child.ask, do, **order))

    def live(self, steps: list[int]) -> list["asyncio.Task[None]"]:
        """Let the phones join and work until they are cancelled."""
        return [
            asyncio.create_task(phone.live(partial(_study, phone, steps))) for phone in self._phones
        ]

    async def teach_and_write(self, number: int, until: float) -> None:
        """Press Next, open the lessons and type there, repeatedly."""
        chance = random.Random(number)
        while time.monotonic() < until:
            await self.ask("page", name="class")
            self.pressed += (await self.ask("next"))["pressed"]
            await asyncio.sleep(0.5 + chance.random())
            await self.ask("page", name="lessons")
            word = f"{self.code.lower()}n{len(self.typed)}"
            self.typed.append(word)
            await self.ask("type", text=f" {word}")
            await asyncio.sleep(0.5 + chance.random())

    def check(self, database: PostgresDatabase) -> None:
        """Compare what is stored of the class with what its phones received."""
        check_books(read_books(database.url, self.code), self._phones)
        assert all(phone.confirmed for phone in self._phones), "a phone had nothing confirmed"

    @property
    def confirmed(self) -> int:
        return sum(len(phone.confirmed) for phone in self._phones)


async def _study(phone: HonestPhone, steps: list[int]) -> None:
    await phone.join()
    while True:
        todo = [step for step in steps if step not in phone.completed]
        await phone.complete(random.choice(todo[:5]))
        if random.random() < 0.1:
            await phone.call_for_help(random.choice(steps))
        elif random.random() < 0.1:
            await phone.take_back_help()
        await phone.listen(0.5 + random.random())


async def school(options: argparse.Namespace, database: PostgresDatabase, folder: Path) -> None:
    """Run all desks, and check the result."""
    lesson = folder / "lesson.json"
    write_lesson(lesson)
    with ExitStack() as stack:
        desks = [Desk(n, folder, lesson, database) for n in range(options.desks)]
        for desk in desks:
            stack.callback(desk.child.stop)
        async with asyncio.timeout(STARTS_WITHIN_S):
            await asyncio.gather(*(desk.begin(options.phones) for desk in desks))
        await _everybody_works(options, database, desks)
        await _everybody_sees(options, database, desks)
        for desk in desks:
            desk.check(database)
            print(
                f"{desk.computer}: {desk.pressed} steps, {desk.confirmed} completions, "
                f"{len(desk.typed)} words typed; longest stall {desk.longest_stall_ms:.0f} ms"
            )


async def _everybody_works(
    options: argparse.Namespace, database: PostgresDatabase, desks: list[Desk]
) -> None:
    steps = _steps_in(database, desks[0].code)
    last = len(desks) - 2  # the last two edit it
    async with asyncio.timeout(SHOWS_WITHIN_S):
        await asyncio.gather(
            *(desk.ask("edit", title=LESSON, step=min(n, last)) for n, desk in enumerate(desks))
        )
    students = [task for desk in desks for task in desk.live(steps)]
    for desk in desks:
        await desk.ask("watch")
    until = time.monotonic() + options.seconds
    working = [asyncio.create_task(desk.teach_and_write(n, until)) for n, desk in enumerate(desks)]
    await asyncio.gather(*working)
    for desk in desks:
        desk.longest_stall_ms = (await desk.ask("report"))["longest_stall_ms"]
        await desk.ask("picture", path=str(options.out / f"{desk.computer}-lessons.png"))
        await desk.ask("page", name="class")
        await desk.ask("picture", path=str(options.out / f"{desk.computer}-class.png"))
    for task in students:
        task.cancel()
    done, _ = await asyncio.wait(students)
    for task in done:
        if not task.cancelled():
            task.result()


async def _everybody_sees(
    options: argparse.Namespace, database: PostgresDatabase, desks: list[Desk]
) -> None:
    """Check that everything typed is stored, and that each window shows the others' changes."""
    async with asyncio.timeout(SHOWS_WITHIN_S):
        news = [(await desk.ask("saved"))["news"] for desk in desks]
    written = " ".join(
        title for (title,) in database.rows("SELECT title FROM subtasks WHERE title LIKE '%% %%'")
    ).split()
    for desk in desks:
        lost = set(desk.typed) - set(written)
        assert not lost, f"{desk.computer} has typed what is nowhere: {sorted(lost)}"
    print(f"{sum(map(bool, news))} of {len(desks)} editors say what others wrote")
    (lessons,) = database.rows(
        "SELECT count(*) FROM lessons WHERE deleted_at IS NULL AND revision_of IS NULL"
    )[0]
    await asyncio.gather(*(desk.ask("end_class") for desk in desks))
    async with asyncio.timeout(SHOWS_WITHIN_S):
        for desk in desks:
            shown = (await desk.ask("lessons", count=lessons))["titles"]
            assert LESSON in shown, shown
            computers = (await desk.ask("history", count=len(desks)))["computers"]
            assert computers == sorted(one.computer for one in desks), computers
    for desk in desks:
        await desk.ask("picture", path=str(options.out / f"{desk.computer}-history.png"))


def _steps_in(database: PostgresDatabase, code: str) -> list[int]:
    rows = database.rows(
        "SELECT t.id FROM subtasks AS t JOIN lecture_sessions AS s ON s.lesson_id = t.lesson_id "
        "WHERE s.session_code = %s ORDER BY t.order_index",
        code,
    )
    return [step for (step,) in rows]


def main(arguments: Sequence[str]) -> int:
    """Run the desks; return 0 on success."""
    options = parse(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    with durable_server() as server, tempfile.TemporaryDirectory(dir=options.out) as folder:
        server.create("school")
        database = PostgresDatabase(server, "school")
        asyncio.run(school(options, database, Path(folder)))
    print(f"All was there, and everybody saw it. Pictures: {options.out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
