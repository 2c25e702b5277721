import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain.marks import (
    LongPressMark,
    Mark,
    SwipeMark,
    TapMark,
    TypeMark,
    faulty_fields,
    ring_numbers,
    rounded,
)
from tests.helpers.drafts import MARKS, ROUGH_MARKS

_NUMBERS = st.floats(-0.2, 1.2) | st.sampled_from([0.0, 1.0, 0.01, 0.99, math.nan, math.inf])
_ANY_MARK: st.SearchStrategy[Mark] = (
    st.builds(TapMark, _NUMBERS, _NUMBERS)
    | st.builds(SwipeMark, _NUMBERS, _NUMBERS, _NUMBERS, _NUMBERS)
    | st.builds(TypeMark, _NUMBERS, _NUMBERS, _NUMBERS, _NUMBERS)
)


@given(ROUGH_MARKS)
def test_a_mark_within_the_picture_has_no_fault(mark: Mark) -> None:
    assert list(faulty_fields(mark)) == []


@given(_ANY_MARK)
def test_what_is_stored_is_as_faulty_as_what_was_made(mark: Mark) -> None:
    assert list(faulty_fields(rounded(mark))) == list(faulty_fields(mark))


@given(_ANY_MARK.filter(lambda mark: not any(faulty_fields(mark))))
def test_what_is_stored_changes_no_more_and_stays_within_the_picture(mark: Mark) -> None:
    stored = rounded(mark)
    assert rounded(stored) == stored
    if isinstance(stored, TypeMark):
        assert stored.x + stored.width <= 1 + 1e-9
        assert stored.y + stored.height <= 1 + 1e-9


@pytest.mark.parametrize(
    ("mark", "names"),
    [
        (TapMark(0, 1), []),
        (TapMark(-0.1, 1.1), ["x", "y"]),
        (LongPressMark(math.nan, math.inf), ["x", "y"]),
        (SwipeMark(0.5, 0.5, 0.5, 0.51), []),
        (SwipeMark(0.5, 0.5, 0.505, 0.495), ["to_x"]),
        (SwipeMark(0.5, 0.5, 2, 0.5), ["to_x"]),
        (TypeMark(0.7, 0.1, 0.3, 0.9), []),
        (TypeMark(0.8, 0.1, 0.3, 0.9), ["width"]),
        (TypeMark(0.1, 0.1, 0.001, 0.95), ["width", "height"]),
        (TypeMark(0.1, 0.1, 0, -1), ["height"]),
    ],
)
def test_the_numbers_at_fault_are_named(mark: Mark, names: list[str]) -> None:
    assert list(faulty_fields(mark)) == names


def test_rings_are_numbered_when_there_are_several() -> None:
    tap, hold = TapMark(0, 0), LongPressMark(0, 0)
    swipe, box = SwipeMark(0, 0, 1, 1), TypeMark(0, 0, 1, 1)
    assert ring_numbers([]) == ()
    assert ring_numbers([swipe, tap, box]) == (None, None, None)
    assert ring_numbers([tap, swipe, hold, box, tap]) == (1, None, 2, None, 3)


@given(st.lists(MARKS, max_size=10))
def test_the_numbers_count_from_one(marks: list[Mark]) -> None:
    numbers = [number for number in ring_numbers(marks) if number is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) != 1
