"""A mark is on the same point of the picture before and after it is framed."""

from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain.framed_marks import in_frame
from classroom_app.domain.marks import (
    Area,
    LongPressMark,
    Mark,
    SwipeMark,
    TapMark,
    TypeMark,
    faulty_fields,
)

WHOLE = Area(0, 0, 1, 1)
FRAME = Area(0.1, 0.05, 0.8, 0.9)
FRACTIONS = st.floats(0, 1)


def test_each_kind_moves_with_its_picture() -> None:
    marks: tuple[Mark, ...] = (
        TapMark(0, 0),
        LongPressMark(1, 1),
        SwipeMark(0.5, 0.5, 0, 1),
        TypeMark(0.25, 0.5, 0.5, 0.1),
    )
    assert in_frame(marks, WHOLE) == marks
    assert in_frame(marks, FRAME) == (
        TapMark(0.1, 0.05),
        LongPressMark(0.9, 0.95),
        SwipeMark(0.5, 0.5, 0.1, 0.95),
        TypeMark(0.3, 0.5, 0.4, 0.09),
    )


@given(FRACTIONS, FRACTIONS, FRACTIONS, FRACTIONS)
def test_no_mark_leaves_the_picture(x: float, y: float, to_x: float, to_y: float) -> None:
    marks = (TapMark(x, y), LongPressMark(to_x, to_y))
    assert not [fault for mark in in_frame(marks, FRAME) for fault in faulty_fields(mark)]
