import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.gui.kit.texts import breakable, clock_text, plain_tooltip


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, ""), (0, "0:00"), (42.9, "0:42"), (761, "12:41"), (3723, "1:02:03"), (-3, "0:00")],
)
def test_clock_text(seconds: float | None, text: str) -> None:
    assert clock_text(seconds) == text


def test_a_tooltip_is_plain() -> None:
    assert plain_tooltip("<img src=x>") == "<qt>&lt;img src=x&gt;</qt>"
    assert plain_tooltip("") == ""


@given(st.text())
def test_words_that_may_be_broken_are_the_same_words(text: str) -> None:
    assert breakable(text).replace("\u200b", "") == text.replace("\u200b", "")


def test_only_long_words_are_broken_and_no_letter_is() -> None:
    assert breakable("여기가 안 보여요 please") == "여기가 안 보여요 please"
    family = "👩‍👩‍👧‍👦"
    assert breakable(family * 16).split("\u200b") == [family] * 16
