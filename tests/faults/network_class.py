"""A class over a bad network: lost packets, slow lines, blackouts. To be run in `own_world`.

    python -m tests.faults.network_class FOLDER [--phones 40] [--loss 0.1] [--blackout 30] …

Some phones are on the wire itself, where packets are dropped at random in both directions; the
others reach it over a proxy that adds `--delay` each way. The cable is pulled for `--blackout`
seconds in the middle, and the proxy goes dark for as long. Ends with 0 when every phone is where
the server and the database are, each completion once; says the figures either way.
"""

import argparse
import asyncio
import random
import time
from collections import Counter
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from tests.faults.books import check_books, read_books
from tests.faults.honest import HonestInstructor, HonestPhone
from tests.faults.lesson import write_lesson
from tests.faults.slow_line import SlowLine
from tests.faults.world import SERVER_ADDRESS, Wire
from tests.helpers.real_program import RealProgram

CODE = "WIRE01"


class Lesson:
    """How far the class is; each phone goes on when the class does."""

    def __init__(self, steps: int) -> None:
        self.steps = steps
        self.over = asyncio.Event()


async def study(phone: HonestPhone, lesson: Lesson, chance: random.Random) -> None:
    """Follow the class: complete each step as it comes, call for help now and then."""
    await phone.join()
    while phone.status != "ENDED":
        if phone.step is not None:
            for step in range(1, phone.step + 1):
                if step not in phone.completed:
                    await asyncio.sleep(0.2 * chance.random())
                    await phone.complete(step)
        if chance.random() < 0.1:
            await phone.call_for_help(chance.randint(1, lesson.steps))
        await phone.beat()
        await phone.listen(0.5)


async def lead(
    instructor: HonestInstructor, phones: list[HonestPhone], lesson: Lesson, pace_s: float
) -> None:
    """Go through the lesson; from where the class is, when the line was lost."""
    while True:
        facts, current = await look(instructor)
        if facts["status"] == "PAUSED":
            await instructor.resume()
        elif current < lesson.steps:
            await instructor.go_to(current + 1)
            if current % 3 == 1:
                await instructor.pause()
        elif all(len(phone.confirmed | phone.completed) == lesson.steps for phone in phones):
            await instructor.end()
            return
        await instructor.listen(pace_s)


async def look(instructor: HonestInstructor) -> tuple[dict[str, str], int]:
    """Return the session's facts and the number of its step (0 before the first)."""
    headers = {"Cookie": f"sessionid={instructor.cookie}"}
    async with httpx.AsyncClient(
        base_url=instructor.url, trust_env=False, timeout=instructor.patience_s, headers=headers
    ) as http:
        facts = (await http.get(f"/api/sessions/{CODE}")).json()
        board = (await http.get(f"/api/sessions/{CODE}/board")).json()
    return facts, (board["subtask"] or {}).get("order_index", 0)


async def black_out(
    wire: Wire, line: SlowLine, phones: list[HonestPhone], steps: int, length_s: float
) -> None:
    """Once the class is well under way, pull the cable, then darken the slow line."""
    await until_done(phones, steps // 4)
    wire.link(up=False)
    await asyncio.sleep(length_s)
    wire.link(up=True)
    await until_done(phones, steps // 2)
    line.black_out()
    await asyncio.sleep(length_s)
    line.light_up()


async def until_done(phones: list[HonestPhone], steps: int) -> None:
    for phone in phones:
        while len(phone.completed) < steps:
            await phone.news()


async def run_class(arguments: argparse.Namespace) -> None:
    chance = random.Random(arguments.seed)
    wire = Wire(arguments.loss)
    lesson = Lesson(arguments.steps)
    folder: Path = arguments.folder
    program = RealProgram(
        folder / "data",
        CODE,
        lesson=write_lesson(folder / "lesson.json", arguments.steps),
        host=SERVER_ADDRESS,
        before=wire.inside_server,
    )
    await program.start()
    port = urlsplit(program.url).port
    assert port is not None
    line = SlowLine((SERVER_ADDRESS, port), arguments.delay)
    slow_url = await line.start()
    patience = {"patience_s": arguments.patience, "pause_s": arguments.patience / 16}
    phones = [
        HonestPhone(f"S{n}", slow_url if n % 2 else program.url, CODE, **patience)
        for n in range(arguments.phones)
    ]
    instructor = HonestInstructor(program.instructor_key, program.url, CODE, **patience)
    begun = time.monotonic()
    try:
        async with asyncio.timeout(arguments.within), asyncio.TaskGroup() as group:
            group.create_task(black_out(wire, line, phones, lesson.steps, arguments.blackout))
            for phone in phones:
                group.create_task(phone.live(partial(study, phone, lesson, chance)))
            group.create_task(
                instructor.live(partial(lead, instructor, phones, lesson, arguments.pace))
            )
    finally:
        tell(phones, wire, time.monotonic() - begun)
        await line.stop()
        status = await program.stop()  # here: a class that failed leaves no program behind
    check_end(program, phones, instructor, lesson)
    assert status == 0
    assert program.said == "", program.said
    print("all agree")


def check_end(
    program: RealProgram, phones: list[HonestPhone], instructor: HonestInstructor, lesson: Lesson
) -> None:
    books = read_books(program.database, CODE)
    check_books(books, phones, instructor)
    everything = Counter(range(1, lesson.steps + 1))
    for phone in phones:
        assert (phone.status, phone.step) == (books.status, books.step), phone.name
        assert Counter(phone.completed) == everything == books.completions[phone.name]
    assert books.status == "ENDED"
    # Whose reply was lost may have been sent again, but the lesson's order stands.
    started = [step for action, step in books.controls if action == "START_STEP"]
    assert list(dict.fromkeys(started)) == list(everything)


def tell(phones: list[HonestPhone], wire: Wire, took_s: float) -> None:
    waits = sorted(wait for phone in phones for wait, _ in phone.latencies)
    print(f"took {took_s:.1f} s; dropped in/out {wire.dropped()} packets")
    print(f"{sum(len(phone.completed) for phone in phones)} completions on {len(phones)} phones")
    print(f"{sum(phone.connections for phone in phones)} connections")
    if waits:
        print(f"{len(waits)} requests: median {waits[len(waits) // 2]:.3f} s, last {waits[-1]:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--phones", type=int, default=40)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--loss", type=float, default=0.1)
    parser.add_argument("--delay", type=float, default=0.3)
    parser.add_argument("--blackout", type=float, default=30.0)
    parser.add_argument("--patience", type=float, default=8.0)
    parser.add_argument("--pace", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--within", type=float, default=600.0)
    asyncio.run(run_class(parser.parse_args()))


if __name__ == "__main__":
    main()
