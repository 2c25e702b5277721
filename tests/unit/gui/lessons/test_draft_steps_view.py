"""The parts of the lessons' editor, one by one."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.domain.lesson_draft import SubtaskDraft
from classroom_app.domain.lesson_rules import LessonFault, Rule
from classroom_app.gui.frame.file_drop import FileDrop
from classroom_app.gui.lessons.draft_steps_view import DraftStepsView
from classroom_app.gui.lessons.lesson_document import LessonDocument
from classroom_app.gui.lessons.lesson_form import LessonForm
from classroom_app.gui.lessons.lesson_steps_model import LessonStepsModel
from classroom_app.gui.lessons.lesson_words import fault_text, language_name, rule_sentence
from classroom_app.gui.lessons.picture_box import PictureBox, png_of
from classroom_app.gui.lessons.pictures import Pictures
from classroom_app.gui.lessons.step_form import StepForm
from classroom_app.gui.lessons.written_field import WrittenField, is_undo_key
from classroom_app.gui.tasks import Tasks
from tests.helpers.drafts import lesson_of
from tests.unit.gui.conftest import language_change


@pytest.fixture
def pictures(window: QWidget) -> Pictures:
    return Pictures(Tasks(window), window)


@pytest.mark.parametrize("lines", [1, 3])
def test_a_field_counts_and_says_what_is_wrong(window: QWidget, qtbot: QtBot, lines: int) -> None:
    field = WrittenField("field", 255, lines, window)
    field.name("Title", "Open Settings")
    window.show()
    with qtbot.waitSignal(field.written) as written:
        QTest.keyClicks(field.field, "a")
    assert written.args == ["a"]
    assert field.counter == "1 / 255"
    field.show_text("abc", "Too short.")
    assert (field.text, field.counter, field.fault) == ("abc", "3 / 255", "Too short.")
    assert field.field.accessibleDescription() == "Too short."
    field.show_text("abc", "")
    assert field.fault == ""
    assert field.field.accessibleName() == "Title"


@pytest.mark.parametrize("lines", [1, 3])
def test_a_field_leaves_undo_to_the_lesson(window: QWidget, lines: int) -> None:
    heard: list[bool] = []

    class Around(QWidget):
        def keyPressEvent(self, qevent: QKeyEvent) -> None:
            heard.append(is_undo_key(qevent))

    around = Around(window)
    field = WrittenField("field", 255, lines, around)
    QTest.keyClicks(field.field, "abc")
    for keys in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo):
        QTest.keySequence(field.field, QKeySequence(keys))
    assert field.text == "abc"
    assert heard.count(True) == 2


def test_showing_what_is_there_keeps_the_cursor(window: QWidget) -> None:
    field = WrittenField("field", 255, 3, window)
    field.show_text("one two", "")
    edit = field.field
    assert isinstance(edit, QPlainTextEdit)
    cursor = edit.textCursor()
    cursor.setPosition(3)
    edit.setTextCursor(cursor)
    field.show_text("one two", "Something.")
    assert edit.textCursor().position() == 3


def test_a_title_takes_no_more_letters_than_it_may(window: QWidget) -> None:
    form = LessonForm(window)
    written: list[tuple[str, str]] = []
    form.written.connect(lambda name, text: written.append((name, text)))
    field = form.fields["title"].field
    assert isinstance(field, QLineEdit)
    field.insert("x" * 300)
    assert written == [("title", "x" * 255)]


def test_a_language_of_its_own_is_offered_too(window: QWidget) -> None:
    form = LessonForm(window)
    form.show_lesson(lesson_of("One", language="vi"), {})
    assert form._language.currentText() == "VI"
    form.show_lesson(lesson_of("One", language="ko"), {"subtasks": LessonFault(Rule.STEP_COUNT)})
    assert form._language.currentText() == language_name("ko") == "한국어"
    assert form._steps_fault.text().startswith("A lesson has 1–200")


def test_a_step_is_filled_in(window: QWidget, pictures: Pictures) -> None:
    form = StepForm(pictures, window)
    step = SubtaskDraft(title="Tap", target_action="SCROLL", view_id="x" * 4001)
    faults = {"view_id": LessonFault(Rule.TEXT, "view_id", 1)}
    form.show_step(step, 0, faults)
    assert form._action.currentText() == "Scroll"
    assert form._toggle.isChecked(), "what is wrong is never hidden"
    assert form.fields["view_id"].fault == "At most 4,000 characters."
    written: list[tuple[str, str]] = []
    form.written.connect(lambda name, text: written.append((name, text)))
    form._action.activated.emit(form._action.currentIndex())
    assert written == [("target_action", "SCROLL")]
    language_change(form)


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


def test_a_picture_comes_from_the_clipboard(
    window: QWidget, pictures: Pictures, qtbot: QtBot
) -> None:
    box = PictureBox(pictures, window)
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(image)
    with qtbot.waitSignal(box.chosen) as chosen:
        QTest.keySequence(box, QKeySequence(QKeySequence.StandardKey.Paste))
    assert chosen.args is not None
    assert QImage.fromData(png_of(chosen.args[0])).size() == image.size()
    QGuiApplication.clipboard().clear()
    box.paste()
    assert box._fault.text() == "There is no picture in the clipboard."
    box.grab()


def test_only_pictures_are_taken_by_the_picture(window: QWidget, pictures: Pictures) -> None:
    box = PictureBox(pictures, window)
    assert not _enters(box, "/tmp/lesson.json")  # noqa: S108 - no file is touched
    assert _enters(box, "/tmp/photo.JPG")  # noqa: S108


def test_files_are_taken_anywhere_else(window: QWidget) -> None:
    FileDrop(window)
    assert _enters(window, str(Path("lesson.json").absolute()))
    assert not _enters(window, "")


def _enters(target: QWidget, path: str) -> bool:
    mime = QMimeData()
    if path:
        mime.setUrls([QUrl.fromLocalFile(path)])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(5, 5), action, mime, button, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, enter)
    return enter.isAccepted()


@pytest.mark.parametrize("rule", list(Rule))
def test_every_fault_has_words(rule: Rule) -> None:
    assert "{" not in fault_text(LessonFault(rule, "title", 3, "why"))


def test_a_fault_says_where_it_is() -> None:
    assert fault_text(LessonFault(Rule.TEXT, "guide_text", 3)) == (
        "Step 3, instructions: at most 4,000 characters."
    )
    assert fault_text(LessonFault(Rule.OBJECT, "", 3)) == "Step 3: not a valid step."
    assert fault_text(LessonFault(Rule.TEXT, "view_id", 3)).startswith("Step 3, view_id:")
    assert rule_sentence(LessonFault(Rule.TITLE, "title")).startswith("Enter a title")
