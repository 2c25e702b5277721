from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from classroom_app.domain.lesson_edits import blank_lesson, with_question
from classroom_app.domain.lesson_rules import LessonFault, Rule, faults_of
from classroom_app.domain.question import BLANK_QUESTION, MAX_ANSWERS, Question
from classroom_app.gui.lessons.lesson_document import LessonDocument
from classroom_app.gui.lessons.question_box import QuestionBox
from tests.helpers.composing import compose, hand_over
from tests.unit.gui.conftest import language_change
from tests.unit.gui.finding import button, child, is_shown


class Writing:
    """A box that writes in the first step of a lesson, as the editor does."""

    def __init__(self, window: QWidget) -> None:
        self.document = LessonDocument(window)
        self.document.open(replace(blank_lesson("en"), title="Lesson"))
        self.box = QuestionBox(window)
        self.box.written.connect(lambda q, typed: self.document.set_question(0, q, typed))
        self.box.left.connect(self.document.end_typing)
        self.document.changed.connect(self.show)
        self.show()
        window.show()

    def show(self) -> None:
        self.box.show_question(self.question(), self.document.faults_in(0))

    def question(self) -> Question | None:
        return self.document.draft.subtasks[0].question

    def write(self, name: str, text: str) -> None:
        field = child(self.box, name)
        field.setFocus()
        QTest.keyClicks(field, text)


@pytest.fixture
def writing(window: QWidget) -> Iterator[Writing]:
    writing = Writing(window)
    yield writing
    writing.document.stack.clear()


def test_a_question_is_added_written_and_taken_away(writing: Writing) -> None:
    box = writing.box
    assert is_shown(button(box, "addQuestionButton"))
    button(box, "addQuestionButton").click()
    assert writing.question() == BLANK_QUESTION
    assert not is_shown(button(box, "addQuestionButton"))
    writing.write("questionField", "Larger?")
    writing.write("answer1Field", "Yes")
    writing.write("answer2Field", "No")
    assert writing.question() == Question("Larger?", ("Yes", "No"))
    assert not is_shown(button(box, "removeAnswer1")), "two answers are the fewest"
    button(box, "addAnswerButton").click()
    writing.write("answer3Field", "Hm")
    button(box, "removeAnswer2").click()
    assert writing.question() == Question("Larger?", ("Yes", "Hm"))
    button(box, "removeQuestionButton").click()
    assert writing.document.draft.subtasks[0].question is None
    assert is_shown(button(box, "addQuestionButton"))


def test_there_are_six_answers_at_most(writing: Writing) -> None:
    button(writing.box, "addQuestionButton").click()
    for _ in range(MAX_ANSWERS):
        if is_shown(button(writing.box, "addAnswerButton")):
            button(writing.box, "addAnswerButton").click()
    question = writing.question()
    assert question is not None
    assert len(question.answers) == MAX_ANSWERS
    assert not is_shown(button(writing.box, "addAnswerButton"))


def test_each_text_and_each_button_is_undone_by_itself(writing: Writing) -> None:
    button(writing.box, "addQuestionButton").click()
    writing.write("questionField", "Larger?")
    writing.write("answer1Field", "Yes")
    writing.document.stack.undo()
    assert writing.question() == Question("Larger?", ("", ""))
    writing.document.stack.undo()
    assert writing.question() == BLANK_QUESTION
    writing.document.stack.undo()
    assert writing.question() is None
    for _ in range(3):
        writing.document.stack.redo()
    assert writing.question() == Question("Larger?", ("Yes", ""))


def test_what_is_wrong_stands_at_its_field(writing: Writing) -> None:
    box, step = writing.box, writing.document.draft.subtasks[0]
    question = Question(" ", ("Yes", "yes"))
    draft = with_question(writing.document.draft, 0, question)
    faults = {fault.field: fault for fault in faults_of(draft) if fault.step == 1}
    box.show_question(question, faults)
    assert box._text.fault == "Enter a question of 1–200 characters."
    assert [field.fault for field in box._answers[:2]] == ["", "This answer is there already."]
    box.show_question(
        replace(question, answers=("Yes",)),
        {"question.answers": LessonFault(Rule.ANSWER_COUNT, "question.answers", 1)},
    )
    assert is_shown(box._fault)
    assert box._fault.text() == "A question has 2–6 answers."
    assert step.question is None
    box.take_focus("question.answers[2]")
    language_change(box)


def test_a_syllable_that_is_being_composed_is_not_lost(writing: Writing) -> None:
    button(writing.box, "addQuestionButton").click()
    field = child(writing.box, "questionField")
    field.setFocus()
    compose(field, "글")
    hand_over(field, "글")
    compose(field, "자")
    hand_over(field, "자")
    question = writing.question()
    assert question is not None
    assert question.text == "글자"
