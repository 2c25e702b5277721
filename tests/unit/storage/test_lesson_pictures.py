"""Pictures of lessons, decoded in a real process."""

import io
import sys
from collections.abc import AsyncIterator

import pytest
from PIL import Image

from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.lesson_edits import with_picture
from classroom_app.domain.lesson_rules import HeicPictureError
from classroom_app.domain.marks import Area
from classroom_app.protocol.lesson_file import LessonFileError
from classroom_app.storage.lesson_pictures import LessonPictures, NoPictureError
from classroom_app.system.side_process import SideProcess
from tests.helpers.bad_pictures import BAD_PICTURES
from tests.helpers.drafts import PIXEL, lesson_of
from tests.helpers.heavy_pictures import large_png
from tests.helpers.sample import picture_bytes
from tests.helpers.timing import PATIENCE_S

SILENT = (sys.executable, "-I", "-c", "import os, time; os.write(1, b'!'); time.sleep(600)")
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"


@pytest.fixture
async def pictures() -> AsyncIterator[LessonPictures]:
    pictures = LessonPictures()
    yield pictures
    await pictures.close()


def photo() -> Picture:
    """Return a picture that a camera has marked to be turned."""
    exif, buffer = Image.Exif(), io.BytesIO()
    exif[0x0112] = 6
    Image.new("RGB", (40, 20), "teal").save(buffer, "JPEG", exif=exif)
    return Picture("image/jpeg", buffer.getvalue())


async def test_any_picture_is_made_small(pictures: LessonPictures) -> None:
    small = await pictures.small(picture_bytes("BMP", (3_000, 2_000)))
    assert small.media_type == "image/png"
    with Image.open(io.BytesIO(small.data)) as image:
        assert max(image.size) == 1280


@pytest.mark.parametrize("content", [b"?", large_png(20_000)])
async def test_what_is_no_picture_or_too_large_is_refused(
    content: bytes, pictures: LessonPictures
) -> None:
    with pytest.raises(NoPictureError):
        await pictures.small(content)


async def test_a_kind_that_is_not_read_is_named(pictures: LessonPictures) -> None:
    with pytest.raises(HeicPictureError):
        await pictures.small(HEIC)


async def test_one_that_takes_too_long_is_none(caplog: pytest.LogCaptureFixture) -> None:
    pictures = LessonPictures(SideProcess(0.05, 256, SILENT))
    with pytest.raises(NoPictureError):
        await pictures.small(picture_bytes())
    with pytest.raises(LessonFileError, match=r"subtasks\[1\]\.picture must be a whole picture"):
        await pictures.imported(with_picture(lesson_of("One"), 0, photo()))
    await pictures.close()
    caplog.clear()


async def test_only_what_is_not_plain_is_made_anew(pictures: LessonPictures) -> None:
    without = lesson_of("One", "Two")
    assert await pictures.imported(without) is without
    plain = with_picture(without, 0, PIXEL)
    assert await pictures.imported(plain) is plain
    turned = await pictures.imported(with_picture(plain, 1, photo()))
    first, second = turned.subtasks
    assert first == plain.subtasks[0]
    assert second.picture is not None
    with Image.open(io.BytesIO(second.picture.data)) as image:
        assert image.size == (20, 40)


async def test_each_damaged_picture_is_named(pictures: LessonPictures) -> None:
    damaged = Picture("image/png", BAD_PICTURES["spoiled.png"].content)
    lesson = with_picture(lesson_of("One", "Two", "Three"), 0, damaged)
    lesson = with_picture(with_picture(lesson, 1, PIXEL), 2, damaged)
    with pytest.raises(LessonFileError) as refused:
        await pictures.imported(lesson)
    assert [fault.place for fault in refused.value.lesson_faults] == [
        "subtasks[1].picture",
        "subtasks[3].picture",
    ]


async def test_the_program_stops_in_the_midst_of_it() -> None:
    process = SideProcess(PATIENCE_S * 10, 256, SILENT)
    pictures = LessonPictures(process)
    await pictures.close()
    with pytest.raises(NoPictureError):
        await pictures.small(picture_bytes())


async def test_a_picture_is_covered_and_taken_from_a_phone_there_too(
    pictures: LessonPictures,
) -> None:
    covered = await pictures.cover(Picture("image/png", picture_bytes()), Area(0, 0, 0.5, 1))
    with Image.open(io.BytesIO(covered.data)) as image:
        left, right = image.getpixel((0, 0)), image.getpixel((39, 0))
        assert left != right
    plain = picture_bytes("PNG")
    assert await pictures.of_phone(plain) == Picture("image/png", plain)
    with pytest.raises(NoPictureError):
        await pictures.of_phone(b"?")
