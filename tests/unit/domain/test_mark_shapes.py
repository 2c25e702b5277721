import math
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain.mark_shapes import COLOUR, Circle, mark_drawing
from classroom_app.domain.marks import Mark, SwipeMark, TapMark, TypeMark
from tests.helpers.drafts import MARKS
from tests.helpers.mark_cases import MarkCase, mark_cases, mark_colour

_SIZES = st.floats(10, 4_000)


@pytest.mark.parametrize("case", mark_cases(), ids=str)
def test_the_drawing_is_what_all_are_held_to(case: MarkCase) -> None:
    drawing = mark_drawing(case.marks, case.size.width(), case.size.height())
    assert _plain(msgspec.to_builtins(drawing)) == case.drawing
    assert mark_colour() == COLOUR


@given(st.lists(MARKS, max_size=10), _SIZES, _SIZES, st.floats(1, 5))
def test_a_larger_picture_has_the_same_marks_larger(
    marks: list[Mark], width: float, height: float, scale: float
) -> None:
    small = mark_drawing(marks, width, height)
    large = mark_drawing(marks, width * scale, height * scale)
    for one, other in zip(small.shapes, large.shapes, strict=True):
        assert _numbers(msgspec.to_builtins(other)) == pytest.approx(
            [number * scale for number in _numbers(msgspec.to_builtins(one))], abs=1e-6
        )


@given(st.lists(MARKS, max_size=10), _SIZES, _SIZES)
def test_each_mark_is_where_it_was_put(marks: list[Mark], width: float, height: float) -> None:
    drawing = mark_drawing(marks, width, height)
    share = min(width, 6 * height)
    assert drawing.line == max(2, 0.012 * share)
    for mark, shape in zip(marks, drawing.shapes, strict=True):
        place = (mark.x * width, mark.y * height)
        if isinstance(mark, SwipeMark):
            (tail, tip), head = shape.lines
            assert (tail.x, tail.y) == place
            assert tip == head[1]
            assert (tip.x, tip.y) == (mark.to_x * width, mark.to_y * height)
        elif isinstance(mark, TypeMark):
            assert shape.box is not None
            assert (shape.box.x, shape.box.y) == place
        else:
            assert {(ring.x, ring.y) for ring in shape.rings} == {place}
            assert shape.rings[0].radius == pytest.approx(0.07 * share)


@given(_SIZES, _SIZES)
def test_a_ring_in_the_middle_is_whole_with_its_outline(width: float, height: float) -> None:
    drawing = mark_drawing([TapMark(0.5, 0.5)], width, height)
    radius = drawing.shapes[0].rings[0].radius
    if drawing.line > 2:  # else the picture is too small for any ring
        assert 2 * radius + drawing.line + 2 * drawing.outline <= min(width, height) + 1e-6


@given(st.lists(MARKS, max_size=10), st.floats(100, 2_000), st.floats(100, 2_000))
def test_a_number_is_whole_on_the_picture(marks: list[Mark], width: float, height: float) -> None:
    for shape in mark_drawing(marks, width, height).shapes:
        assert (shape.badge is None) == (shape.number is None)
        if isinstance(shape.badge, Circle) and 2 * shape.badge.radius <= height:
            assert shape.badge.radius - 1e-6 <= shape.badge.x <= width - shape.badge.radius + 1e-6
            assert shape.badge.radius - 1e-6 <= shape.badge.y <= height - shape.badge.radius + 1e-6


def _plain(value: Any) -> Any:
    """Return what the fixture holds: three decimals, and nothing of what is not there."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items() if v is not None and v != ()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return round(value, 3) if isinstance(value, float) else value


def _numbers(value: Any) -> list[float]:
    if isinstance(value, dict):
        return [n for name, one in value.items() if name != "number" for n in _numbers(one)]
    if isinstance(value, tuple):
        return [number for one in value for number in _numbers(one)]
    return [] if value is None else [value]


def test_a_heads_barbs_are_alike() -> None:
    (shape,) = mark_drawing([SwipeMark(0.1, 0.2, 0.8, 0.9)], 400, 700).shapes
    one, tip, other = shape.lines[1]
    lengths = [math.dist((barb.x, barb.y), (tip.x, tip.y)) for barb in (one, other)]
    assert lengths == pytest.approx([28, 28])
