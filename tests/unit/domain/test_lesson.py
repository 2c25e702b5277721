import dataclasses

import pytest

from classroom_app.domain.lesson import Lesson, Subtask, TargetAction
from tests.helpers.lecture import make_lesson


def test_steps_are_found_by_id() -> None:
    lesson = Lesson(1, "L", subtasks=(Subtask(7, "a", 1), Subtask(5, "b", 2)))
    assert lesson.by_id[5].title == "b"
    assert lesson.by_id is lesson.by_id


@pytest.mark.parametrize(("current", "following"), [(None, 1), (1, 2), (2, 3), (3, None)])
def test_subtask_after(current: int | None, following: int | None) -> None:
    subtask = make_lesson(3).subtask_after(current)
    assert (subtask.id if subtask else None) == following


def test_an_empty_lesson_has_no_step() -> None:
    assert make_lesson(0).subtask_after(None) is None


def test_a_lesson_never_changes() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        make_lesson().title = "other"  # type: ignore[misc]


def test_target_actions_are_the_words_of_the_wire() -> None:
    assert [str(action) for action in TargetAction] == [
        "CLICK",
        "LONG_CLICK",
        "SCROLL",
        "INPUT",
        "NAVIGATE",
    ]
