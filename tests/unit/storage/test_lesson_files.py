import asyncio
import io
import os
import unicodedata
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.lesson_edits import with_picture
from classroom_app.domain.lesson_rules import FaultyLessonError
from classroom_app.protocol.lesson_file import write_lesson_file
from classroom_app.storage import lesson_files
from classroom_app.storage.lesson_files import LessonFilesOnDisk
from classroom_app.storage.lesson_pictures import LessonPictures
from tests.helpers.drafts import PIXEL, lesson_of
from tests.helpers.sample import picture_bytes

FILES = LessonFilesOnDisk()


@pytest.fixture
async def files() -> AsyncIterator[LessonFilesOnDisk]:
    """Return what reads pictures too."""
    pictures = LessonPictures()
    yield LessonFilesOnDisk(pictures)
    await pictures.close()


async def test_a_file_is_written_whole_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "lesson.json"
    lesson = lesson_of("One")
    await FILES.write(path, lesson)
    read, fingerprints = await FILES.read(path)
    assert read == lesson
    assert await FILES.fingerprint(lesson) in fingerprints
    assert await FILES.lessons_in(tmp_path) == [path], "nothing else was left"


async def test_another_form_of_the_same_content_is_known(tmp_path: Path) -> None:
    path = tmp_path / "lesson.json"
    path.write_bytes(write_lesson_file(lesson_of("One")).replace(b"\n", b" "))
    _read, fingerprints = await FILES.read(path)
    assert await FILES.fingerprint(lesson_of("One")) in fingerprints


async def test_the_command_line_takes_lesson_files_alone(tmp_path: Path) -> None:
    path = tmp_path / "task.json"
    path.write_text('{"title": "Task", "subtasks": [{"title": "One"}]}', encoding="utf-8")
    assert (await FILES.read_any(path))[0].title == "Task"
    with pytest.raises(FaultyLessonError):
        await FILES.read(path)


async def test_a_folder_is_filled_without_overwriting(tmp_path: Path) -> None:
    mine, other = lesson_of("One"), lesson_of("Two")
    names = [path.name for path in await FILES.write_into(tmp_path, [mine, other])]
    assert names == ["Lesson.lesson", "Lesson (2).lesson"]
    again = [path.name for path in await FILES.write_into(tmp_path, [other, lesson_of("Three")])]
    assert again == ["Lesson (2).lesson", "Lesson (3).lesson"]


async def test_lessons_are_found_in_the_folders_of_a_folder(tmp_path: Path) -> None:
    deep = tmp_path / "b" / "c.lesson"
    await asyncio.to_thread(deep.parent.mkdir)
    await FILES.write(deep, lesson_of("One"))
    await FILES.write(tmp_path / "a.json", lesson_of("One"))
    assert await FILES.lessons_in(tmp_path) == [tmp_path / "a.json", deep]
    assert await FILES.lessons_in(deep) == [deep]


async def test_lessons_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    names = ["2강.json", "10강.json", "가.json", "A.json", "folder 9/1.json", "folder 10/1.json"]
    for name in reversed(names):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = await FILES.lessons_in(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in found] == names


async def test_what_systems_hide_is_no_lesson(tmp_path: Path) -> None:
    lesson = write_lesson_file(lesson_of("One"))
    seen = {"B.JSON", "C.Lesson", "dir.json/d.json"}
    hidden = {
        "._a.json",
        "__MACOSX/._B.JSON",
        "__MACOSX/B.JSON",
        ".Trashes/501/e.lesson",
        "$RECYCLE.BIN/S-1-5/f.json",
        "System Volume Information/g.json",
    }
    for name in seen | hidden:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(lesson)
    found = await FILES.lessons_in(tmp_path)
    assert {path.relative_to(tmp_path).as_posix() for path in found} == seen
    assert await FILES.lessons_in(tmp_path / "._a.json") == []
    assert await FILES.lessons_in(tmp_path / "B.JSON") == [tmp_path / "B.JSON"]
    bin_ = tmp_path / ".Trashes"
    assert await FILES.lessons_in(bin_) == [bin_ / "501" / "e.lesson"], "asked for by name"


async def test_a_photo_in_a_lesson_file_stands_upright(
    files: LessonFilesOnDisk, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    buffer = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(buffer, "JPEG", exif=exif)
    lesson = with_picture(lesson_of("One", "Two"), 1, Picture("image/jpeg", buffer.getvalue()))
    path = tmp_path / "photo.json"
    path.write_bytes(write_lesson_file(lesson))
    for read in (files.read, files.read_any):
        draft, fingerprints = await read(path)
        picture = draft.subtasks[1].picture
        assert picture is not None
        with Image.open(io.BytesIO(picture.data)) as image:
            assert image.size == (20, 40)
        assert await files.fingerprint(draft) in fingerprints


async def test_what_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lesson_files, "MAX_FILE_BYTES", 10)
    path = tmp_path / "film.json"
    path.write_bytes(bytes(11))
    with pytest.raises(OSError, match="too large"):
        await FILES.read_any(path)


async def test_pictures_come_from_files_and_from_the_clipboard(
    files: LessonFilesOnDisk, tmp_path: Path
) -> None:
    path = tmp_path / "picture.gif"
    path.write_bytes(picture_bytes("GIF"))
    assert await files.picture(path) == await files.picture(picture_bytes("GIF"))
    with pytest.raises(FileNotFoundError):
        await files.picture(tmp_path / "none.png")


async def test_a_fingerprint_tells_pictures_apart() -> None:
    plain = lesson_of("One")
    other = Picture("image/png", PIXEL.data + b"\0")
    lessons = [plain, with_picture(plain, 0, PIXEL), with_picture(plain, 0, other)]
    fingerprints = {await FILES.fingerprint(lesson) for lesson in lessons}
    assert len(fingerprints) == 3


async def test_names_that_are_one_file_elsewhere_are_told_apart(tmp_path: Path) -> None:
    """What is written on Linux is carried to Windows, which knows no capitals, on a stick."""
    titles = ("Wi-Fi", "wi-fi", "CON", "a/b", "a:b", unicodedata.normalize("NFD", "알림"), "알림")
    drafts = [replace(lesson_of(str(n)), title=title) for n, title in enumerate(titles)]
    names = [path.name for path in await FILES.write_into(tmp_path, drafts)]
    assert names == [
        "Wi-Fi.lesson",
        "wi-fi (2).lesson",
        "_CON.lesson",
        "a b.lesson",
        "a b (2).lesson",
        "알림.lesson",
        "알림 (2).lesson",
    ]


async def test_lessons_from_a_stick_of_another_system_are_found(tmp_path: Path) -> None:
    await FILES.write(tmp_path / "WIFI.LESSON", lesson_of("One"))
    (tmp_path / "._WIFI.LESSON").write_bytes(b"macOS keeps its own marks here")
    assert await FILES.lessons_in(tmp_path) == [tmp_path / "WIFI.LESSON"]


async def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no file"):
        await FILES.read(Path(os.devnull))
    with pytest.raises(OSError, match="no file"):
        await FILES.read(tmp_path)
