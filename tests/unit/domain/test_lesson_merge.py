"""What becomes of a lesson on which two people write at once."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain import lesson_edits as edits
from classroom_app.domain.lesson_draft import LessonDraft, SubtaskDraft
from classroom_app.domain.lesson_merge import changed_steps, merged, place_after, place_in_merged
from classroom_app.domain.marks import TapMark
from tests.helpers.drafts import PIXEL

OTHER_PICTURE = replace(PIXEL, data=PIXEL.data + b"\0")
BASE = LessonDraft(
    title="Texting",
    language="en",
    description=None,
    subtasks=tuple(SubtaskDraft(title=title) for title in ("Open", "Write", "Send")),
)


def titles(lesson: LessonDraft | None) -> list[str]:
    assert lesson is not None, "the two cannot be both"
    return [step.title for step in lesson.subtasks]


def test_each_may_write_another_step() -> None:
    mine = edits.with_step_text(BASE, 0, "title", "Open it")
    theirs = edits.with_step_text(BASE, 1, "title", "Write it")
    assert titles(merged(BASE, mine, theirs)) == ["Open it", "Write it", "Send"]


def test_each_may_write_another_text_of_one_step() -> None:
    mine = edits.with_step_text(BASE, 1, "title", "Write it")
    theirs = edits.with_step_text(BASE, 1, "guide_text", "Tap the letters")
    both = merged(BASE, mine, theirs)
    assert both is not None
    assert both.subtasks[1] == SubtaskDraft(title="Write it", guide_text="Tap the letters")


def test_one_may_write_a_step_and_the_other_one_beside_it() -> None:
    mine = edits.with_step_text(BASE, 2, "guide_text", "Tap the arrow")
    theirs = edits.with_step_added(BASE, 3, SubtaskDraft(title="Wait"))
    both = merged(BASE, mine, theirs)
    assert titles(both) == ["Open", "Write", "Send", "Wait"]
    assert both is not None
    assert both.subtasks[2].guide_text == "Tap the arrow"


def test_steps_that_both_put_in_one_place_are_all_there() -> None:
    mine = edits.with_step_added(BASE, 3, SubtaskDraft(title="Mine"))
    theirs = edits.with_step_added(BASE, 3, SubtaskDraft(title="Theirs"))
    assert titles(merged(BASE, mine, theirs)) == ["Open", "Write", "Send", "Theirs", "Mine"]
    assert titles(merged(BASE, mine, mine)) == ["Open", "Write", "Send", "Mine"]


def test_the_same_text_cannot_be_both() -> None:
    mine = edits.with_step_text(BASE, 0, "title", "Open it")
    theirs = edits.with_step_text(BASE, 0, "title", "Open the app")
    assert merged(BASE, mine, theirs) is None
    assert merged(BASE, replace(BASE, title="A"), replace(BASE, title="B")) is None


def test_a_step_that_is_gone_cannot_have_been_written_on() -> None:
    mine = edits.without_step(BASE, 1)
    theirs = edits.with_step_text(BASE, 1, "title", "Write it")
    assert merged(BASE, mine, theirs) is None
    assert merged(BASE, theirs, mine) is None


def test_marks_go_with_the_picture_that_they_are_on() -> None:
    base = edits.with_picture(BASE, 0, PIXEL)
    mine = edits.with_picture(base, 0, OTHER_PICTURE)
    theirs = edits.with_marks(base, 0, [TapMark(0.5, 0.5)])
    assert merged(base, mine, theirs) is None
    assert merged(base, base, theirs) == theirs


def test_what_was_changed_is_told_by_its_number() -> None:
    after = edits.with_step_text(edits.without_step(BASE, 0), 1, "title", "Send it")
    assert changed_steps(BASE, after) == [2]
    assert changed_steps(BASE, BASE) == []


def test_who_looks_at_a_step_finds_it_again() -> None:
    added = edits.with_step_added(BASE, 0, SubtaskDraft(title="First"))
    assert [place_after(BASE, added, place) for place in (-1, 0, 1, 2)] == [-1, 1, 2, 3]
    written = edits.with_step_text(added, 2, "title", "Write it")
    assert place_after(BASE, written, 1) == 2
    assert place_after(BASE, edits.without_step(BASE, 2), 2) == 1
    assert place_after(BASE, replace(BASE, subtasks=()), 2) == -1
    assert [place_in_merged(BASE, added, place) for place in (-1, 0, 2)] == [None, 1, 3]
    assert place_in_merged(BASE, edits.without_step(BASE, 2), 2) is None


# One edit is the name of what is done, where, and with which word.
_WORDS = st.sampled_from(["one", "two", "three", "four"])
_EDITS = st.lists(
    st.tuples(
        st.sampled_from(["title", "guide_text", "description", "add", "remove", "head"]),
        st.integers(0, 5),
        _WORDS,
    ),
    max_size=4,
)


def written(lesson: LessonDraft, changes: list[tuple[str, int, str]], whose: str) -> LessonDraft:
    for what, place, word in changes:
        count, word = len(lesson.subtasks), f"{whose} {word}"
        if what == "add":
            step = SubtaskDraft(title=word)
            lesson = edits.with_step_added(lesson, place % (count + 1), step)
        elif what == "head":
            lesson = edits.with_text(lesson, "description", word)
        elif count and what == "remove":
            lesson = edits.without_step(lesson, place % count)
        elif count:
            lesson = edits.with_step_text(lesson, place % count, what, word)
    return lesson


def texts(lesson: LessonDraft) -> Counter[Any]:
    def each() -> Iterator[Any]:
        yield "head", lesson.title
        yield "head", lesson.description
        for step in lesson.subtasks:
            yield "title", step.title
            yield "guide_text", step.guide_text
            yield "description", step.description

    return Counter(one for one in each() if one[1])


@given(_EDITS, _EDITS)
def test_nothing_that_anybody_wrote_is_lost(
    of_mine: list[tuple[str, int, str]], of_theirs: list[tuple[str, int, str]]
) -> None:
    mine, theirs = written(BASE, of_mine, "mine"), written(BASE, of_theirs, "theirs")
    both = merged(BASE, mine, theirs)
    if both is not None:
        for one in (mine, theirs):
            assert not texts(one) - texts(BASE) - texts(both)


@given(_EDITS)
def test_one_who_writes_alone_gets_what_was_written(changes: list[tuple[str, int, str]]) -> None:
    after = written(BASE, changes, "mine")
    assert merged(BASE, after, BASE) == merged(BASE, BASE, after) == after
    assert merged(BASE, after, after) == after


@given(_EDITS, _EDITS)
def test_whoever_is_the_second_the_same_is_there(
    of_mine: list[tuple[str, int, str]], of_theirs: list[tuple[str, int, str]]
) -> None:
    mine, theirs = written(BASE, of_mine, "mine"), written(BASE, of_theirs, "theirs")
    one, other = merged(BASE, mine, theirs), merged(BASE, theirs, mine)
    assert (one is None) is (other is None)
    if one is not None and other is not None:
        assert texts(one) == texts(other)
