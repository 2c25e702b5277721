from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain.mark_edits import handles
from classroom_app.domain.marks import Mark, SwipeMark, TapMark, TypeMark
from classroom_app.gui.lessons.mark_hits import handle_at, mark_at
from tests.helpers.drafts import MARKS

SIZE = (300.0, 600.0)


@given(MARKS)
def test_a_mark_is_hit_where_it_was_put(mark: Mark) -> None:
    assert mark_at([mark], (mark.x * 300, mark.y * 600), SIZE) == 0


@given(MARKS, st.integers(0, 3))
def test_a_handle_is_hit_where_it_is(mark: Mark, number: int) -> None:
    ends = handles(mark)
    if number < len(ends):
        x, y = ends[number]
        hit = handle_at(mark, (x * 300, y * 600), SIZE)
        assert hit is not None
        assert ends[hit] == ends[number]
    assert handle_at(mark, (-200, -200), SIZE) is None


def test_what_is_beside_is_not_hit() -> None:
    tap, swipe, box = TapMark(0.5, 0.5), SwipeMark(0.1, 0.1, 0.9, 0.1), TypeMark(0.1, 0.8, 0.5, 0.1)
    marks: list[Mark] = [tap, swipe, box]
    assert mark_at(marks, (150, 300 + 29), SIZE) == 0
    assert mark_at(marks, (150, 300 + 35), SIZE) is None
    assert mark_at(marks, (150, 66), SIZE) == 1
    assert mark_at(marks, (150, 75), SIZE) is None
    assert mark_at(marks, (100, 500), SIZE) == 2
    assert mark_at([box, TapMark(0.3, 0.85)], (90, 510), SIZE) == 1, "the one drawn last"
