from PySide6.QtWidgets import QLineEdit, QWidget

from classroom_app.domain.lesson_rules import LessonFault, Rule
from classroom_app.gui.lessons.lesson_form import LessonForm
from classroom_app.gui.lessons.lesson_words import language_name
from tests.helpers.drafts import lesson_of


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
