import base64
import json
from typing import Any

import pytest

from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.lesson_rules import faults_of
from classroom_app.domain.marks import LongPressMark, TapMark
from classroom_app.protocol.lesson_file import LessonFileError, write_lesson_file
from classroom_app.protocol.mobedu_task import read_any_lesson
from tests.helpers.drafts import lesson_of
from tests.helpers.sample import picture_bytes

TASK: dict[str, Any] = {
    "id": 12,
    "title": "유튜브 보기",
    "description": None,
    "created_at": "2025-01-01",
    "subtasks": [
        {
            "id": 3,
            "title": "검색하기",
            "order_index": 1,
            "target_action": "INPUT",
            "guide_text": "검색어를 써요",
            "voice_guide_text": None,
            "view_id": "com.google.android.youtube:id/search",
            "text": "",
            "content_description": "검색",
            "target_package": "com.google.android.youtube",
            "bounds": [1, 2, 3, 4],
        },
        {"title": "유튜브 열기", "order_index": 0, "target_action": "click"},
    ],
}


def read(**fields: Any) -> Any:
    return read_any_lesson(json.dumps({**TASK, **fields}).encode())


@pytest.mark.parametrize(
    "question", [{"text": "?", "answers": ["a", "b"]}, "?", {"answers": []}, [1], None]
)
def test_a_question_in_a_task_is_passed_over(question: Any) -> None:
    steps = [{**step, "question": question} for step in TASK["subtasks"]]
    assert read(subtasks=steps) == read()


def test_a_task_becomes_a_lesson_in_the_order_of_its_steps() -> None:
    lesson = read()
    assert (lesson.title, lesson.language, lesson.description) == ("유튜브 보기", "ko", None)
    opened, searched = lesson.subtasks
    assert (opened.title, opened.target_action) == ("유튜브 열기", "CLICK")
    assert (searched.view_id, searched.content_description) == (
        "com.google.android.youtube:id/search",
        "검색",
    )
    assert (searched.text, searched.voice_guide_text, searched.picture) == (None, None, None)


@pytest.mark.parametrize(
    ("orders", "titles"),
    [
        ((2, 1, 3), ["b", "a", "c"]),
        ((0, 0, 0), ["a", "b", "c"]),
        ((None, None, None), ["a", "b", "c"]),
        ((5.0, None, 4), ["b", "c", "a"]),
    ],
)
def test_the_order_is_the_steps_own(orders: tuple[Any, ...], titles: list[str]) -> None:
    steps = [
        {"title": title, "order_index": order} for title, order in zip("abc", orders, strict=True)
    ]
    assert [step.title for step in read(subtasks=steps).subtasks] == titles


def test_a_step_that_says_where_its_button_is_gets_a_mark() -> None:
    shot = base64.b64encode(picture_bytes("PNG", size=(360, 720))).decode()
    steps = [
        {"title": "a", "target_action": "CLICK", "bounds": "[0,2106][1080,2340]"},
        {
            "title": "b",
            "target_action": "LONG_CLICK",
            "bounds": [180, 180, 360, 540],
            "picture": f"data:image/png;base64,{shot}",
        },
        {"title": "c"},
    ]
    drawn, shown, bare = read(subtasks=steps).subtasks
    assert drawn.marks == (TapMark(0.5, 0.95),)
    assert drawn.picture is not None, "a plain screen"
    assert shown.marks == (LongPressMark(0.75, 0.5),)
    assert shown.picture == Picture("image/png", picture_bytes("PNG", size=(360, 720)))
    assert (bare.marks, bare.picture) == ((), None)
    lesson = read(subtasks=steps)
    assert faults_of(lesson) == ()
    assert read_any_lesson(write_lesson_file(lesson)) == lesson


def test_a_picture_that_is_none_is_named() -> None:
    with pytest.raises(LessonFileError, match=r"subtasks\[1\].picture"):
        read(subtasks=[{"title": "a", "picture": "data:image/png;base64,AAAA"}])


def test_nulls_are_taken_as_left_out() -> None:
    step: dict[str, Any] = dict.fromkeys(
        ("title", "order_index", "target_action", "guide_text", "view_id", "text")
    )
    lesson = read(title="Task", subtasks=[{**step, "guide_text": "Tap\n it"}, step])
    assert lesson.language == "en"
    assert [one.title for one in lesson.subtasks] == ["Tap it", "Step 2"]


def test_every_fault_is_named_and_where() -> None:
    steps: list[Any] = [
        {"title": "a", "order_index": "first", "target_action": "FLY"},
        None,
        {"title": 5, "order_index": True, "text": []},
    ]
    with pytest.raises(LessonFileError) as caught:
        read(title="", subtasks=steps)
    places = [fault.place for fault in caught.value.lesson_faults]
    assert places == [
        "subtasks[1].order_index",
        "subtasks[3].order_index",
        "title",
        "subtasks[1].target_action",
        "subtasks[2]",
        "subtasks[3].text",
        "subtasks[3].title",
    ]


def test_a_task_without_steps_is_none() -> None:
    with pytest.raises(LessonFileError, match="subtasks must be a list"):
        read(subtasks={})


def test_lesson_files_are_read_too() -> None:
    assert read_any_lesson(write_lesson_file(lesson_of("One"))) == lesson_of("One")
    with pytest.raises(LessonFileError, match="format must be"):
        read_any_lesson(b'{"title": "T"}')
