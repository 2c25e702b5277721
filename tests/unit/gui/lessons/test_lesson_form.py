from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.domain.lesson_edits import blank_lesson, with_text
from classroom_app.domain.lesson_rules import LessonFault, Rule
from classroom_app.gui.lessons.lesson_form import LessonForm
from classroom_app.gui.lessons.lesson_words import language_name
from tests.helpers.drafts import lesson_of
from tests.unit.gui.finding import button


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


def test_while_no_step_is_written_it_shows_the_way_in(window: QWidget, qtbot: QtBot) -> None:
    form = LessonForm(window)
    form.show_lesson(with_text(blank_lesson("en"), "title", "Send a photo"), {})
    assert not form._way_in.isHidden()
    with qtbot.waitSignal(form.phone_requested):
        button(form, "firstPicturesButton").click()
    with qtbot.waitSignal(form.own_lesson_requested):
        button(form, "ownLessonGuideButton").click()
    form.show_lesson(lesson_of("One"), {})
    assert form._way_in.isHidden()
