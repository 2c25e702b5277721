from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain.lesson import TargetAction
from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.marks import (
    LongPressMark,
    Mark,
    SwipeMark,
    TapMark,
    TypeMark,
    faulty_fields,
)
from classroom_app.protocol.mobedu_button import (
    Bounds,
    Screen,
    bounds_of,
    mark_of,
    screen_of,
)
from tests.helpers.sample import picture_bytes

BUTTON = Bounds(100, 200, 300, 280)
_ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
_SIDES = st.floats(-12_000, 12_000)


@pytest.mark.parametrize(
    "said",
    [
        "[100,200][300,280]",
        "[100, 200][300, 280]",
        "Rect(100, 200 - 300, 280)",
        "100,200,300,280",
        [100, 200, 300, 280],
        {"left": 100, "top": 200, "right": 300, "bottom": 280},
    ],
)
def test_bounds_are_read_as_phones_write_them(said: Any) -> None:
    assert bounds_of({"bounds": said}) == BUTTON


@pytest.mark.parametrize(
    "said",
    [
        None,
        "",
        "[0,0][0,0]",
        "[1,2]",
        [1, 2, 3, 4],
        [300, 200, 100, 280],
        [True, 0, 99, 99],
        ["1", 2, 3, 4],
        [0, 0, float("inf"), 99],
        {"left": 1},
        "[0,0][99999999,1]",
        7,
    ],
)
def test_what_is_no_button_is_passed_over(said: Any) -> None:
    assert bounds_of({"bounds": said}) is None


@given(st.recursive(_ANYTHING, lambda inner: st.lists(inner, max_size=5), max_leaves=6))
def test_nothing_in_a_task_is_too_much(said: Any) -> None:
    bounds = bounds_of({"bounds": said})
    assert bounds is None or bounds.is_button
    screen = screen_of({"screen_size": said}, {"screen": said}, None, [BUTTON])
    assert screen.width > 0
    assert screen.height > 0


@given(_SIDES, _SIDES, _SIDES, _SIDES, st.sampled_from([None, *TargetAction]))
def test_a_mark_is_whole_wherever_the_button_is(
    left: float, top: float, right: float, bottom: float, action: str | None
) -> None:
    mark = mark_of(Bounds(left, top, right, bottom), Screen(1080, 2340), action)
    assert mark is None or not any(faulty_fields(mark))


@pytest.mark.parametrize(
    ("action", "mark"),
    [
        (None, TapMark(0.5, 0.5)),
        ("CLICK", TapMark(0.5, 0.5)),
        ("NAVIGATE", TapMark(0.5, 0.5)),
        ("LONG_CLICK", LongPressMark(0.5, 0.5)),
        ("SCROLL", SwipeMark(0.5, 0.6, 0.5, 0.4)),
        ("INPUT", TypeMark(0.1, 0.3, 0.8, 0.4)),
    ],
)
def test_the_action_tells_what_to_do(action: str | None, mark: Mark) -> None:
    assert mark_of(Bounds(100, 600, 900, 1400), Screen(1000, 2000), action) == mark


def test_the_screen_is_told_by_its_picture_first() -> None:
    picture = Picture("image/png", picture_bytes("PNG", size=(360, 800)))
    step, task = {"screen_width": 720, "screen_height": 1600}, {"screen_size": "1440x3088"}
    assert screen_of(step, task, picture, []) == Screen(360, 800)
    assert screen_of(step, task, None, []) == Screen(720, 1600)
    assert screen_of({}, task, None, []) == Screen(1440, 3088)
    assert screen_of({}, {"screen": {"width": 1080, "height": 2400}}, None, []) == Screen(
        1080, 2400
    )


@pytest.mark.parametrize(
    ("right", "bottom", "width", "height"),
    [(500, 900, 1080, 2340), (1080, 2400, 1080, 2400), (720, 80, 720, 1560), (1200, 9, 1440, 3120)],
)
def test_otherwise_the_buttons_tell_it(
    right: float, bottom: float, width: float, height: float
) -> None:
    screen = screen_of({}, {}, None, [Bounds(0, 0, right, bottom), Bounds(0, 0, 10, 10)])
    assert (screen.width, screen.height) == pytest.approx((width, height))
