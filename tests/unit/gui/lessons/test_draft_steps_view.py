"""Moving the steps of a lesson with pointer and keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.lessons.draft_steps_view import DraftStepsView
from classroom_app.gui.lessons.lesson_document import LessonDocument
from classroom_app.gui.lessons.lesson_steps_model import LessonStepsModel
from tests.helpers.drafts import lesson_of


@pytest.fixture
def steps(window: QWidget) -> DraftStepsView:
    document = LessonDocument(window)
    document.open(lesson_of(*(f"Step {number}" for number in range(1, 31))))
    view = DraftStepsView(LessonStepsModel(document, window), window)
    view.resize(300, 400)
    window.show()
    view.move_requested.connect(document.move_step)
    return view


def middle(view: DraftStepsView, row: int) -> QPoint:
    return view.visualRect(view.model().index(row, 0)).center()


def drag(view: DraftStepsView, row: int, to: QPoint) -> None:
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=middle(view, row))
    QTest.mouseMove(view.viewport(), (middle(view, row) + to) / 2)
    QTest.mouseMove(view.viewport(), to)
    view.grab()
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=to)


@pytest.mark.parametrize(
    ("row", "over", "below", "moved"),
    [(0, 2, 9, (0, 2)), (3, 1, -9, (3, 1)), (1, 3, -9, (1, 2)), (2, 2, 15, None)],
)
def test_a_step_falls_where_the_line_is(
    steps: DraftStepsView, row: int, over: int, below: int, moved: tuple[int, int] | None
) -> None:
    wishes: list[tuple[int, int]] = []
    steps.move_requested.connect(lambda place, to: wishes.append((place, to)))
    drag(steps, row, middle(steps, over) + QPoint(0, below))
    assert wishes == ([moved] if moved else [])
    assert not steps.is_dragging


def test_a_click_is_no_drag(steps: DraftStepsView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(steps.clicked):
        QTest.mouseClick(steps.viewport(), Qt.MouseButton.LeftButton, pos=middle(steps, 1))
    with qtbot.waitSignal(steps.edit_requested) as wish:
        QTest.keyClick(steps, Qt.Key.Key_Return)
    assert wish.args == [1]


def test_a_held_key_removes_and_copies_one_step(steps: DraftStepsView) -> None:
    wishes: list[int] = []
    steps.remove_requested.connect(wishes.append)
    steps.duplicate_requested.connect(wishes.append)
    steps.setCurrentIndex(steps.model().index(1, 0))
    none, ctrl = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
    for key, held in ((Qt.Key.Key_Delete, none), (Qt.Key.Key_D, ctrl)):
        for is_repeat in (False, True, True):
            press = QKeyEvent(QKeyEvent.Type.KeyPress, key, held, "", autorep=is_repeat)
            QApplication.sendEvent(steps, press)
    assert wishes == [1, 1]


def test_the_list_scrolls_on_while_a_step_is_held_at_its_end(
    steps: DraftStepsView, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar, viewport = steps.verticalScrollBar(), steps.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=middle(steps, 0))
    QTest.mouseMove(viewport, middle(steps, 3))
    places = iter([QPoint(9, viewport.height() - 3), QPoint(9, 3)])
    monkeypatch.setattr(viewport, "mapFromGlobal", lambda _at: next(places))
    steps._on_crawl()
    further = bar.value()
    steps._on_crawl()
    assert further > bar.value() == 0
    QTest.keyClick(steps, Qt.Key.Key_Escape)
    assert not steps._crawl.isActive()


@pytest.mark.parametrize("is_down", [True, False])
def test_a_step_falls_where_the_list_has_scrolled_to(
    steps: DraftStepsView, monkeypatch: pytest.MonkeyPatch, is_down: bool
) -> None:
    wishes: list[tuple[int, int]] = []
    steps.move_requested.connect(lambda place, to: wishes.append((place, to)))
    bar, viewport = steps.verticalScrollBar(), steps.viewport()
    bar.setValue(0 if is_down else bar.maximum())
    at = QPoint(9, viewport.height() - 3 if is_down else 3)
    row = steps.indexAt(QPoint(9, viewport.height() // 2)).row()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=middle(steps, row))
    QTest.mouseMove(viewport, at)
    monkeypatch.setattr(viewport, "mapFromGlobal", lambda _at: at)
    for _ in range(40):
        steps._on_crawl()
    near = steps.indexAt(at).row()
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=at)
    [(place, to)] = wishes
    assert place == row
    assert abs(to - near) <= 1, "where the pointer is"


def test_the_line_follows_the_wheel(steps: DraftStepsView) -> None:
    wishes: list[tuple[int, int]] = []
    steps.move_requested.connect(lambda place, to: wishes.append((place, to)))
    viewport = steps.viewport()
    at = middle(steps, 3)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=middle(steps, 0))
    QTest.mouseMove(viewport, at)
    steps.verticalScrollBar().setValue(10 * steps.sizeHintForRow(0))
    near = steps.indexAt(at).row()
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=at)
    [(place, to)] = wishes
    assert place == 0
    assert near > 10
    assert abs(to - near) <= 1


@pytest.mark.parametrize("is_more", [True, False])
def test_a_drag_ends_when_the_steps_become_others(steps: DraftStepsView, is_more: bool) -> None:
    """As when a picture from a phone adds a step, or another computer removes some."""
    wishes: list[tuple[int, int]] = []
    steps.move_requested.connect(lambda place, to: wishes.append((place, to)))
    model, dragging = steps.model(), list[bool]()
    assert isinstance(model, LessonStepsModel)
    QTest.mousePress(steps.viewport(), Qt.MouseButton.LeftButton, pos=middle(steps, 1))
    QTest.mouseMove(steps.viewport(), middle(steps, 4))
    dragging.append(steps.is_dragging)
    if is_more:
        model._document.add_step(0)
    else:
        model._document.remove_step(3)
    dragging.append(steps.is_dragging)
    QTest.mouseRelease(steps.viewport(), Qt.MouseButton.LeftButton, pos=middle(steps, 4))
    assert dragging == [True, False]
    assert wishes == []


def test_a_long_title_brings_no_sideways_scroll_bar(window: QWidget) -> None:
    document = LessonDocument(window)
    document.open(lesson_of("A very long title " * 14, "Short"))
    view = DraftStepsView(LessonStepsModel(document, window), window)
    view.resize(260, 300)
    window.show()
    view.doItemsLayout()
    assert view.horizontalScrollBar().maximum() == 0
    assert not view.horizontalScrollBar().isVisible()
