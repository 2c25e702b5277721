"""A power cut at any moment: the program is killed and started again on the same data."""

import asyncio
import random
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

import httpx
import pytest

from tests.faults.books import check_books, check_snapshots, read_books
from tests.faults.busy_class import STEPS, Toll, all_come_back, lead, study
from tests.faults.honest import HonestInstructor, HonestPhone
from tests.faults.lesson import write_lesson
from tests.faults.size import ROUNDS, SEED
from tests.helpers.real_program import RealProgram
from tests.helpers.timing import PATIENCE_S

CODE = "KILL01"
STUDENTS = 12
STARTS_CUT_SHORT = 0.3
"""The share of rounds in which a start is cut short too, before the program has said a word."""


async def cut_short_a_start(program: RealProgram, chance: random.Random) -> None:
    """Kill the program while it starts; it may have got anywhere."""
    process = await program.spawn()
    with suppress(TimeoutError):
        async with asyncio.timeout(1.5 * chance.random()):
            await process.wait()
    assert process.returncode is None, program.said
    await program.kill()


# A phone of the test that is killed while it connects leaves its socket to the collector there.
@pytest.mark.filterwarnings(
    "ignore:unclosed:ResourceWarning" if sys.platform == "win32" else "error:unclosed"
)
async def test_nothing_confirmed_is_lost_or_doubled(
    tmp_path: Path, programs: list[RealProgram]
) -> None:
    print(f"SEED={SEED} ROUNDS={ROUNDS}")
    chance = random.Random(SEED)
    lesson = write_lesson(tmp_path / "lesson.json", STEPS)
    program = RealProgram(tmp_path / "data", CODE, lesson=lesson)
    programs.append(program)
    await cut_short_a_start(program, chance)
    await program.start()
    phones = [HonestPhone(f"S{n}", program.url, CODE) for n in range(STUDENTS)]
    instructor = HonestInstructor(program.instructor_key, program.url, CODE)

    for number in range(1, ROUNDS + 1):
        toll = Toll(chance.randrange(STUDENTS * 12))
        print(f"round {number}: killed after {toll.left} confirmations")
        working = [
            *(
                asyncio.create_task(phone.live(partial(study, phone, chance, toll)))
                for phone in phones
            ),
            asyncio.create_task(instructor.live(partial(lead, instructor, chance, toll))),
        ]
        async with asyncio.timeout(PATIENCE_S * 2):
            await toll.reached.wait()
        await asyncio.sleep(0.02 * chance.random())
        await program.kill()
        for task in working:
            task.cancel()
        await asyncio.wait(working)

        check_books(read_books(program.database, CODE), phones, instructor)
        if chance.random() < STARTS_CUT_SHORT:
            await cut_short_a_start(program, chance)
        await program.start()
        await all_come_back(program, phones)
        books = read_books(program.database, CODE)
        check_books(books, phones, instructor)
        check_snapshots(books, phones)
        async with httpx.AsyncClient(base_url=program.url, trust_env=False) as http:
            facts = (await http.get(f"/api/sessions/{CODE}")).json()
        assert (facts["status"], facts["total_steps"]) == (books.status, STEPS)
        instructor.url = program.url

    assert sum(len(phone.confirmed) for phone in phones) > 0
    assert await program.stop() == 0
    assert program.said == ""
