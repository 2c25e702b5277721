"""Programs that do not outlive their test, whatever becomes of it."""

from collections.abc import AsyncIterator

import pytest

from tests.helpers.real_program import RealProgram


@pytest.fixture
async def programs() -> AsyncIterator[list[RealProgram]]:
    """Where a test puts its programs; one that still runs at the end is killed."""
    programs: list[RealProgram] = []
    yield programs
    for program in programs:
        if program.process is not None:
            await program.kill()
