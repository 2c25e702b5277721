"""A finger that taps twice presses once, whatever has come under it in between."""

from collections.abc import Iterator

import pytest

from tests.browser.phone import Phone, Profile
from tests.browser.program import Person, Program

GAPS_MS = (200, 350)
SIZES = (Profile(360, 640), Profile(412, 915), Profile(360, 640, language="en"))
SILENCE_S = 1.0


@pytest.fixture(params=SIZES, ids=lambda size: f"{size.width}x{size.height}-{size.language}")
def tapped(request: pytest.FixtureRequest, phone: Phone, program: Program) -> Iterator[Phone]:
    phone.show_as(request.param)
    phone.join(program.join_url, "김영희")
    phone.see("#waiting")
    yield phone
    phone.show_as(phone.profile)


@pytest.mark.parametrize("gap_ms", GAPS_MS)
def test_help_stays_called(tapped: Phone, instructor: Person, gap_ms: int) -> None:
    instructor.go_to_step(3)
    tapped.see("#help-ask")
    tapped.tap_twice("#help-ask", gap_ms)
    tapped.see("#help-card")
    assert instructor.waiting("help_updated", SILENCE_S) == []
    assert tapped.shown("#help-card")
    assert not tapped.shown("#help")


@pytest.mark.parametrize("gap_ms", GAPS_MS)
def test_who_is_fine_calls_no_more(tapped: Phone, instructor: Person, gap_ms: int) -> None:
    instructor.go_to_step(3)
    tapped.see("#help-ask")
    tapped.press("#help-ask")
    tapped.see("#help-card")
    instructor.until("help_requested")
    tapped.tap_twice("#help-cancel", gap_ms)
    tapped.gone("#help-card")
    assert instructor.waiting("help_requested", SILENCE_S) == []
    assert tapped.shown("#help-ask")


@pytest.mark.parametrize("gap_ms", GAPS_MS)
def test_sent_words_press_nothing_else(tapped: Phone, instructor: Person, gap_ms: int) -> None:
    instructor.go_to_step(3)
    tapped.see("#help-ask")
    tapped.press("#help-ask")
    tapped.see("#help-details")
    tapped.press("#help-details")
    tapped.see("#help")
    tapped.write("#help-words", "어디를 눌러요?")
    tapped.tap_twice("#help-send", gap_ms)
    tapped.see("#step")
    assert instructor.waiting("progress_updated", SILENCE_S) == []
    assert tapped.shown("#help-card")


@pytest.mark.parametrize("gap_ms", GAPS_MS)
def test_a_long_message_is_tapped_away_and_nothing_is_done(
    tapped: Phone, instructor: Person, gap_ms: int
) -> None:
    instructor.go_to_step(3)
    tapped.see("#done")
    instructor.send("instructor_message", message="천천히 하세요. " * 12)
    tapped.see("#words-ok")
    tapped.tap_twice("#words-ok", gap_ms)
    tapped.gone("#words")
    assert instructor.waiting("progress_updated", SILENCE_S) == []
    assert instructor.waiting("help_requested", SILENCE_S / 2) == []
    assert tapped.shown("#done")


@pytest.mark.parametrize("gap_ms", GAPS_MS)
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_missed_step_is_opened_and_not_done(
    tapped: Phone, instructor: Person, gap_ms: int, number: int
) -> None:
    instructor.go_to_step(5)
    tapped.see("#missed-go")
    tapped.press("#missed-go")
    tapped.see("#missed-list button")
    tapped.tap_twice(f"#missed-list li:nth-child({number}) button", gap_ms)
    tapped.see("#class-at")
    assert instructor.waiting("progress_updated", SILENCE_S) == []
    assert instructor.waiting("help_requested", SILENCE_S / 2) == []
    assert tapped.shown("#done")


def test_a_finger_presses_each_step_once_it_is_there(tapped: Phone, instructor: Person) -> None:
    for step in (1, 2):
        instructor.go_to_step(step)
        tapped.see("#done")
        tapped.tap("#done")
        assert instructor.until("progress_updated")["subtask_id"] == step
        # A finger that comes back within this time would be taken for a second tap.
        tapped.driver.execute_async_script("setTimeout(arguments[0], 600)")


def test_a_mouse_and_a_keyboard_are_not_slowed(tapped: Phone, instructor: Person) -> None:
    instructor.go_to_step(3)
    tapped.see("#help-ask")
    tapped.press("#help-ask")
    tapped.press("#help-cancel")
    tapped.find("#done").send_keys("\n")
    assert instructor.until("help_requested")
    assert instructor.until("help_updated")["status"] == "CANCELLED"
    assert instructor.until("progress_updated")["subtask_id"] == 3
