import codecs
import json
from typing import Any

import pytest
from hypothesis import given

from classroom_app.domain.lesson_draft import LessonDraft
from classroom_app.domain.lesson_rules import LessonFault, Rule
from classroom_app.protocol.lesson_file import LessonFileError, read_lesson_file, write_lesson_file
from classroom_app.protocol.lesson_text import json_text
from tests.helpers.drafts import LESSONS
from tests.helpers.sample import picture_bytes

TEXT = json.dumps(
    {
        "format": "classroom-lesson/1",
        "title": "카톡 보내기",
        "subtasks": [{"title": "똠방각하 펲시콜라", "guide_text": "“네”를 누르세요… ① 가나다"}],
    },
    ensure_ascii=False,
)
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40)


def rules(content: bytes) -> list[Rule]:
    with pytest.raises(LessonFileError) as caught:
        read_lesson_file(content)
    assert caught.value.lesson_faults == tuple(
        LessonFault(fault.rule, detail=fault.detail) for fault in caught.value.lesson_faults
    )
    return [fault.rule for fault in caught.value.lesson_faults]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp949"),
        TEXT.replace("\n", "\r\n").encode("cp949"),
    ],
)
def test_what_an_editor_saves_is_read(content: bytes) -> None:
    lesson = read_lesson_file(content)
    assert lesson.title == "카톡 보내기"
    assert lesson.subtasks[0].title == "똠방각하 펲시콜라"
    assert lesson.subtasks[0].guide_text == "“네”를 누르세요… ① 가나다"


@given(LESSONS)
def test_every_lesson_survives_notepad(lesson: LessonDraft) -> None:
    content = write_lesson_file(lesson)
    assert read_lesson_file(content.decode().encode("utf-16")) == lesson


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode().replace("네".encode(), b"\xb3\xd7"),  # one word of another code page
        TEXT.encode()[:-40] + b"\xff" + TEXT.encode()[-40:],
        '{"title": "Café"}'.encode("cp1252"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1],
        b"PK\x03\x04\x14\x00\x06\x00\x08\x80\xff",
    ],
)
def test_other_text_is_refused_in_words(content: bytes) -> None:
    assert rules(content) == [Rule.ENCODING]


@pytest.mark.parametrize(
    "content",
    [*(picture_bytes(kind) for kind in ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")), HEIC],
)
def test_a_picture_is_called_one(content: bytes) -> None:
    assert rules(content) == [Rule.IMAGE]


@pytest.mark.parametrize("content", [b"BMW drives", b"RIFF raff", b"", b"{", b"\x00\x01ftyp"])
def test_what_begins_alike_is_not(content: bytes) -> None:
    assert rules(content) == [Rule.JSON]


def test_utf_8_is_not_copied() -> None:
    content: Any = TEXT.encode()
    assert json_text(content) is content
