"""A simulated phone's alarm; tests/integration/test_rehearsal.py lets whole classes act."""

import asyncio
import random
from contextlib import suppress

from classroom_app.rehearsal.phone import SimulatedPhone
from classroom_app.rehearsal.sign_in import Address
from tests.helpers.timing import PATIENCE_S
from tests.unit.rehearsal.test_student import make_student


async def test_a_flood_may_come_in_the_moment_in_which_a_student_acts_anyway() -> None:
    student = make_student()
    phone = SimulatedPhone(
        Address("127.0.0.1", 1, "482913"),
        student,
        "rehearsal-1",
        pace=1.0,
        rng=random.Random(1),
        clock=asyncio.get_running_loop().time,
    )
    asked = []
    with suppress(TimeoutError):
        async with asyncio.timeout(0) as phone._alarm:
            try:
                await asyncio.sleep(PATIENCE_S)
            finally:
                phone.ask_for_help(1.0)
                asked.append(student.due_at())
    assert asked[0] is not None
