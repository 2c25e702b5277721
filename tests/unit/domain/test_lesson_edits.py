from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain.lesson_draft import LessonDraft
from classroom_app.domain.lesson_edits import (
    BLANK_STEP,
    as_copy,
    blank_lesson,
    is_blank,
    place_of_step,
    with_picture,
    with_question,
    with_step_added,
    with_step_moved,
    with_step_text,
    with_text,
    without_questions,
    without_step,
)
from classroom_app.domain.question import Question
from tests.helpers.drafts import LESSONS, PIXEL, QUESTIONS, lesson_of

Places = tuple[LessonDraft, int, int]


@st.composite
def places(draw: st.DrawFn) -> Places:
    lesson = draw(LESSONS)
    place = st.integers(0, len(lesson.subtasks) - 1)
    return lesson, draw(place), draw(place)


@given(places())
def test_a_move_is_undone_by_the_move_back(given_places: Places) -> None:
    lesson, place, to = given_places
    moved = with_step_moved(lesson, place, to)
    assert moved.subtasks[to] is lesson.subtasks[place]
    assert sorted(moved.subtasks, key=id) == sorted(lesson.subtasks, key=id)
    assert with_step_moved(moved, to, place) == lesson


@given(places())
def test_what_was_added_can_be_taken_away(given_places: Places) -> None:
    lesson, place, _to = given_places
    added = with_step_added(lesson, place)
    assert added.subtasks[place] is BLANK_STEP
    assert without_step(added, place) == lesson
    assert with_step_added(without_step(lesson, place), place, lesson.subtasks[place]) == lesson


@given(places(), st.text())
def test_a_text_changes_nothing_else(given_places: Places, text: str) -> None:
    lesson, place, _to = given_places
    old = lesson.subtasks[place].guide_text or ""
    written = with_step_text(lesson, place, "guide_text", text)
    assert with_step_text(written, place, "guide_text", old) == lesson
    assert with_text(with_text(lesson, "title", text), "title", lesson.title) == lesson


def test_an_emptied_text_is_none_but_a_title_is_empty() -> None:
    lesson = with_step_text(lesson_of("One"), 0, "title", "")
    assert lesson.subtasks[0].title == ""
    assert with_step_text(lesson, 0, "guide_text", "").subtasks[0].guide_text is None
    assert with_text(lesson, "description", "").description is None
    assert with_text(lesson, "language", "ko").language == "ko"


def test_half_a_character_can_be_stored() -> None:
    lesson = with_step_text(lesson_of("One"), 0, "title", "a\ud83d\0b👍")
    assert lesson.subtasks[0].title == "a�b👍"


def test_a_picture_comes_and_goes() -> None:
    lesson = lesson_of("One", "Two")
    with_one = with_picture(lesson, 1, PIXEL)
    assert [step.picture for step in with_one.subtasks] == [None, PIXEL]
    assert with_picture(with_one, 1, None) == lesson


def test_a_new_lesson_is_blank_until_something_is_written() -> None:
    lesson = blank_lesson("ko")
    assert is_blank(lesson)
    assert is_blank(with_text(lesson, "language", "en"))
    assert not is_blank(with_text(lesson, "title", "Mine"))
    assert not is_blank(with_step_added(lesson, 0))
    assert as_copy(lesson_of("One"), "Mine").subtasks == lesson_of("One").subtasks


def unlike(lesson: LessonDraft) -> LessonDraft:
    """Return the lesson with steps that are told apart."""
    steps = [replace(step, title=str(place)) for place, step in enumerate(lesson.subtasks)]
    return replace(lesson, subtasks=tuple(steps))


@given(places(), st.sampled_from(["add", "remove", "move", "write", "copy", "nothing"]))
def test_a_step_is_followed_through_every_edit(given_places: Places, edit: str) -> None:
    lesson, place, to = given_places
    before = unlike(lesson)
    after = {
        "add": lambda: with_step_added(before, to),
        "remove": lambda: without_step(before, to),
        "move": lambda: with_step_moved(before, to, place),
        "write": lambda: with_step_text(before, to, "guide_text", "new"),
        "copy": lambda: with_step_added(before, to, before.subtasks[to]),
        "nothing": lambda: before,
    }[edit]()
    found = place_of_step(before, after, place)
    if edit == "remove" and to == place:
        assert found is None
    else:
        assert found is not None
        assert after.subtasks[found].title == str(place)


def test_of_two_that_are_the_same_the_nearer_is_followed() -> None:
    lesson = lesson_of("One", "Two", "Three")
    twice = with_step_added(lesson, 2, lesson.subtasks[1])
    assert place_of_step(lesson, twice, 1) == 1
    assert place_of_step(lesson, twice, 2) == 3
    assert place_of_step(twice, lesson, 3) == 2


def test_a_blank_step_that_is_written_on_stays_where_it_is() -> None:
    blank = with_step_added(blank_lesson("en"), 1)
    assert place_of_step(blank, with_step_text(blank, 1, "title", "A"), 1) == 1


@given(LESSONS, QUESTIONS)
def test_a_question_is_put_and_taken_away(lesson: LessonDraft, question: Question) -> None:
    asking = with_question(lesson, 0, question)
    assert asking.subtasks[0].question == question
    assert asking.subtasks[1:] == lesson.subtasks[1:]
    silent = without_questions(asking)
    assert all(step.question is None for step in silent.subtasks)
    assert silent == without_questions(lesson), "nothing else is lost"
    assert with_question(asking, 0, None).subtasks[0].question is None


def test_what_cannot_be_stored_is_replaced_in_a_question() -> None:
    lesson = with_question(lesson_of("One"), 0, Question("a\ud800b", ("c\ud800", "d")))
    assert lesson.subtasks[0].question == Question("a\ufffdb", ("c\ufffd", "d"))
