"""PROTOCOL.md §8: lesson files, from the file to the table and to the phone."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from classroom_app.protocol.lesson_file import FORMAT, LessonFileError
from tests.helpers.sample import picture_bytes
from tests.helpers.school import School
from tests.helpers.stored import one_of, rows_of

FULL_STEP = {
    "title": "Step 1",
    "target_action": "INPUT",
    "guide_text": "guide",
    "voice_guide_text": "voice",
    "description": "what for",
    "view_id": "id/search",
    "text": "Search",
    "content_description": "Search field",
    "target_package": "com.android.settings",
}


class Shelf:
    """The lessons of a running program, and a file to import into them."""

    def __init__(self, school: School, folder: Path) -> None:
        self.school, self.path = school, folder / "lesson.json"
        self.data_dir = school.program.config.data_dir

    async def take(self, *steps: Any, **fields: Any) -> int:
        """Write a lesson file and import it."""
        document = {"format": FORMAT, "title": "T", "language": "ko", "subtasks": list(steps)}
        return await self.take_bytes(json.dumps({**document, **fields}).encode())

    async def take_bytes(self, content: bytes) -> int:
        self.path.write_bytes(content)
        return await self.school.services.lessons.import_file(self.path)

    async def refusal(self, *steps: Any, **fields: Any) -> list[str]:
        """Return the faults with which a file is refused, and see that nothing of it was taken."""
        before = self.counts()
        with pytest.raises(LessonFileError) as caught:
            await self.take(*steps, **fields)
        assert self.counts() == before
        return caught.value.faults

    def counts(self) -> list[int]:
        tables = ("lessons", "subtasks", "pictures")
        return [one_of(self.data_dir, f"SELECT count(*) FROM {table}") for table in tables]  # noqa: S608


@pytest.fixture
def shelf(school: School, tmp_path: Path) -> Shelf:
    return Shelf(school, tmp_path)


def uri(content: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


async def test_all_of_a_file_stands_in_the_tables(shelf: Shelf) -> None:
    lesson_id = await shelf.take(FULL_STEP, {"title": "Step 2"}, description="about", language="en")
    query = "SELECT title, description, language, revision_of FROM lessons WHERE id = ?"
    assert rows_of(shelf.data_dir, query, lesson_id) == [("T", "about", "en", None)]
    columns = ", ".join(FULL_STEP)
    query = f"SELECT order_index, {columns} FROM subtasks WHERE lesson_id = ? ORDER BY id"  # noqa: S608
    assert rows_of(shelf.data_dir, query, lesson_id) == [
        (1, *FULL_STEP.values()),
        (2, "Step 2", *[None] * (len(FULL_STEP) - 1)),
    ]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
async def test_a_picture_comes_to_the_phone_as_a_path(shelf: Shelf, kind: str) -> None:
    content = picture_bytes(kind)
    lesson_id = await shelf.take({**FULL_STEP, "picture": uri(content, kind.lower())})
    session = await shelf.school.services.instructor.open_class(lesson_id, "PICS01")
    room = School(shelf.school.program, session)
    student, instructor = await room.student("Kim"), await room.instructor()
    await instructor.send("next_step")
    step = (await student.expect("step_changed"))["subtask"]
    path = step.pop("picture_url")
    assert path.startswith("/")
    answer = await room.http.get(path)
    assert (answer.status_code, answer.content) == (200, content)
    assert answer.headers["content-type"] == f"image/{kind.lower()}"
    assert step == {**FULL_STEP, "id": step["id"], "order_index": 1}
    await room.close()


MARKS = [
    {"kind": "tap", "x": 0.5, "y": 0.3},
    {"kind": "long_press", "x": 0.25, "y": 1.0},
    {"kind": "swipe", "x": 0.5, "y": 0.9, "to_x": 0.5, "to_y": 0.1},
    {"kind": "type", "x": 0.1, "y": 0.1, "width": 0.8, "height": 0.05},
]


async def test_marks_come_to_the_phone_and_into_the_next_file(shelf: Shelf) -> None:
    step = {"title": "Step 1", "picture": uri(picture_bytes()), "marks": MARKS}
    lesson_id = await shelf.take(step, {"title": "Step 2"})
    lessons = shelf.school.services.lessons
    session = await shelf.school.services.instructor.open_class(lesson_id, "MARKS1")
    room = School(shelf.school.program, session)
    student, instructor = await room.student("Kim"), await room.instructor()
    await instructor.send("next_step")
    changed = await student.expect("step_changed")
    assert changed["subtask"]["marks"] == changed["data"]["marks"] == MARKS
    cookie = await room.student_cookie("Lee")
    answer = await room.http.get(
        "/api/sessions/MARKS1/subtasks", headers={"Cookie": f"sessionid={cookie}"}
    )
    assert [one.get("marks") for one in answer.json()["subtasks"]] == [MARKS, None]
    await room.close()
    written = shelf.path.with_name("written.lesson")
    await lessons.export_file(lesson_id, written)
    steps = json.loads(written.read_bytes())["subtasks"]
    assert [one.get("marks") for one in steps] == [MARKS, None]
    assert await lessons.import_file(written) == lesson_id, "the same content"
    moved = [{**MARKS[0], "x": 0.51}, *MARKS[1:]]
    assert await shelf.take({**step, "marks": moved}, {"title": "Step 2"}) != lesson_id


async def test_each_fault_of_a_mark_is_named(shelf: Shelf) -> None:
    step = {"title": "x", "picture": uri(picture_bytes())}
    tap = MARKS[0]
    for marks, place in (
        ({}, "marks"),
        ([tap] * 11, "marks"),
        (["tap"], "marks[1]"),
        ([tap, {**tap, "kind": "push"}], "marks[2].kind"),
        ([{**tap, "x": -0.1}], "marks[1].x"),
        ([{**MARKS[3], "height": 1}], "marks[1].height"),
    ):
        (fault,) = await shelf.refusal({**step, "marks": marks})
        assert fault.startswith(f"subtasks[1].{place} must be"), fault
    (fault,) = await shelf.refusal({"title": "x", "marks": [tap]})
    assert fault.startswith("subtasks[1].marks must stand on a picture"), fault


async def test_what_is_just_not_too_much(shelf: Shelf) -> None:
    largest = picture_bytes("PNG").ljust(500_000, b"\0")
    texts = dict.fromkeys(FULL_STEP, "🙂" * 4_000)
    step = {**texts, "title": "🙂" * 255, "target_action": None, "picture": uri(largest)}
    steps = [step, *({"title": "x"} for _ in range(199))]
    lesson_id = await shelf.take(*steps, title="🙂" * 255, description="🙂" * 4_000)
    lesson = await shelf.school.services.lessons.lesson(lesson_id)
    assert len(lesson.subtasks) == 200
    assert [subtask.order_index for subtask in lesson.subtasks] == list(range(1, 201))


async def test_each_action(shelf: Shelf) -> None:
    actions = ["CLICK", "LONG_CLICK", "SCROLL", "INPUT", "NAVIGATE", None]
    lesson_id = await shelf.take(*({"title": "x", "target_action": action} for action in actions))
    lesson = await shelf.school.services.lessons.lesson(lesson_id)
    assert [subtask.target_action for subtask in lesson.subtasks] == actions


async def test_each_fault_is_named_with_its_place(shelf: Shelf) -> None:
    good = {"title": "x"}
    for field, wrongs in (
        ("title", ["", "  ", "x" * 256, None, 1]),
        ("description", ["x" * 4_001, 1, []]),
        ("format", ["classroom-lesson/2", "", None]),
        ("language", ["", None, 1]),
        ("subtasks", [None, [], {}, "x", [good] * 201]),
    ):
        assert isinstance(wrongs, list)
        for wrong in wrongs:
            (fault,) = await shelf.refusal(good, **{field: wrong})
            assert fault.startswith(f"{field} must be"), fault
    texts = [name for name in FULL_STEP if name not in ("title", "target_action")]
    too_large = picture_bytes("PNG").ljust(500_001, b"\0")
    pictures = ["", "x", 1, uri(b"no picture"), uri(picture_bytes("GIF"), "gif"), uri(too_large)]
    wrong_fields: list[tuple[str, list[Any]]] = [
        ("title", ["", " ", "x" * 256, None, 1]),
        ("target_action", ["click", "TAP", "", 1, []]),
        ("picture", [*pictures, uri(picture_bytes("PNG"), "jpeg")]),
        *((name, ["x" * 4_001, 1, []]) for name in texts),
    ]
    for field, wrong_values in wrong_fields:
        for wrong in wrong_values:
            (fault,) = await shelf.refusal(good, {**FULL_STEP, field: wrong}, good)
            assert fault.startswith(f"subtasks[2].{field} must be"), fault
    (fault,) = await shelf.refusal(good, "no step")
    assert fault.startswith("subtasks[2] must be")


async def test_all_faults_are_named_at_once(shelf: Shelf) -> None:
    bad = {"title": "", "guide_text": 1}
    faults = await shelf.refusal(*[bad] * 201, format="?", title="")
    places = {fault.split(" ")[0] for fault in faults}
    assert places >= {"format", "title", "subtasks"}
    assert places >= {"subtasks[1].title", "subtasks[200].guide_text"}


async def test_a_refused_file_uses_up_no_ids(shelf: Shelf) -> None:
    for _ in range(3):
        await shelf.refusal({"title": "x", "picture": uri(picture_bytes())}, {"title": ""})
    lesson_id = await shelf.take({"title": "x"}, {"title": "y"})
    query = "SELECT id FROM subtasks WHERE lesson_id = ? ORDER BY order_index"
    assert (lesson_id, rows_of(shelf.data_dir, query, lesson_id)) == (2, [(4,), (5,)])


NO_JSON_OBJECTS = [
    b"",
    b"\xef\xbb\xbf",
    b"no json",
    b"[]",
    b"null",
    b"{" * 100_000,
    b'{"title":"\xff"}',
    b'{"title":"\\ud800"}',
    b'{"title":NaN}',
    b'{"title":%b}' % (b"9" * 5_000),
]


async def test_what_is_no_json_object(shelf: Shelf) -> None:
    before = shelf.counts()
    for content in NO_JSON_OBJECTS:
        with pytest.raises(LessonFileError, match="the file"):
            await shelf.take_bytes(content)
    assert shelf.counts() == before


async def test_what_does_not_matter(shelf: Shelf) -> None:
    """A byte order mark, unknown keys, an order that is not the order."""
    document = {
        "format": FORMAT,
        "title": "T",
        "author": {"name": "x"},
        "subtasks": [{"title": "x", "order_index": 7, "id": 99, "more": [1]}],
    }
    lesson_id = await shelf.take_bytes(b"\xef\xbb\xbf" + json.dumps(document).encode())
    lesson = await shelf.school.services.lessons.lesson(lesson_id)
    assert (lesson.language, lesson.subtasks[0].order_index) == ("ko", 1)


async def test_the_same_content_is_imported_once(shelf: Shelf) -> None:
    first = await shelf.take(FULL_STEP)
    assert await shelf.take(FULL_STEP) == first
    assert await shelf.take({**FULL_STEP, "text": "Find"}) != first
    assert await shelf.take(FULL_STEP) == first
