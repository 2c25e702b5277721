import pytest

from classroom_app.gui.kit.texts import clock_text, plain_tooltip


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, ""), (0, "0:00"), (42.9, "0:42"), (761, "12:41"), (3723, "1:02:03"), (-3, "0:00")],
)
def test_clock_text(seconds: float | None, text: str) -> None:
    assert clock_text(seconds) == text


def test_a_tooltip_is_plain() -> None:
    assert plain_tooltip("<img src=x>") == "<qt>&lt;img src=x&gt;</qt>"
    assert plain_tooltip("") == ""
