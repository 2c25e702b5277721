from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.domain.lesson_draft import SubtaskDraft
from classroom_app.domain.marks import Mark, MarkKind, SwipeMark, TapMark
from classroom_app.gui.kit.sheet import FRAME
from classroom_app.gui.lessons.marks_dialog import TOOLS, MarkedStep, MarksDialog
from classroom_app.gui.theme.theme import Theme
from tests.helpers.drafts import PIXEL
from tests.helpers.mark_cases import mark_cases
from tests.unit.gui.conftest import language_change
from tests.unit.gui.finding import button, child, label

CASE = next(case for case in mark_cases() if case.name == "one of each kind")
STEP = SubtaskDraft(title="Step", picture=PIXEL, marks=CASE.marks)


def shown(step: SubtaskDraft = STEP) -> MarkedStep:
    image = None if step.picture is None else CASE.ground()
    return MarkedStep(step, 1, 3, image, can_undo=True, can_redo=False, language="en")


@pytest.fixture
def dialog(qtbot: QtBot, window: QWidget) -> MarksDialog:
    dialog = MarksDialog(window)
    qtbot.addWidget(dialog)
    dialog.show_step(shown())
    dialog.show()
    return dialog


def can(dialog: MarksDialog, name: str) -> bool:
    return button(dialog, name).isEnabled()


def test_the_marks_are_told_in_their_order(dialog: MarksDialog) -> None:
    told = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert told == CASE.words["en"]
    assert dialog.surface.accessibleDescription().startswith(" ".join(told))
    dialog.show_step(replace(shown(), language="ko"))
    assert dialog.list.item(0).text() == CASE.words["ko"][0]


class LowScreen:
    """A laptop's of 1366 × 768 at 150 %."""

    def availableSize(self) -> QSize:
        return QSize(910, 510)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_low_screen_shows_all_of_it(
    light: Theme, window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MarksDialog, "screen", lambda _dialog: LowScreen())
    dialog = MarksDialog(window)
    qtbot.addWidget(dialog)
    dialog.show_step(shown())
    dialog.show()
    for tool in dialog.tools.buttons():
        tool.click()
        QApplication.processEvents()
        assert dialog.height() == 510 - FRAME, tool.accessibleName()
        assert tool.accessibleName()
        assert not tool.text()
        assert "Keys:" in dialog.surface.accessibleDescription()
        assert child(dialog, "markHint").toolTip().startswith("Keys:")
    close = button(dialog, "closeButton")
    assert dialog.rect().contains(close.geometry())
    language_change(dialog)
    QApplication.processEvents()
    assert dialog.height() == 510 - FRAME


def test_the_buttons_do_what_can_be_done(dialog: MarksDialog) -> None:
    names = ("markEarlierButton", "markLaterButton", "reverseMarkButton", "removeMarkButton")
    assert [can(dialog, name) for name in names] == [False] * 4
    dialog.list.setCurrentRow(2)
    assert dialog.surface.number == 2
    assert [can(dialog, name) for name in names] == [True] * 4
    dialog.surface.select(3)
    assert dialog.list.currentRow() == 3
    assert [can(dialog, name) for name in names] == [True, False, False, True]
    assert can(dialog, "marksUndoButton")
    assert not can(dialog, "marksRedoButton")
    dialog.show_step(shown(SubtaskDraft(title="Bare")))
    assert not any(tool.isEnabled() for tool in dialog.tools.buttons())


def test_keys_choose_and_change(dialog: MarksDialog) -> None:
    edits: list[tuple[Mark, ...]] = []
    dialog.edited.connect(lambda marks, _is_nudge: edits.append(marks))
    dialog.surface.select(2)
    QTest.keyClick(dialog.list, Qt.Key.Key_R)
    assert edits[-1][2] == SwipeMark(0.5, 0.6, 0.5, 0.9)
    QTest.keyClick(dialog.surface, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert isinstance(edits[-1][1], SwipeMark)
    for number, key in enumerate((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_5)):
        QTest.keyClick(dialog.surface, key)
        assert dialog.tools.checkedId() == (0, 1, 4)[number]
    assert TOOLS[4] is None
    assert TOOLS[1] is MarkKind.LONG_PRESS


@pytest.mark.parametrize("key", [Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_3])
def test_keys_of_the_class_are_held_back(dialog: MarksDialog, key: Qt.Key) -> None:
    override = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
    override.ignore()
    QApplication.sendEvent(dialog, override)
    assert override.isAccepted()


def test_an_eleventh_mark_is_refused_in_words(dialog: MarksDialog) -> None:
    full = replace(STEP, marks=tuple(TapMark(0.1, y / 20) for y in range(10)))
    dialog.show_step(shown(full))
    QTest.keyClick(dialog.surface, Qt.Key.Key_Return)
    assert label(dialog, "markHint") == "A picture can have 10 marks at most."
    QTest.keyClick(dialog.surface, Qt.Key.Key_2)
    assert label(dialog, "markHint").startswith("Click where to touch")
    dialog.say_fault("Can't.")
    assert label(dialog, "markHint") == "Can't."


def test_what_was_drawn_last_is_selected(dialog: MarksDialog) -> None:
    step = replace(STEP, marks=())
    dialog.show_step(shown(step))
    dialog.edited.connect(lambda marks, _: dialog.show_step(shown(replace(step, marks=marks))))
    box = dialog.surface.picture_box
    for number in range(3):
        place = box.topLeft() + QPointF(box.width() / 2, box.height() * (number + 1) / 4)
        QTest.mouseClick(dialog.surface, Qt.MouseButton.LeftButton, pos=place.toPoint())
        assert dialog.surface.number == number
        assert dialog.list.currentRow() == number
        assert can(dialog, "removeMarkButton")
