from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from classroom_app.domain.lesson_draft import LessonDraft
from classroom_app.domain.lesson_edits import blank_lesson, with_step_added, with_step_text
from classroom_app.domain.lesson_merge import merged
from classroom_app.domain.lesson_rules import Rule
from classroom_app.domain.question import Question
from classroom_app.gui.lessons.lesson_document import LESSON, LessonDocument
from tests.helpers.drafts import LESSONS, PIXEL, lesson_of


@pytest.fixture
def document(qtbot: QtBot) -> LessonDocument:
    document = LessonDocument()
    document.open(lesson_of("One", "Two", "Three"))
    return document


def titles(document: LessonDocument) -> list[str]:
    return [step.title for step in document.draft.subtasks]


def told(document: LessonDocument) -> list[str]:
    return [fault.place for fault in document.told_faults]


Edit = Callable[[LessonDocument, int, int], None]
EDITS: dict[str, Edit] = {
    "write": lambda document, place, to: document.write(place, "guide_text", str(to)),
    "title": lambda document, place, to: document.write(LESSON, "title", str(to)),
    "picture": lambda document, place, _to: document.set_picture(place, PIXEL),
    "question": lambda document, place, to: document.set_question(
        place, Question(str(to), ("a", "b")) if to % 3 else None, "question.text" if to > 5 else ""
    ),
    "add": lambda document, place, _to: document.add_step(place),
    "duplicate": lambda document, place, _to: document.duplicate_step(place),
    "remove": lambda document, place, _to: document.remove_step(place),
    "move": lambda document, place, to: document.move_step(place, to),
    "phone": lambda document, place, to: document.take_from_phone(
        place, PIXEL, to % 2, adds_step=to > 1
    ),
}
SCRIPTS = st.lists(
    st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 9), st.integers(0, 9)), max_size=12
)


def perform(document: LessonDocument, name: str, place: int, to: int) -> None:
    count = len(document.draft.subtasks)
    if name == "add":
        document.add_step(place % (count + 1))
    elif count or name == "title":
        EDITS[name](document, place % max(count, 1), to % max(count, 1))


@pytest.mark.usefixtures("qapp")
@settings(max_examples=40)
@given(LESSONS, SCRIPTS)
def test_undo_is_the_inverse_of_every_edit(
    lesson: LessonDraft, script: list[tuple[str, int, int]]
) -> None:
    document = LessonDocument()
    document.open(lesson)
    for entry in script:
        perform(document, *entry)
    last = document.draft
    while document.stack.canUndo():
        document.stack.undo()
    assert document.draft == lesson
    while document.stack.canRedo():
        document.stack.redo()
    assert document.draft == last


def test_typing_on_is_one_edit(document: LessonDocument) -> None:
    for text in ("O", "On", "One!"):
        document.write(0, "title", text)
    document.write(0, "guide_text", "Tap")
    assert document.stack.count() == 2
    document.stack.undo()
    document.stack.undo()
    assert titles(document) == ["One", "Two", "Three"]


def test_typing_after_a_pause_is_another_edit(document: LessonDocument, qtbot: QtBot) -> None:
    document._pause.setInterval(0)
    document.write(0, "title", "One a")
    qtbot.waitUntil(lambda: not document._pause.isActive())
    document.write(0, "title", "One a b")
    document.stack.undo()
    assert titles(document)[0] == "One a"


def test_what_is_typed_after_an_undo_does_not_join_what_was_before(
    document: LessonDocument,
) -> None:
    document.write(0, "title", "a")
    document.end_typing()
    document.write(0, "title", "b")
    document.stack.undo()
    document.write(0, "title", "c")
    document.stack.undo()
    assert titles(document)[0] == "a"


def test_writing_the_same_is_no_edit(document: LessonDocument) -> None:
    document.write(0, "title", "One")
    document.move_step(1, 1)
    assert document.stack.count() == 0


def test_it_tells_where_to_look(document: LessonDocument) -> None:
    looked: list[int] = []
    document.place_changed.connect(looked.append)
    document.move_step(0, 2)
    document.duplicate_step(1)
    document.remove_step(3)
    document.stack.undo()
    document.write(LESSON, "title", "Other")
    document.stack.undo()
    assert looked == [2, 2, 2, 3, LESSON]


def test_another_lesson_cannot_be_undone_into_this_one(document: LessonDocument) -> None:
    document.remove_step(0)
    document.open(lesson_of("Other"))
    assert not document.stack.canUndo()


def test_a_followed_step_is_found_after_edits_and_changes_of_other_computers(qtbot: QtBot) -> None:
    document = LessonDocument()
    base = lesson_of("One", "Two", "Three")
    document.open(base)
    step, gone, none = document.follow(1), document.follow(0), document.follow(LESSON)
    document.move_step(1, 2)
    assert step.place == 2
    document.stack.undo()
    assert step.place == 1
    document.write(1, "title", "Second")
    theirs = with_step_added(with_step_text(base, 1, "guide_text", "Look"), 0)
    both = merged(base, document.draft, theirs)
    assert both is not None
    document.take_over(both)
    assert step.place == 2
    assert both.subtasks[2].title == "Second"
    document.remove_step(1)
    assert (step.place, gone.place, none.place) == (1, None, None)
    document.open(lesson_of("Other", "Lesson"))
    assert step.place is None


def test_faults_are_known_by_their_place(document: LessonDocument) -> None:
    document.write(1, "title", " ")
    document.write(LESSON, "title", "")
    assert set(document.faults_in(1)) == {"title"}
    assert document.faults_in(LESSON)["title"].rule is Rule.TITLE
    assert document.faults_in(0) == {}
    for _step in range(3):
        document.remove_step(0)
    assert set(document.faults_in(LESSON)) == {"title", "subtasks"}


def test_nobody_is_told_off_before_the_first_letter(document: LessonDocument) -> None:
    document.open(blank_lesson("ko"))
    assert document.faults
    assert told(document) == []
    document.write(LESSON, "title", "A")
    assert told(document) == ["subtasks[1].title"]


def test_pictures_of_one_upload_are_undone_at_once(document: LessonDocument) -> None:
    document.write(0, "title", "First")
    looked: list[int] = []
    document.place_changed.connect(looked.append)
    document.take_from_phone(0, PIXEL, 1, adds_step=False)
    for place in (1, 2):
        document.take_from_phone(place, PIXEL, 1, adds_step=True)
    assert titles(document) == ["First", "", "", "Two", "Three"]
    assert looked == [], "whoever writes elsewhere goes on"
    document.take_from_phone(3, PIXEL, 2, adds_step=True)
    document.stack.undo()
    assert titles(document) == ["First", "", "", "Two", "Three"]
    document.stack.undo()
    assert titles(document) == ["First", "Two", "Three"]
    assert document.draft.subtasks[0].picture is None
    document.stack.redo()
    assert [step.picture for step in document.draft.subtasks[:3]] == [PIXEL] * 3
    assert looked == [2, 0, 2]


def test_an_edit_between_two_pictures_is_undone_by_itself(document: LessonDocument) -> None:
    document.take_from_phone(1, PIXEL, 1, adds_step=True)
    document.write(1, "title", "Look")
    document.take_from_phone(2, PIXEL, 1, adds_step=True)
    document.stack.undo()
    assert titles(document) == ["One", "Look", "Two", "Three"]
    document.stack.undo()
    assert titles(document) == ["One", "", "Two", "Three"]
