import base64
import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given

from classroom_app.domain.lesson_draft import LessonDraft, Picture, SubtaskDraft
from classroom_app.domain.lesson_rules import Rule
from classroom_app.protocol.lesson_file import (
    FORMAT,
    LessonFileError,
    read_lesson_file,
    write_lesson_file,
)
from tests.helpers.drafts import LESSONS, PIXEL, PNG, lesson_of


def content(**fields: Any) -> bytes:
    document = {"format": FORMAT, "title": "T", "subtasks": [{"title": "One"}], **fields}
    return json.dumps(document).encode()


def faults(read: bytes) -> list[str]:
    with pytest.raises(LessonFileError) as caught:
        read_lesson_file(read)
    assert str(caught.value) == "; ".join(caught.value.faults)
    return caught.value.faults


@given(LESSONS)
def test_what_was_written_is_read_again(lesson: LessonDraft) -> None:
    assert read_lesson_file(write_lesson_file(lesson)) == lesson


def test_a_file_is_for_people_too() -> None:
    text = write_lesson_file(lesson_of("설정 열기")).decode()
    assert '"title": "설정 열기"' in text
    assert '"guide_text": null' in text
    assert "view_id" not in text
    assert text.endswith("}\n")


def test_a_short_file_is_filled_up() -> None:
    assert read_lesson_file(b"\xef\xbb\xbf" + content(title="  T ")) == LessonDraft(
        title="T", language="ko", description=None, subtasks=(SubtaskDraft(title="One"),)
    )


def test_every_fault_is_named_with_its_place() -> None:
    steps: list[Any] = [
        {"title": "", "target_action": "JUMP", "guide_text": 5},
        "no step",
        {"title": "Fine", "picture": "data:image/png;base64,AAAA"},
        {"title": "x" * 256, "view_id": "x" * 4001, "target_action": []},
    ]
    read = content(format="other/1", title=None, language="", description=1, subtasks=steps)
    assert [fault.split(" ")[0] for fault in faults(read)] == [
        "format",
        "title",
        "language",
        "description",
        "subtasks[1].guide_text",
        "subtasks[1].title",
        "subtasks[1].target_action",
        "subtasks[2]",
        "subtasks[3].picture",
        "subtasks[4].view_id",
        "subtasks[4].title",
        "subtasks[4].target_action",
    ]


@pytest.mark.parametrize("steps", [None, [], {}, [{"title": "x"}] * 201])
def test_one_to_two_hundred_steps(steps: Any) -> None:
    assert faults(content(subtasks=steps)) == ["subtasks must be a list of 1 to 200 steps"]


@pytest.mark.parametrize("read", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_no_json(read: bytes) -> None:
    assert faults(read)[0].startswith("the file is not JSON: ")


def test_no_object() -> None:
    assert faults(b"[]") == ["the file must hold a JSON object"]


def test_pictures_are_what_they_say() -> None:
    uri = "data:image/png;base64," + base64.b64encode(PNG).decode()
    lesson = read_lesson_file(content(subtasks=[{"title": "One", "picture": uri}]))
    assert lesson.subtasks[0].picture == PIXEL


@pytest.mark.parametrize(
    "uri",
    [
        7,
        "",
        "data:image/png;base64,?",
        "data:image/gif;base64,R0lGOD",
        "data:image/png," + base64.b64encode(PNG).decode(),
        "data:image/jpeg;base64," + base64.b64encode(PNG).decode(),
        "data:image/png;base64," + base64.b64encode(PNG + bytes(500_000)).decode(),
    ],
)
def test_other_pictures_are_refused(uri: Any) -> None:
    (fault,) = faults(content(subtasks=[{"title": "One", "picture": uri}]))
    assert fault.startswith("subtasks[1].picture must be a data URI")


def test_a_webp_is_known_by_its_mark() -> None:
    webp = b"RIFF\x04\0\0\0WEBP"
    uri = "data:image/webp;base64," + base64.b64encode(webp).decode()
    lesson = read_lesson_file(content(subtasks=[{"title": "One", "picture": uri}]))
    assert lesson.subtasks[0].picture == Picture("image/webp", webp)


def test_faults_are_told_in_parts_too() -> None:
    with pytest.raises(LessonFileError) as caught:
        read_lesson_file(content(title=""))
    (fault,) = caught.value.lesson_faults
    assert (fault.rule, fault.field, fault.step) == (Rule.TITLE, "title", None)


@pytest.mark.parametrize("value", [b"[],", b"{},", b'"",', b"0,"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_of_very_many_values_is_not_taken_apart(value: bytes, encoding: str) -> None:
    """They would take gigabytes, and the time of everybody in a class that goes on."""
    values = content(unknown=[])[:-2] + value * 1_000_100 + b"0]}"
    tracemalloc.start()
    try:
        assert faults(values.decode().encode(encoding)) == ["the file must hold a JSON object"]
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 30_000_000


def test_the_longest_lesson_is_no_file_of_very_many_values() -> None:
    texts = dict.fromkeys(("guide_text", "voice_guide_text", "description"), ", " * 500)
    steps = [{"title": "One", **texts}] * 200
    assert len(read_lesson_file(content(subtasks=steps)).subtasks) == 200
