"""A phone frame around an own screenshot, in the real window over the real program."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from classroom_app.domain.framed_marks import in_frame
from classroom_app.domain.lesson_edits import with_marks, with_picture
from classroom_app.domain.marks import SwipeMark, TapMark
from classroom_app.gui.lessons.marks_dialog import MarksDialog
from classroom_app.gui.lessons.phone_frame import framed
from tests.end2end.test_window_lessons import Study, Work, at_study
from tests.end2end.test_window_marks import NAME, ORIGINAL, click, where
from tests.helpers.dialogs import shown_dialog
from tests.helpers.drafts import lesson_of
from tests.helpers.qt_wait import until

__all__ = ["at_study"]
MARKS = (TapMark(0.5, 0.25), SwipeMark(0.1, 0.9, 0.1, 0.4))
LESSON = with_marks(with_picture(lesson_of("One", "Two"), 1, ORIGINAL), 1, MARKS)


async def edit(study: Study, lesson_id: int, *, is_used: bool) -> None:
    """Look at the step with the picture, and press the button."""
    editor = study.editor
    editor.open_lesson(await study.lessons.stored(lesson_id), LESSON, is_used=is_used)
    study.page.setCurrentWidget(editor)
    editor.steps.setCurrentIndex(editor.model.index(1))
    study.click("framePictureButton")
    document = editor.document
    await until(lambda: document.draft.subtasks[1].picture != ORIGINAL, document.edited)


def test_marks_stay_where_they_were_and_one_undo_takes_the_frame_off(
    at_study: Callable[[Work], None],
) -> None:
    async def work(study: Study) -> None:
        await edit(study, await study.lessons.save(None, LESSON), is_used=False)
        document = study.editor.document
        step = document.draft.subtasks[1]
        assert step.picture is not None
        image, area = framed(QImage.fromData(ORIGINAL.data))
        assert QImage.fromData(step.picture.data).size() == image.size()
        assert step.marks == in_frame(MARKS, area) != MARKS
        await study.saved()
        assert (await study.stored()).subtasks[1] == step
        study.click("editorUndoButton")
        assert document.draft == LESSON
        study.click("editorRedoButton")
        assert document.draft.subtasks[1] == step
        study.editor.steps.setCurrentIndex(study.editor.model.index(0))
        assert study.find("framePictureButton").isHidden(), "a step without a picture has no frame"

    at_study(work)


def test_what_is_covered_in_the_frame_is_kept_nowhere_without_it(
    at_study: Callable[[Work], None],
) -> None:
    async def work(study: Study) -> None:
        lesson_id = await study.lessons.save(None, LESSON)
        await study.lessons.lesson_for_class(lesson_id)
        await edit(study, lesson_id, is_used=True)
        await study.saved()
        editor, folder = study.editor, study.school.program.config.data_dir
        document = editor.document
        framed_picture = document.draft.subtasks[1].picture
        study.click("markPictureButton")
        dialog = shown_dialog()
        assert isinstance(dialog, MarksDialog)
        await until(lambda: not dialog.surface.picture_box.isEmpty(), editor.pictures.arrived)
        click(dialog, "coverTool")
        QTest.keyClick(dialog.surface, Qt.Key.Key_Return)
        QTest.keyClick(dialog.surface, Qt.Key.Key_Return)
        await until(lambda: document.draft.subtasks[1].picture != framed_picture, document.edited)
        await study.saved()
        dialog.accept()
        await study.close_editor()
        await study.school.services.privacy.scrub()
        assert where(folder, NAME) == []

    at_study(work)
