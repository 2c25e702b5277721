"""Every state of the student's page, on every kind of phone: nothing in anybody's way."""

from collections.abc import Callable

import pytest

from tests.browser.phone import (
    ENGLISH_DARK,
    LANDSCAPE,
    LARGE_TEXT,
    LARGE_TEXT_ENGLISH,
    PORTRAIT,
    Phone,
    Profile,
)
from tests.browser.program import Program
from tests.browser.walk import walk


@pytest.mark.parametrize(
    "profile",
    [PORTRAIT, ENGLISH_DARK, LARGE_TEXT, LARGE_TEXT_ENGLISH, LANDSCAPE],
    ids=["portrait", "english-dark", "large-text", "large-text-english", "landscape"],
)
def test_every_state_is_open_to_everybody(
    phones: Callable[[Profile], Phone], program: Program, profile: Profile
) -> None:
    phone = phones(profile)
    phone.clean()
    faults = {}
    for state in walk(phone, program):
        found = [
            *phone.barriers(),
            *(f"too wide: {each}" for each in phone.too_wide()),
            *(f"crammed: {each}" for each in phone.crammed()),
            *(f"small target: {each}" for each in phone.small_targets()),
        ]
        if found:
            faults[state] = found
    assert faults == {}
    phone.open("about:blank")
