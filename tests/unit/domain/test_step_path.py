"""The way back through the steps of a class."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain.step_path import BURST, StepPath

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


def walked(*gaps_s: float) -> StepPath:
    """Return the path of a class that left None, 1, 2, … with these seconds in between."""
    path, at = StepPath(), NOON
    for number, gap_s in enumerate(gaps_s):
        at += timedelta(seconds=gap_s)
        path = path.on_from(number or None, at)
    return path


def test_nothing_to_take_back_before_the_first_step() -> None:
    assert StepPath().burst == ()


def test_one_undo_takes_a_burst_back_and_the_next_what_came_before() -> None:
    path = walked(0, 60, 0.8, 0.9, 0.1)
    assert [move.before for move in path.burst] == [1, 2, 3, 4]
    path = path.back_to(1, 5, NOON)
    assert [move.before for move in path.burst] == [None]
    path = path.back_to(None, 1, NOON)
    assert path.burst == ()


def test_steps_that_were_meant_are_taken_back_one_by_one() -> None:
    path = walked(0, 1, 30)
    assert [move.before for move in path.burst] == [2]


def test_going_back_to_where_the_class_has_not_been_is_a_move() -> None:
    path = walked(0, 60)
    path = path.back_to(7, 2, NOON + timedelta(minutes=5))
    assert [move.before for move in path.burst] == [2]


@given(st.lists(st.floats(0, 10, allow_nan=False), max_size=20))
def test_undo_always_comes_to_the_start_and_each_takes_a_whole_burst(gaps: list[float]) -> None:
    path, undone = walked(*gaps), 0
    while burst := path.burst:
        assert all(b.at - a.at < BURST for a, b in pairwise(burst))
        undone += len(burst)
        path = path.back_to(burst[0].before, None, NOON)
    assert undone == len(gaps)
