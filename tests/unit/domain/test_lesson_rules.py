from dataclasses import replace

import pytest
from hypothesis import given

from classroom_app.domain.lesson_draft import LessonDraft, Picture, SubtaskDraft
from classroom_app.domain.lesson_edits import with_question
from classroom_app.domain.lesson_rules import (
    MAX_PICTURE_BYTES,
    MAX_SUBTASKS,
    MAX_TEXT,
    MAX_TITLE,
    LessonFault,
    Rule,
    faults_of,
    is_title,
)
from classroom_app.domain.marks import TapMark
from classroom_app.domain.question import Question
from tests.helpers.drafts import LESSONS, PIXEL, lesson_of


@given(LESSONS)
def test_a_whole_lesson_has_no_fault(lesson: LessonDraft) -> None:
    assert faults_of(lesson) == ()


def test_every_fault_is_named_in_the_order_of_reading() -> None:
    long = "x" * (MAX_TEXT + 1)
    picture = Picture("image/png", bytes(MAX_PICTURE_BYTES + 1))
    lesson = LessonDraft(
        title=" ",
        language="",
        description=long,
        subtasks=(
            SubtaskDraft(title="Fine"),
            SubtaskDraft(title="x" * (MAX_TITLE + 1), guide_text=long, picture=picture),
        ),
    )
    assert [(fault.rule, fault.place) for fault in faults_of(lesson)] == [
        (Rule.TITLE, "title"),
        (Rule.LANGUAGE, "language"),
        (Rule.TEXT, "description"),
        (Rule.TITLE, "subtasks[2].title"),
        (Rule.TEXT, "subtasks[2].guide_text"),
        (Rule.PICTURE, "subtasks[2].picture"),
    ]


def test_faults_of_marks_are_named_with_their_place() -> None:
    bare = SubtaskDraft(title="Bare", marks=(TapMark(0.5, 0.5),))
    astray = SubtaskDraft(title="Astray", picture=PIXEL, marks=(TapMark(0, 0), TapMark(2, 0)))
    many = SubtaskDraft(title="Many", picture=PIXEL, marks=(TapMark(0, 0),) * 11)
    faults = faults_of(replace(lesson_of(), subtasks=(bare, astray, many)))
    assert [(fault.rule, fault.place) for fault in faults] == [
        (Rule.MARK_PICTURE, "subtasks[1].marks"),
        (Rule.MARK_PLACE, "subtasks[2].marks[2].x"),
        (Rule.MARK_COUNT, "subtasks[3].marks"),
    ]


@pytest.mark.parametrize("count", [0, MAX_SUBTASKS + 1])
def test_too_few_and_too_many_steps(count: int) -> None:
    lesson = lesson_of(*["Step"] * count)
    assert faults_of(lesson) == (LessonFault(Rule.STEP_COUNT, "subtasks"),)


def test_the_limits_themselves_are_allowed() -> None:
    step = SubtaskDraft(title="x" * MAX_TITLE, guide_text="x" * MAX_TEXT)
    assert faults_of(replace(lesson_of(), subtasks=(step,) * MAX_SUBTASKS)) == ()
    assert not is_title("")


def test_a_fault_of_a_whole_step_has_its_place() -> None:
    assert LessonFault(Rule.OBJECT, "", 3).place == "subtasks[3]"


def test_the_faults_of_a_question_are_named_with_their_step() -> None:
    lesson = with_question(lesson_of("One", "Two"), 1, Question("", ("a", "A", " ")))
    assert [(fault.rule, fault.place) for fault in faults_of(lesson)] == [
        (Rule.QUESTION_TEXT, "subtasks[2].question.text"),
        (Rule.ANSWER_TWICE, "subtasks[2].question.answers[2]"),
        (Rule.ANSWER, "subtasks[2].question.answers[3]"),
    ]
