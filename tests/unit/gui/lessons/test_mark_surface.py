from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from classroom_app.domain.marks import (
    Area,
    LongPressMark,
    Mark,
    MarkKind,
    SwipeMark,
    TapMark,
    TypeMark,
)
from classroom_app.gui.lessons.mark_surface import MarkSurface
from tests.helpers.mark_cases import GROUND, mark_cases, missing_marks

LEFT, SHIFT, CTRL = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


class Hand:
    """Draws on a surface whose edits are kept, as the editor keeps them."""

    def __init__(self, surface: MarkSurface) -> None:
        self.surface = surface
        self.edits: list[tuple[tuple[Mark, ...], bool]] = []
        self.covers: list[Area] = []
        self.refusals = 0
        self.image = QImage(300, 600, QImage.Format.Format_RGB32)
        self.image.fill(GROUND)
        surface.edited.connect(self._keep)
        surface.cover_requested.connect(self.covers.append)
        surface.refused.connect(self._refuse)
        surface.show_step(self.image, ())

    @property
    def marks(self) -> tuple[Mark, ...]:
        return self.edits[-1][0] if self.edits else ()

    def have(self, *marks: Mark) -> None:
        self.surface.show_step(self.image, marks)
        self.edits.append((marks, False))

    def at(self, x: float, y: float) -> QPoint:
        box = self.surface.picture_box
        return (box.topLeft() + QPointF(x * box.width(), y * box.height())).toPoint()

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        QTest.mousePress(self.surface, LEFT, pos=self.at(*start))
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        for place in (middle, end):
            QTest.mouseMove(self.surface, self.at(*place))
        QTest.mouseRelease(self.surface, LEFT, pos=self.at(*end))

    def press(self, key: Qt.Key, keys: Any = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.surface, key, keys)

    def _keep(self, marks: tuple[Mark, ...], is_nudge: bool) -> None:
        self.edits.append((marks, is_nudge))
        self.surface.show_step(self.image, marks)

    def _refuse(self) -> None:
        self.refusals += 1


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    surface = MarkSurface()
    qtbot.addWidget(surface)
    surface.resize(500, 700)
    surface.show()
    return Hand(surface)


def near(mark: Mark, *numbers: float) -> bool:
    """Tell whether a mark's numbers are these, but for the pixel of the mouse."""
    found = [getattr(mark, name) for name in mark.__struct_fields__]
    return found == pytest.approx(numbers, abs=0.006)


def test_each_kind_is_drawn_with_the_mouse(hand: Hand) -> None:
    QTest.mouseClick(hand.surface, LEFT, pos=hand.at(0.2, 0.1))
    hand.surface.set_tool(MarkKind.LONG_PRESS)
    QTest.mouseClick(hand.surface, LEFT, pos=hand.at(0.8, 0.1))
    hand.surface.set_tool(MarkKind.SWIPE)
    hand.drag((0.5, 0.9), (0.5, 0.4))
    hand.surface.set_tool(MarkKind.TYPE)
    hand.drag((0.9, 0.3), (0.1, 0.2))
    tap, hold, swipe, box = hand.marks
    assert isinstance(tap, TapMark)
    assert near(tap, 0.2, 0.1)
    assert isinstance(hold, LongPressMark)
    assert near(hold, 0.8, 0.1)
    assert isinstance(swipe, SwipeMark)
    assert near(swipe, 0.5, 0.9, 0.5, 0.4)
    assert isinstance(box, TypeMark)
    assert near(box, 0.1, 0.2, 0.8, 0.1)
    assert len(hand.edits) == 4, "one edit for each, whatever way the mouse went"
    assert hand.surface.number == 3


def test_a_mark_is_moved_and_formed_with_the_mouse(hand: Hand) -> None:
    hand.have(TapMark(0.5, 0.2), TypeMark(0.2, 0.5, 0.4, 0.2))
    hand.drag((0.5, 0.2), (0.7, 0.3))
    assert near(hand.marks[0], 0.7, 0.3)
    hand.drag((0.4, 0.6), (0.5, 0.6))
    assert near(hand.marks[1], 0.3, 0.5, 0.4, 0.2)
    hand.drag((0.7, 0.7), (0.9, 0.9))
    assert near(hand.marks[1], 0.3, 0.5, 0.6, 0.4)
    assert len(hand.edits) == 4
    QTest.mouseClick(hand.surface, LEFT, pos=hand.at(0.7, 0.3))
    assert len(hand.edits) == 4, "to choose one is no edit"
    assert hand.surface.number == 0


def test_each_kind_is_placed_and_moved_with_keys(hand: Hand) -> None:
    hand.press(Qt.Key.Key_Return)
    assert list(hand.marks) == [TapMark(0.5, 0.5)]
    hand.press(Qt.Key.Key_Right)
    hand.press(Qt.Key.Key_Up, CTRL)
    (tap,) = hand.marks
    assert tap == TapMark(0.51, 0.499), "as far down as sideways, to the eye"
    assert [is_nudge for _marks, is_nudge in hand.edits] == [False, True, True]
    hand.surface.set_tool(MarkKind.SWIPE)
    hand.press(Qt.Key.Key_Space)
    hand.press(Qt.Key.Key_Left, SHIFT)
    assert hand.marks[1] == SwipeMark(0.5, 0.5, 0.49, 0.25)
    hand.surface.reverse()
    assert hand.marks[1] == SwipeMark(0.49, 0.25, 0.5, 0.5)
    hand.press(Qt.Key.Key_PageDown)
    assert hand.surface.number == 0
    hand.press(Qt.Key.Key_PageUp)
    assert hand.surface.number == 1
    hand.press(Qt.Key.Key_Delete)
    hand.press(Qt.Key.Key_Backspace)
    assert not hand.marks
    assert hand.surface.number == -1


def test_a_second_mark_is_not_put_right_upon_the_first(hand: Hand) -> None:
    for _again in range(10):
        hand.press(Qt.Key.Key_Return)
    assert len(set(hand.marks)) == 10
    assert hand.refusals == 0
    hand.press(Qt.Key.Key_Return)
    QTest.mouseClick(hand.surface, LEFT, pos=hand.at(0.1, 0.1))
    assert len(hand.marks) == 10
    assert hand.refusals == 2


def test_the_order_is_changed(hand: Hand) -> None:
    one, two, three = (TapMark(0.1, y) for y in (0.1, 0.2, 0.3))
    hand.have(one, two, three)
    hand.surface.select(2)
    hand.surface.shift(-1)
    assert hand.marks == (one, three, two)
    hand.surface.shift(-1)
    hand.surface.shift(-1)
    assert hand.marks == (three, one, two)
    assert hand.surface.number == 0


def test_a_part_is_covered_with_the_mouse(hand: Hand) -> None:
    hand.surface.set_tool(None)
    hand.drag((0.6, 0.4), (0.2, 0.3))
    (area,) = hand.covers
    assert [area.x, area.y, area.width, area.height] == pytest.approx(
        [0.2, 0.3, 0.4, 0.1], abs=0.006
    )
    QTest.mouseClick(hand.surface, LEFT, pos=hand.at(0.5, 0.5))
    assert len(hand.covers) == 1, "a click covers nothing"
    assert not hand.edits


def test_a_part_is_covered_with_keys_once_it_is_agreed_to(hand: Hand) -> None:
    hand.surface.set_tool(None)
    hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_Left)
    hand.press(Qt.Key.Key_Right, SHIFT)
    assert hand.covers == []
    area = hand.surface.area
    assert area is not None
    assert (area.x, area.width) == (0.29, 0.41)
    hand.press(Qt.Key.Key_Escape)
    assert hand.surface.area is None
    assert hand.covers == []
    hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_Return)
    assert hand.covers == [Area(0.3, 0.45, 0.4, 0.08)]


def test_a_drag_is_given_up_with_escape(hand: Hand) -> None:
    QTest.mousePress(hand.surface, LEFT, pos=hand.at(0.5, 0.5))
    hand.press(Qt.Key.Key_Escape)
    QTest.mouseRelease(hand.surface, LEFT, pos=hand.at(0.5, 0.5))
    assert hand.edits == []


def test_nothing_is_drawn_beside_the_picture_or_without_one(hand: Hand) -> None:
    QTest.mouseClick(hand.surface, LEFT, pos=QPoint(3, 3))
    assert hand.edits == []
    hand.surface.show_step(None, ())
    QTest.mouseClick(hand.surface, LEFT, pos=QPoint(250, 350))
    hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_Right)
    assert hand.edits == []
    hand.surface.grab()


def test_what_is_drawn_is_what_everybody_sees(hand: Hand) -> None:
    case = next(case for case in mark_cases() if case.name == "one of each kind")
    hand.surface.show_step(case.ground(), case.marks)
    image = hand.surface.grab().toImage()
    assert missing_marks(image, hand.surface.picture_box, case) == []
    hand.surface.select(0)
    chosen = hand.surface.grab().toImage()
    assert chosen != image, "what is chosen is seen"
