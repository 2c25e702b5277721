"""One browser for all tests of a kind of phone, one program for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.phone import PORTRAIT, Phone, Profile, require_browser
from tests.browser.program import Person, Program


@pytest.fixture(scope="session")
def phones() -> Iterator[Callable[[Profile], Phone]]:
    require_browser()
    made: dict[Profile, Phone] = {}

    def phone_of(profile: Profile) -> Phone:
        if profile not in made:
            made[profile] = Phone(profile)
        return made[profile]

    yield phone_of
    for phone in made.values():
        phone.quit()


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    program = Program(tmp_path)
    program.start()
    yield program
    program.stop()


@pytest.fixture
def phone(phones: Callable[[Profile], Phone]) -> Iterator[Phone]:
    phone = phones(PORTRAIT)
    phone.clean()
    yield phone
    phone.open("about:blank")


@pytest.fixture
def instructor(program: Program) -> Iterator[Person]:
    with program.instructor() as instructor:
        yield instructor
