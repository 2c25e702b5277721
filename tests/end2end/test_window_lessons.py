"""Lessons in the real window over the real program: written, kept, found again, taught."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from classroom_app.application.ports import StorageError
from classroom_app.domain import commands as cmd
from classroom_app.domain.lesson_draft import LessonDraft
from classroom_app.domain.lesson_edits import with_picture
from classroom_app.gui.lessons.lesson_document import LESSON
from classroom_app.gui.lessons.lesson_editor import LessonEditor
from classroom_app.gui.lessons.lesson_saver import SaveState
from classroom_app.gui.main_window import MainWindow
from classroom_app.system.event_loop import ClassroomEventLoop
from tests.helpers.dialogs import shown_dialog
from tests.helpers.drafts import lesson_of
from tests.helpers.qt_wait import until
from tests.helpers.sample import picture_bytes
from tests.helpers.school import School, open_school

Work = Callable[["Study"], Coroutine[Any, Any, None]]


class Study:
    """The instructor at the lessons' page, before any class is open."""

    def __init__(self, school: School, folder: Path) -> None:
        self.school, self.folder = school, folder
        self.lessons = school.services.lessons
        settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        settings.setValue("welcomed", True)
        self.window = MainWindow(school.services, settings, language="en")
        self.window.show()
        self.page = self.window.lessons_page
        self.library, self.editor = self.page.library, self.page.editor
        self.model = self.page.model

    def find(self, name: str) -> QWidget:
        found = self.window.findChild(QWidget, name)
        assert isinstance(found, QWidget), name
        return found

    def click(self, name: str) -> None:
        button = self.find(name)
        assert isinstance(button, QAbstractButton)
        assert button.isEnabled(), (name, button.toolTip())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str) -> None:
        """Write over what a field has."""
        field = self.find(name)
        assert isinstance(field, QLineEdit | QPlainTextEdit)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)

    async def list_has(self, count: int) -> None:
        await until(lambda: self.model.rowCount() == count, self.model.modelReset)

    async def look(self) -> None:
        """Open the page."""
        self.click("lessonsPageButton")
        await self.list_has(1)

    async def saved(self) -> None:
        saver = self.editor.saver
        await until(lambda: saver.state is SaveState.SAVED, saver.changed)

    async def open_editor(self) -> LessonEditor:
        """Edit the chosen lesson."""
        self.click("editLessonButton")
        await until(lambda: self.page.currentWidget() is self.editor, self.page.currentChanged)
        return self.editor

    async def close_editor(self) -> None:
        self.click("editorBackButton")
        await until(lambda: self.page.currentWidget() is self.library, self.page.currentChanged)

    async def stored(self) -> LessonDraft:
        lesson_id = self.editor.saver.lesson_id
        assert lesson_id is not None
        return await self.lessons.draft(lesson_id)

    def close(self) -> None:
        self.window.allow_close()
        self.window.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def at_study(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[Work], None]]:
    """Run work with a window and its program."""
    qapp.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(qapp)) as runner:

        def run(work: Work) -> None:
            async def main() -> None:
                async with open_school(tmp_path / "data") as school:
                    study = Study(school, tmp_path)
                    try:
                        await study.look()
                        await work(study)
                    finally:
                        study.close()

            runner.run(main())

        yield run


def titles(study: Study) -> list[str]:
    return [study.model.lesson(row).title for row in range(study.model.rowCount())]


def test_nothing_moves_when_a_new_lesson_gets_its_first_letter(
    at_study: Callable[[Work], None],
) -> None:
    async def work(study: Study) -> None:
        await study.look()
        study.click("newLessonButton")
        field = study.find("lessonTitleField")
        QApplication.processEvents()
        before = field.mapTo(study.window, QPoint())
        study.type("lessonTitleField", "A")
        QApplication.processEvents()
        assert study.find("saveState").isVisible()
        moved = field.mapTo(study.window, QPoint()) - before
        assert moved.manhattanLength() <= 1  # a button is a dot higher than two lines

    at_study(work)


def test_a_lesson_is_written_and_taught(at_study: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        study.click("newLessonButton")
        assert not study.find("editorOpenButton").isEnabled()
        study.type("lessonTitleField", "Take a photo")
        study.click("addStepButton")
        study.type("titleField", "Open the camera")
        study.type("guide_textField", "Tap the camera")
        study.click("mendButton")
        assert study.editor.place == 0, "the first step has no title yet"
        QTest.keyClicks(study.find("titleField"), "Home")
        await study.saved()
        stored = await study.stored()
        assert [step.title for step in stored.subtasks] == ["Home", "Open the camera"]
        assert stored.subtasks[1].guide_text == "Tap the camera"
        study.click("editorOpenButton")
        board = study.window.console.board
        await until(lambda: board.session is not None, study.window.console.bridge.session_changed)
        assert board.session is not None
        assert board.session.title == "Take a photo"
        assert not study.find("editorOpenButton").isEnabled()

    at_study(work)


def test_nothing_is_left_of_a_lesson_in_which_nothing_was_written(
    at_study: Callable[[Work], None],
) -> None:
    async def work(study: Study) -> None:
        study.click("newLessonButton")
        await study.close_editor()
        await study.list_has(1)
        assert len(await study.lessons.lessons()) == 1

    at_study(work)


def test_an_unfinished_lesson_is_kept_and_not_taught(at_study: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        study.click("newLessonButton")
        study.type("lessonTitleField", "Soon")
        await study.close_editor()
        await study.list_has(2)
        chosen = study.library.chosen
        assert chosen is not None
        assert (chosen.title, chosen.is_unfinished) == ("Soon", True)
        button = study.find("openLessonButton")
        assert not button.isEnabled()
        assert "unfinished" in button.toolTip()
        study.window.show_page("class")
        opener = study.window.class_page.opener
        await until(lambda: opener.lesson is not None, opener.lessons_shown)
        assert opener._lesson.count() == 1

    at_study(work)


def test_a_lesson_that_a_class_has_used_gets_a_new_version(
    at_study: Callable[[Work], None],
) -> None:
    async def work(study: Study) -> None:
        used = study.school.session.lesson
        editor = await study.open_editor()
        assert "Used in a class" in editor.head._state.text()
        study.type("titleField", "Another beginning")
        await study.close_editor()
        newest = editor.saver.lesson_id
        await until(lambda: study.model.row_of(newest or 0) == 0, study.model.modelReset)
        await study.list_has(1)
        chosen = study.library.chosen
        assert chosen is not None
        assert chosen.id != used.id
        assert await study.lessons.lesson(used.id) == used
        newer = await study.lessons.lesson(chosen.id)
        assert newer.subtasks[0].title == "Another beginning"
        study.window.show_page("class")
        opener = study.window.class_page.opener
        await until(lambda: opener.lesson == chosen, opener.lessons_shown)

    at_study(work)


def test_steps_are_moved_by_hand_and_by_keys_and_everything_undone(
    at_study: Callable[[Work], None],
) -> None:
    async def work(study: Study) -> None:
        editor = await study.open_editor()
        before = editor.document.draft
        steps = editor.steps

        def numbers() -> list[int]:
            return [before.subtasks.index(step) for step in editor.document.draft.subtasks]

        def middle(row: int) -> QPoint:
            return steps.visualRect(editor.model.index(row)).center()

        viewport, left = steps.viewport(), Qt.MouseButton.LeftButton
        QTest.mousePress(viewport, left, pos=middle(0))
        QTest.mouseMove(viewport, middle(1))
        QTest.mouseMove(viewport, middle(2) + QPoint(0, 5))
        assert steps.is_dragging
        steps.grab()
        QTest.mouseRelease(viewport, left, pos=middle(2) + QPoint(0, 5))
        assert numbers() == [1, 2, 0]
        assert editor.place == 2
        QTest.keyClick(steps, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert numbers() == [1, 0, 2]
        QTest.mousePress(viewport, left, pos=middle(2))
        QTest.mouseMove(viewport, middle(0))
        QTest.keyClick(steps, Qt.Key.Key_Escape)
        QTest.mouseRelease(viewport, left, pos=middle(0))
        assert numbers() == [1, 0, 2], "Esc lets it go"
        QTest.keyClick(steps, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        assert len(editor.document.draft.subtasks) == 4
        QTest.keyClick(steps, Qt.Key.Key_Delete)
        QTest.keyClick(steps, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert editor.document.draft.subtasks[editor.place].title == ""
        field = study.find("titleField")
        assert field.hasFocus()
        QTest.keyClicks(field, "New")
        while editor.document.stack.canUndo():
            QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert editor.document.draft == before
        while editor.document.stack.canRedo():
            QTest.keyClick(field, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
        assert [step.title for step in editor.document.draft.subtasks].count("New") == 1
        await study.saved()
        assert await study.stored() == editor.document.draft

    at_study(work)


def test_a_click_on_a_step_without_a_title_is_to_write_it(
    at_study: Callable[[Work], None],
) -> None:
    async def work(study: Study) -> None:
        editor = await study.open_editor()
        editor.document.add_step(1)

        def focus_after_a_click_on(row: int) -> QWidget | None:
            at = editor.steps.visualRect(editor.model.index(row)).center()
            QTest.mouseClick(editor.steps.viewport(), Qt.MouseButton.LeftButton, pos=at)
            assert editor.place == row
            return study.window.focusWidget()

        assert focus_after_a_click_on(0) is editor.steps
        focused = focus_after_a_click_on(1)
        assert isinstance(focused, QLineEdit)
        QTest.keyClicks(focused, "Tap")
        assert editor.document.draft.subtasks[1].title == "Tap"
        assert focus_after_a_click_on(1) is editor.steps, "it has one now: it may be moved by keys"
        await study.saved()

    at_study(work)


def test_typing_is_undone_in_the_field_as_one(at_study: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        editor = await study.open_editor()
        before = editor.document.draft
        for name in ("titleField", "guide_textField"):
            field = study.find(name)
            study.type(name, "Something else")
            QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            assert editor.document.draft == before
        study.click("aboutLessonButton")
        assert editor.place == LESSON
        field = study.find("lessonDescriptionField")
        assert isinstance(field, QPlainTextEdit)
        field.selectAll()
        field.insertPlainText("x" * 4_001)
        assert "4,000" in field.accessibleDescription()
        assert not study.find("editorOpenButton").isEnabled()
        await study.saved()
        assert len((await study.stored()).description or "") == 4_001, "kept all the same"

    at_study(work)


def test_korean_is_put_together_undisturbed(at_study: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        editor = await study.open_editor()
        for name in ("titleField", "guide_textField"):
            study.type(name, " ")
            field = study.find(name)
            QTest.keyClick(field, Qt.Key.Key_Backspace)
            for half_done, done in (("ㅎ", ""), ("하", ""), ("ㄱ", "한"), ("", "글")):
                qevent = QInputMethodEvent(half_done, [])
                qevent.setCommitString(done)
                QApplication.sendEvent(field, qevent)
        step = editor.document.draft.subtasks[0]
        assert (step.title, step.guide_text) == ("한글", "한글")
        await study.saved()
        assert (await study.stored()).subtasks[0] == step

    at_study(work)


def test_a_file_dropped_on_a_field_is_for_the_window(at_study: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        editor = await study.open_editor()
        before = editor.document.draft
        for name in ("titleField", "guide_textField"):
            field = study.find(name)
            inner = field.viewport() if isinstance(field, QPlainTextEdit) else field
            assert not inner.acceptDrops()
        path = study.folder / "task.json"
        path.write_text('{"title": "Task", "subtasks": [{"title": "Tap"}]}', "utf-8")
        assert drop(study.window, [path])
        await until(study.page.toast.isVisible, study.page.toast.undo_offered)
        assert study.page.currentWidget() is editor
        assert editor.document.draft is before

    at_study(work)


def test_the_keys_of_a_class_do_nothing_while_a_lesson_is_written(
    at_study: Callable[[Work], None],
) -> None:
    async def work(study: Study) -> None:
        study.window.show_session(study.school.session)
        study.window.show_page("lessons")
        editor = await study.open_editor()
        for name in ("titleField", "guide_textField"):
            QTest.keyClick(study.find(name), Qt.Key.Key_PageDown)
        QTest.keyClick(editor.steps, Qt.Key.Key_PageDown)
        await study.school.services.classroom.drain()
        assert study.school.session.current_subtask_id is None

    at_study(work)


def test_a_narrow_window_leaves_the_phone_out(at_study: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        editor = await study.open_editor()
        for width, is_there in ((910, False), (1366, True), (910, False)):
            study.window.resize(width, 700)
            for row in (1, 0):
                editor.steps.setCurrentIndex(editor.model.index(row))
                assert editor.preview.isVisible() is is_there, (width, row)

    at_study(work)


def test_a_picture_is_made_small_and_shown(at_study: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        editor = await study.open_editor()
        path = study.folder / "large.bmp"
        path.write_bytes(picture_bytes("BMP", (3000, 1500)))
        box, changed = editor.step_form.picture, editor.document.changed
        drop(box, [path])
        await until(lambda: editor.document.draft.subtasks[0].picture is not None, changed)
        await study.saved()
        picture = (await study.stored()).subtasks[0].picture
        assert picture is not None
        assert picture.media_type == "image/png"
        lesson_id = editor.saver.lesson_id
        assert lesson_id is not None
        url = (await study.lessons.lesson(lesson_id)).subtasks[0].picture_url
        answer = await study.school.http.get(url or "")
        assert answer.content == picture.data
        pictures = editor.preview._pictures
        await until(lambda: pictures.image(picture.data) is not None, pictures.arrived)
        editor.grab()
        path.write_bytes(b"no picture")
        drop(box, [path])
        fault = study.find("pictureFault")
        assert isinstance(fault, QLabel)
        await until(lambda: not fault.isHidden(), editor.step_pictures.refused)
        assert "Can't open this picture. It may be damaged or too large." in fault.text()
        phone = study.folder / "IMG_0001.HEIC"
        phone.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(99))
        drop(box, [phone])
        await until(lambda: "Can't open HEIC" in fault.text(), editor.step_pictures.refused)
        study.click("removePictureButton")
        assert editor.document.draft.subtasks[0].picture is None

    at_study(work)


def drop(target: QWidget, paths: list[Path]) -> bool:
    """Let a file manager drop files on a widget; return whether they were taken."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), action, mime, button, keys)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    dropped = QDropEvent(QPointF(5, 5), action, mime, button, keys)
    QApplication.sendEvent(target, dropped)
    return dropped.isAccepted()


def test_files_are_dropped_on_the_window(at_study: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        folder = study.folder / "lessons"
        await asyncio.to_thread(folder.mkdir)
        task = {"title": "Task", "subtasks": [{"title": "Tap", "order_index": 0}]}
        (folder / "task.json").write_text(json.dumps(task), "utf-8")
        (folder / "bad.json").write_text(json.dumps({**task, "format": "x", "title": ""}), "utf-8")
        study.window.show_page("class")
        assert drop(study.window, [folder])
        await study.list_has(2)
        assert titles(study)[-1] == "Task"
        assert study.library.chosen == study.model.lesson(1)
        dialog = shown_dialog()
        assert dialog is not None
        field = dialog.findChild(QPlainTextEdit)
        assert isinstance(field, QPlainTextEdit)
        lines = field.toPlainText().splitlines()
        assert lines == [
            "•  bad.json: format: must be “classroom-lesson/1”.",
            "•  bad.json: title: enter a title of 1–255 characters.",
        ]
        dialog.close()
        assert drop(study.window, [folder / "task.json"])
        await until(
            lambda: "already in your lessons" in study.library.toast.text,
            study.library.toast.undo_offered,
        )
        assert not drop(study.window, [])

    at_study(work)


def test_deleting_has_a_way_back(at_study: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        await study.lessons.save(None, lesson_of("One", title="Second"))
        study.page.refresh()
        await study.list_has(2)
        study.library.choose(study.model.lesson(1).id)
        await until(lambda: study.library.chosen == study.model.lesson(1), study.model.modelReset)
        study.library.take_focus()
        QTest.keyClick(study.find("lessonsView"), Qt.Key.Key_Delete)
        await study.list_has(1)
        await until(lambda: study.page.toast.can_undo, study.page.toast.undo_offered)
        QTest.keyClick(study.find("lessonsView"), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        await study.list_has(2)
        study.click("deleteLessonButton")
        await study.list_has(1)
        study.library._bin.trigger()
        await until(lambda: titles(study) == ["Second"], study.model.modelReset)
        study.click("forgetLessonButton")
        dialog = shown_dialog()
        assert dialog is not None
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        await study.list_has(0)
        assert "No deleted lessons" in study.library._empty.text()
        assert not study.find("samplesButton").isVisible()
        study.click("leaveBinButton")
        await study.list_has(1)
        study.click("deleteLessonButton")
        await study.list_has(0)
        assert study.find("samplesButton").isVisible()
        study.library._bin.trigger()
        await study.list_has(1)
        assert not study.find("forgetLessonButton").isEnabled(), "a class has used it"
        study.click("restoreLessonButton")
        await until(lambda: not study.library._bin.isChecked(), study.model.modelReset)
        assert titles(study) == ["알림 켜기"]

    at_study(work)


def test_copies_samples_and_the_languages(at_study: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        study.click("duplicateLessonButton")
        await study.list_has(2)
        assert study.library.chosen is not None
        assert study.library.chosen.title.endswith("(copy)")
        assert study.find("moreSamplesButton").isVisible(), "no lesson is in the window's language"
        study.click("moreSamplesButton")
        await study.list_has(8)
        assert not study.find("moreSamplesButton").isVisible()
        study.library._language.setCurrentIndex(study.library._language.findData("en"))
        assert study.model.rowCount() == 6
        QTest.keyClicks(study.find("lessonSearchField"), "to wi-fi")
        assert titles(study) == ["Connect to Wi-Fi"]
        QTest.keyClicks(study.find("lessonSearchField"), "???")
        assert study.library._empty.isVisible()

    at_study(work)


def test_lessons_go_out_into_files(at_study: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        folder = study.folder / "out"
        await asyncio.to_thread(folder.mkdir)
        study.click("exportLessonButton")
        dialog = study.window.findChild(QFileDialog, "exportDialog")
        assert isinstance(dialog, QFileDialog)
        assert Path(dialog.selectedFiles()[0]).name == "알림 켜기.lesson"
        dialog.close()
        chosen = study.library.chosen
        assert chosen is not None
        study.page.export(chosen, str(folder / "one.json"))
        await until((folder / "one.json").exists, study.page.exported)
        study.page.export_all(str(folder))
        await until((folder / "알림 켜기.lesson").exists, study.page.exported)
        assert (folder / "one.json").read_bytes() == (folder / "알림 켜기.lesson").read_bytes()
        study.page.export(chosen, str(folder / "none" / "one.json"))
        await until(lambda: shown_dialog() is not None, study.page.refused)
        modal = shown_dialog()
        assert modal is not None
        modal.close()

    at_study(work)


def test_what_was_typed_last_is_saved_when_the_program_stops(
    at_study: Callable[[Work], None],
) -> None:
    async def work(study: Study) -> None:
        await study.open_editor()
        study.type("titleField", "Typed at the last moment")
        await study.window.flush()
        assert (await study.stored()).subtasks[0].title == "Typed at the last moment"

    at_study(work)


def test_going_to_another_page_saves(at_study: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        await study.open_editor()
        study.editor.saver._timer.blockSignals(True)
        study.type("titleField", "Away")
        study.window.show_page("class")
        await study.saved()
        assert (await study.stored()).subtasks[0].title == "Away"

    at_study(work)


def test_a_disk_that_takes_nothing_loses_nothing(
    at_study: Callable[[Work], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work(study: Study) -> None:
        async def fail(*_: object, **__: object) -> int:
            raise StorageError("disk full")

        editor = await study.open_editor()
        with monkeypatch.context() as broken:
            broken.setattr(study.lessons._store, "save", fail)
            study.type("titleField", "Kept")
            study.click("editorBackButton")
            saver = editor.saver
            await until(lambda: saver.state is SaveState.FAILED, saver.changed)
            assert "disk full" in editor.head._state.text()
            assert study.page.currentWidget() is editor
        await study.close_editor()
        assert (await study.stored()).subtasks[0].title == "Kept"

    at_study(work)


def test_phones_and_the_projector_show_the_picture_of_a_step(
    at_study: Callable[[Work], None],
) -> None:
    async def work(study: Study) -> None:
        small = await study.lessons.small_picture(picture_bytes("PNG", (400, 300)))
        draft = with_picture(lesson_of("With", "Without"), 0, small)
        lesson_id = await study.lessons.save(None, draft)
        session = await study.school.services.instructor.open_class(lesson_id, "PICS01")
        study.school.session = session
        phone = await study.school.student("Kim")
        study.window.show_session(session)
        actions = study.window.console.actions
        actions.projector.trigger()
        projector = study.window.projector.projector
        assert projector is not None
        projector.resize(1280, 720)
        await study.school.execute(cmd.NextStep())
        step = (await phone.expect("step_changed"))["subtask"]
        answer = await study.school.http.get(step["picture_url"])
        assert answer.content == small.data
        shown = projector._step._picture
        await until(lambda: not shown.isHidden(), projector.picture_shown)
        assert (shown.image.width(), shown.image.height()) == (400, 300)
        projector.grab()
        await study.school.execute(cmd.NextStep())
        await until(shown.isHidden, study.window.console.bridge.lead_changed)
        actions.projector.trigger()

    at_study(work)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("size", [(1280, 720), (3840, 2160)])
def test_no_button_is_cut(
    at_study: Callable[[Work], None], language: str, size: tuple[int, int]
) -> None:
    async def work(study: Study) -> None:
        window = study.window
        window.console.language.choose(language)
        window.resize(*size)
        for _page in ("library", "editor"):
            QApplication.processEvents()
            assert (window.width(), window.height()) == size
            for button in study.page.findChildren(QPushButton):
                if button.isVisible():
                    assert button.width() >= button.minimumSizeHint().width(), button.objectName()
            if study.page.currentWidget() is study.library:
                await study.open_editor()
        window.console.language.choose("en")

    at_study(work)


def test_tab_goes_through_the_editor(at_study: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        editor = await study.open_editor()
        wanted = {
            *("draftStepsView", "addStepButton", "titleField", "guide_textField", "moreButton"),
            *("voice_guide_textField", "choosePictureButton", "phonePreview", "editorOpenButton"),
        }
        reached: set[str] = set()
        widget: QWidget | None = editor.steps
        while widget is not None:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                reached.add(widget.objectName())
            widget = widget.nextInFocusChain()
            if widget is editor.steps:
                break
        assert wanted <= reached

    at_study(work)


@pytest.mark.parametrize(
    ("action", "dialog"),
    [
        ("importFolderAction", "importFolderDialog"),
        ("exportAllAction", "exportAllDialog"),
    ],
)
def test_the_menu_asks_for_a_folder(
    at_study: Callable[[Work], None], action: str, dialog: str
) -> None:
    async def work(study: Study) -> None:
        entry = study.window.findChild(QAction, action)
        assert isinstance(entry, QAction)
        entry.trigger()
        asked = study.window.findChild(QFileDialog, dialog)
        assert isinstance(asked, QFileDialog)
        assert asked.fileMode() is QFileDialog.FileMode.Directory
        asked.close()

    at_study(work)


def test_what_became_of_many_files_is_said(at_study: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        toast, folder = study.page.toast, study.folder / "many"
        await asyncio.to_thread(folder.mkdir)
        study.page.import_files([str(folder)])
        await until(lambda: "no lesson file" in toast.text, toast.undo_offered)
        lesson = {"subtasks": [{"title": "Tap"}]}
        for title in ("A", "B"):
            (folder / f"{title}.json").write_text(json.dumps({**lesson, "title": title}), "utf-8")
        study.page.import_files([str(folder)])
        await until(lambda: toast.text == "Lessons imported: 2.", toast.undo_offered)
        (folder / "C.json").write_text(json.dumps({**lesson, "title": "C"}), "utf-8")
        study.page.import_files([str(folder)])
        await until(
            lambda: toast.text.endswith("1. Already in your lessons: 2."), toast.undo_offered
        )

    at_study(work)


def test_an_unfinished_lesson_stays_when_all_go_out(at_study: Callable[[Work], None]) -> None:
    async def work(study: Study) -> None:
        await study.lessons.save(None, lesson_of("", title="Soon"))
        folder = study.folder / "out"
        await asyncio.to_thread(folder.mkdir)
        study.page.export_all(str(folder))
        await until(lambda: shown_dialog() is not None, study.page.exported)
        dialog = shown_dialog()
        assert dialog is not None
        assert dialog.windowTitle() == "Lessons exported: 1."
        field = dialog.findChild(QPlainTextEdit)
        assert isinstance(field, QPlainTextEdit)
        assert field.toPlainText().startswith("•  Soon: Step 1, title:")
        dialog.close()

    at_study(work)
