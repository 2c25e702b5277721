"""The figures of a class in words."""

from classroom_app.application.report_document import (
    Document,
    FactKey,
    HelpColumn,
    QuestionColumn,
    StepColumn,
    answer_key,
)
from classroom_app.domain import commands as cmd
from classroom_app.domain.class_report import class_report
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.domain.roster import Person, Roster
from classroom_app.domain.step_reason import StepReason
from classroom_app.gui.history.report_words import document_of
from tests.helpers.lecture import QUESTION, Lecture
from tests.unit.gui.history.conftest import a_lecture


def document(*, anonymous: bool = False) -> Document:
    lecture = a_lecture()
    return document_of(class_report(lecture.history, lecture.lesson), anonymous=anonymous)


def test_the_figures_in_words() -> None:
    made = document()
    assert [fact.value for fact in made.facts[-4:]] == [1, 0, 1, 1]
    assert [row[1:3] for row in made.students.rows] == [
        ("Kim", "Removed"),
        ("Lee", "Stayed to the end"),
    ]
    assert [row[-2:] for row in made.students.rows] == [(30.0, None), ("done", None)]
    assert made.students.frozen == 2, "on paper, each page says whose row it is"
    assert made.steps.values(StepColumn.DONE)[0] == 1
    assert made.steps.values(StepColumn.SHARE)[0] == 1.0
    assert made.steps.columns[made.steps.place(StepColumn.MEDIAN)].title == "Median"
    assert made.help.rows[0][1:5] == ("Lee", 1, "버튼이 안 보여요", "Resolved")
    assert [row[2:] for row in made.controls.rows] == [
        ("Step 1 started", ""),
        ("Step 2 started", "automatic"),
        ("Message sent", "Kim, look up"),
        ("Student removed", "Kim"),
        ("Class ended", ""),
    ]


def test_a_message_of_a_client_is_no_reason() -> None:
    lecture = Lecture(steps=3)
    lecture.teach(cmd.NextStep(None, "auto"))
    lecture.teach(cmd.NextStep(None, "undo"))
    lecture.teach(cmd.NextStep(1, reason=StepReason.UNDO))
    for anonymous, words in ((False, ["auto", "undo", "undone"]), (True, [None] * 2)):
        made = document_of(class_report(lecture.history, lecture.lesson), anonymous=anonymous)
        assert [row[-1] for row in made.controls.rows][: len(words)] == words
        assert made.controls.rows[2][-1] == "undone"


def test_names_can_be_left_out_everywhere() -> None:
    made = document(anonymous=True)
    everything = repr(made)
    assert "Student 1" in everything
    for private in ("Kim", "Lee", "버튼"):
        assert private not in everything


def test_the_usual_time_says_of_how_many_steps_it_is() -> None:
    lecture = Lecture(steps=3)
    kim = lecture.join("Kim")
    titles = []
    for _step in range(3):
        lecture.teach(cmd.NextStep())
        lecture.wait(30)
        lecture.complete(kim)
        report = class_report(lecture.history, lecture.lesson)
        fact = document_of(report).facts[-1]
        assert fact.key is FactKey.USUAL_TIME
        titles.append((fact.title, fact.value))
    assert titles == [
        ("Typical time, 1 of 3 steps", 30),
        ("Typical time, 2 of 3 steps", 60),
        ("Typical time, all steps", 90),
    ]


def test_questions_have_a_table_and_each_student_a_column() -> None:
    lecture = Lecture(steps=3, asking=(2,))
    kim, _lee = lecture.join("Kim"), lecture.join("Lee")
    lecture.teach(cmd.NextStep(2))
    lecture.say(kim, cmd.CompleteStep(2, 1))
    for anonymous in (False, True):
        made = document_of(class_report(lecture.history, lecture.lesson), anonymous=anonymous)
        assert made.students.values(answer_key(2)) == [QUESTION.answers[1], None]
        assert made.questions.values(QuestionColumn.ANSWER) == list(QUESTION.answers)
        assert made.questions.values(QuestionColumn.COUNT) == [0, 1, 0]
        assert made.questions.values(QuestionColumn.SHARE) == [0.0, 1.0, 0.0]
        assert made.questions in made.tables
    nothing = document()
    assert nothing.questions not in nothing.tables


def test_who_never_came_has_answered_nothing() -> None:
    lecture = Lecture(steps=3, asking=(2,))
    lecture.join("Kim")
    roster = Roster(7, "봄", (Person(11, 1, "김영희"),))
    made = document_of(class_report(lecture.history, lecture.lesson, roster))
    assert made.students.values(answer_key(2)) == [None, None]


def test_a_question_that_nobody_answered_has_no_shares() -> None:
    lecture = Lecture(steps=3, asking=(2,))
    lecture.join("Kim")
    made = document_of(class_report(lecture.history, lecture.lesson))
    assert made.questions.values(QuestionColumn.SHARE) == [None] * 3


def test_who_of_the_roster_never_came_is_named_after_the_others() -> None:
    lecture = a_lecture()
    roster = Roster(7, "봄", (Person(11, 1, "김영희"), Person(12, 2, "이순자")))
    report = class_report(lecture.history, lecture.lesson, roster)
    made = document_of(report)
    names = [row[:3] for row in made.students.rows]
    assert names[-2:] == [(3, "김영희", "Not here"), (4, "이순자", "Not here")]
    assert set(made.students.rows[-1][3:]) == {None}
    absent = [fact for fact in made.facts if fact.key is FactKey.ABSENT]
    assert [fact.value for fact in absent] == [2]
    assert made.people == document().people, "they do not count"
    anonymous = document_of(report, anonymous=True)
    assert anonymous.students.rows[-1][:3] == (4, "Student 4", "Not here")
    assert not any(fact.key is FactKey.ABSENT for fact in document().facts)


def test_who_helped_stands_in_the_report_of_a_class_with_helpers() -> None:
    assert HelpColumn.HELPER not in [column.key for column in document().help.columns]
    lecture = Lecture(steps=3)
    kim = lecture.join("Kim")
    minji = lecture.let_helper_in("Minji")
    call = lecture.ask_help(kim)
    lecture.do(cmd.ResolveHelp(call.id, HelpStatus.ON_THE_WAY), minji)
    lecture.do(cmd.SendMessage("This way", kim.user_id), minji)
    lecture.teach(cmd.ResolveHelp(call.id, HelpStatus.RESOLVED))
    report = class_report(lecture.history, lecture.lesson)
    made = document_of(report)
    assert [column.key for column in made.help.columns] == list(HelpColumn)
    assert made.help.values(HelpColumn.HELPER) == ["Minji, Instructor"]
    assert [row[2:] for row in made.controls.rows] == [
        ("Helper joined", "Minji"),
        ("Message sent", "Minji: This way"),
    ]
    without = document_of(report, anonymous=True)
    assert without.help.values(HelpColumn.HELPER) == ["Helper 1, Instructor"]
    assert "Minji" not in repr(without)
