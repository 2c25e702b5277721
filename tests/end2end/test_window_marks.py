"""Marks in the real window over the real program: drawn, undone, covered, kept, taught."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QListWidget

from classroom_app.domain import commands as cmd
from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.lesson_edits import with_picture
from classroom_app.domain.marks import Area, SwipeMark, TapMark
from classroom_app.gui.lessons.marks_dialog import MarksDialog
from classroom_app.storage.eraser import PENDING
from tests.end2end.test_window_lessons import Study, Work, at_study
from tests.helpers.dialogs import shown_dialog
from tests.helpers.drafts import lesson_of
from tests.helpers.qt_wait import until
from tests.helpers.sample import picture_bytes

__all__ = ["at_study"]
# What stands in the file of the original alone, and would be found wherever it is left.
NAME = bytes(range(11, 211)) * 2
ORIGINAL = Picture("image/png", picture_bytes("PNG", size=(300, 600)) + NAME)


async def drawing(study: Study) -> MarksDialog:
    """Open the dialog on the second step of a new lesson."""
    lesson = with_picture(lesson_of("One", "Two", "Three"), 1, ORIGINAL)
    lesson_id = await study.lessons.save(None, lesson)
    editor = study.editor
    editor.open_lesson(await study.lessons.stored(lesson_id), lesson, is_used=False)
    study.page.setCurrentWidget(editor)
    editor.steps.setCurrentIndex(editor.model.index(1))
    study.click("markPictureButton")
    dialog = shown_dialog()
    assert isinstance(dialog, MarksDialog)
    pictures = editor.pictures
    await until(lambda: not dialog.surface.picture_box.isEmpty(), pictures.arrived)
    return dialog


def at(dialog: MarksDialog, x: float, y: float) -> QPoint:
    box = dialog.surface.picture_box
    return (box.topLeft() + QPointF(x * box.width(), y * box.height())).toPoint()


def click(dialog: MarksDialog, name: str) -> None:
    button = dialog.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    assert button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def told(dialog: MarksDialog) -> list[str]:
    marks = dialog.findChild(QListWidget, "markList")
    assert isinstance(marks, QListWidget)
    return [marks.item(row).text() for row in range(marks.count())]


def where(folder: Path, needle: bytes) -> list[str]:
    return [p.name for p in folder.rglob("*") if p.is_file() and needle in p.read_bytes()]


def test_marks_are_drawn_undone_and_taught(at_study: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        dialog = await drawing(study)
        surface, editor = dialog.surface, study.editor
        QTest.mouseClick(surface, Qt.MouseButton.LeftButton, pos=at(dialog, 0.5, 0.1))
        assert told(dialog) == ["Tap at the top."]
        QTest.keyClick(surface, Qt.Key.Key_3)
        QTest.keyClick(surface, Qt.Key.Key_Return)
        for _again in range(5):
            QTest.keyClick(surface, Qt.Key.Key_Right)
        assert told(dialog) == ["Tap at the top.", "Swipe up, starting in the middle."]
        QTest.keyClick(surface, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        swipe = editor.document.draft.subtasks[1].marks[1]
        assert swipe == SwipeMark(0.5, 0.5, 0.5, 0.25), "all the nudges at once"
        click(dialog, "marksUndoButton")
        assert told(dialog) == ["Tap at the top."]
        click(dialog, "marksRedoButton")
        click(dialog, "marksRedoButton")
        assert editor.document.draft.subtasks[1].marks[1] == SwipeMark(0.55, 0.5, 0.55, 0.25)
        assert "Swipe up" in editor.preview.accessibleDescription()
        await study.saved()
        assert await study.stored() == editor.document.draft
        lesson_id = editor.saver.lesson_id
        assert lesson_id is not None
        (_, step, _) = (await study.lessons.lesson(lesson_id)).subtasks
        assert len(step.marks) == 2
        assert isinstance(step.marks[0], TapMark)

    at_study(work)


def test_the_dialog_follows_the_step_and_goes_with_the_lesson(
    at_study: Callable[[Work], None],
) -> None:
    async def work(study: Study) -> None:
        dialog = await drawing(study)
        editor = study.editor
        click(dialog, "stepAfterButton")
        assert editor.place == 2
        assert dialog.windowTitle() == "Marks on the picture of step 3"
        assert not any(tool.isEnabled() for tool in dialog.tools.buttons())
        assert "no picture" in dialog.surface.accessibleDescription()
        editor.steps.setCurrentIndex(editor.model.index(1))
        assert dialog.windowTitle() == "Marks on the picture of step 2"
        assert all(tool.isEnabled() for tool in dialog.tools.buttons())
        QTest.keyClick(dialog.surface, Qt.Key.Key_Return)
        QTest.keyClick(dialog.surface, Qt.Key.Key_PageDown)
        assert editor.place == 1, "the class's keys do nothing here"
        await study.close_editor()
        assert shown_dialog() is None

    at_study(work)


def test_what_is_covered_goes_from_the_projector_at_once(
    at_study: Callable[[Work], None],
) -> None:
    async def work(study: Study) -> None:
        lesson = with_picture(lesson_of("One"), 0, ORIGINAL)
        lesson_id = await study.lessons.save(None, lesson)
        session = await study.school.services.instructor.open_class(lesson_id, "COVER1")
        study.school.session = session
        study.window.show_session(session)
        toggle = study.window.console.actions.projector
        toggle.trigger()
        projector = study.window.projector.projector
        assert projector is not None
        await study.school.execute(cmd.NextStep())
        shown = projector._step._picture
        await until(lambda: not shown.isHidden(), projector.picture_shown)
        before = shown.image.pixelColor(150, 300)
        editor = study.editor
        editor.open_lesson(await study.lessons.stored(lesson_id), lesson, is_used=True)
        editor._look_at(0)
        editor.marks.cover(Area(0, 0, 1, 1))
        await until(
            lambda: not shown.isHidden() and shown.image.pixelColor(150, 300) != before,
            projector.picture_shown,
        )
        assert editor.saver.lesson_id != lesson_id, "the class keeps its own revision"
        toggle.trigger()

    at_study(work)


def test_what_is_covered_can_be_undone_until_the_lesson_is_left(
    at_study: Callable[[Work], None],
) -> None:
    async def work(study: Study) -> None:
        dialog = await drawing(study)
        editor, folder = study.editor, study.school.program.config.data_dir
        document = editor.document
        click(dialog, "coverTool")
        QTest.keyClick(dialog.surface, Qt.Key.Key_Return)
        QTest.keyClick(dialog.surface, Qt.Key.Key_Return)
        await until(lambda: document.draft.subtasks[1].picture != ORIGINAL, document.edited)
        await study.saved()
        assert (await study.stored()).subtasks[1].picture != ORIGINAL
        click(dialog, "marksUndoButton")
        assert document.draft.subtasks[1].picture == ORIGINAL
        click(dialog, "marksRedoButton")
        await study.saved()
        dialog.accept()
        await study.close_editor()
        assert not document.stack.canUndo()
        assert (folder / PENDING).exists(), "a class goes on: its end scrubs"
        await study.school.services.privacy.scrub()
        assert where(folder, NAME) == []

    at_study(work)
