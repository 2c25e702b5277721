import pytest
from hypothesis import given, settings
from PySide6.QtCore import QAbstractItemModel, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from classroom_app.domain.lesson_draft import LessonDraft
from classroom_app.gui.kit.roles import ROW_ROLE
from classroom_app.gui.lessons.lesson_document import LessonDocument
from classroom_app.gui.lessons.lesson_steps_model import DraftRow, LessonStepsModel
from tests.helpers.drafts import LESSONS, PIXEL, lesson_of
from tests.unit.gui.lessons.test_lesson_document import SCRIPTS, perform


def model_of(document: LessonDocument) -> LessonStepsModel:
    model = LessonStepsModel(document, document)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    return model


def titles(model: QAbstractItemModel) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


@pytest.mark.usefixtures("qapp")
@settings(max_examples=40)
@given(LESSONS, SCRIPTS)
def test_it_follows_whatever_happens(
    lesson: LessonDraft, script: list[tuple[str, int, int]]
) -> None:
    document = LessonDocument()
    document.open(lesson)
    model = model_of(document)
    for entry in script:
        perform(document, *entry)
        assert titles(model) == [step.title.strip() for step in document.draft.subtasks]
    while document.stack.canUndo():
        document.stack.undo()
    assert titles(model) == [step.title for step in lesson.subtasks]


def test_what_is_moved_stays_the_same_row(qtbot: QtBot) -> None:
    document = LessonDocument()
    document.open(lesson_of("One", "Two", "Three", "Four"))
    model = model_of(document)
    two = QPersistentModelIndex(model.index(1))
    document.move_step(1, 3)
    assert (two.row(), two.data()) == (3, "Two")
    document.add_step(0)
    assert two.row() == 4
    document.move_step(4, 0)
    assert two.row() == 0
    document.remove_step(0)
    assert not two.isValid()


def test_a_step_shows_what_it_has_and_lacks(qtbot: QtBot) -> None:
    document = LessonDocument()
    document.open(lesson_of("One", "Two"))
    model = model_of(document)
    document.set_picture(0, PIXEL)
    document.write(1, "title", "")
    assert model.index(0).data(ROW_ROLE) == DraftRow(1, "One", True, False)
    assert model.index(1).data(ROW_ROLE) == DraftRow(2, "", False, True)
    said = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert said == [
        "Step 1: One, with a picture",
        "Step 2: untitled, needs fixing",
    ]
