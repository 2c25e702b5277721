import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain.mark_edits import (
    drawn,
    handles,
    moved,
    placed,
    resized,
    reversed_mark,
    with_handle,
)
from classroom_app.domain.marks import (
    Mark,
    MarkKind,
    SwipeMark,
    TapMark,
    TypeMark,
    faulty_fields,
    rounded,
)
from tests.helpers.drafts import MARKS

_KINDS = st.sampled_from(list(MarkKind))
# Where a mouse may be, beside the picture too.
_ANYWHERE = st.floats(-3, 3)
_PLACES = st.tuples(_ANYWHERE, _ANYWHERE)


def whole(mark: Mark) -> bool:
    return not any(faulty_fields(mark)) and rounded(mark) == mark


@given(_KINDS, _PLACES, _PLACES)
def test_a_new_mark_is_whole_wherever_it_is_drawn(
    kind: MarkKind, start: tuple[float, float], end: tuple[float, float]
) -> None:
    for mark in (placed(kind, *start), drawn(kind, start, end)):
        assert mark.KIND is kind
        assert whole(mark)


@given(MARKS, _PLACES)
def test_a_mark_stays_whole_however_it_is_moved(mark: Mark, by: tuple[float, float]) -> None:
    there = moved(mark, *by)
    assert whole(there)
    assert type(there) is type(mark)
    if isinstance(mark, TypeMark) and isinstance(there, TypeMark):
        assert there.width == pytest.approx(mark.width, abs=2e-4)
        assert there.height == pytest.approx(mark.height, abs=2e-4)
    if isinstance(mark, SwipeMark) and isinstance(there, SwipeMark):
        assert there.to_x - there.x == pytest.approx(mark.to_x - mark.x, abs=2e-4)


@given(MARKS, _PLACES, st.integers(0, 3))
def test_a_mark_stays_whole_however_it_is_formed(
    mark: Mark, to: tuple[float, float], number: int
) -> None:
    assert whole(resized(mark, *to))
    if number < len(handles(mark)):
        assert whole(with_handle(mark, number, to))


@given(MARKS)
def test_a_mark_reversed_twice_is_the_same(mark: Mark) -> None:
    assert reversed_mark(reversed_mark(mark)) == mark
    assert whole(reversed_mark(mark))


def test_what_is_hardly_drawn_is_placed() -> None:
    assert drawn(MarkKind.TAP, (0.1, 0.1), (0.4, 0.6)) == TapMark(0.4, 0.6)
    assert drawn(MarkKind.SWIPE, (0.5, 0.5), (0.51, 0.51)) == SwipeMark(0.5, 0.5, 0.5, 0.25)
    assert drawn(MarkKind.SWIPE, (0.5, 0.1), (0.5, 0.1)) == SwipeMark(0.5, 0.1, 0.5, 0.35)
    assert drawn(MarkKind.SWIPE, (0.5, 0.5), (0.9, 0.5)) == SwipeMark(0.5, 0.5, 0.9, 0.5)
    box = placed(MarkKind.TYPE, 0.5, 0.5)
    assert drawn(MarkKind.TYPE, (0.5, 0.5), (0.9, 0.505)) == box
    assert drawn(MarkKind.TYPE, (0.9, 0.8), (0.1, 0.7)) == TypeMark(0.1, 0.7, 0.8, 0.1)


def test_a_corner_moves_and_the_one_across_stays() -> None:
    box = TypeMark(0.2, 0.2, 0.4, 0.4)
    assert with_handle(box, 0, (0.1, 0.3)) == TypeMark(0.1, 0.3, 0.5, 0.3)
    assert with_handle(box, 3, (0.1, 0.1)) == TypeMark(0.1, 0.1, 0.1, 0.1)
    assert with_handle(box, 3, (0.2, 0.9)) == box
    assert resized(box, 0.1, -0.1) == TypeMark(0.2, 0.2, 0.5, 0.3)
    assert resized(SwipeMark(0.5, 0.9, 0.5, 0.5), 0, 0.1) == SwipeMark(0.5, 0.9, 0.5, 0.6)
    assert resized(TapMark(0.5, 0.5), 0.1, 0.1) == TapMark(0.5, 0.5)
