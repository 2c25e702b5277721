"""What a picture asks of a decoder is known before one begins, wherever pictures come in."""

import base64
import io
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from classroom_app.protocol.lesson_file import LessonFileError, read_lesson_file
from classroom_app.protocol.picture_head import PictureHead, is_modest, picture_head
from classroom_app.server.picture_check import MAX_PIXELS, ScreenshotError, picture_in
from classroom_app.storage.small_picture import NoPictureError, small_picture
from tests.helpers.heavy_pictures import large_png, many_frames, many_scans

# With fewer scans than an attacker would take, so that the test ends where nothing is refused.
HEAVY = {
    "scans": many_scans(1_000, 1_000),
    "scans over many pixels": many_scans(95, 6_000),
    "pixels": large_png(16_384),
    "frames": many_frames(101),
}


@pytest.mark.parametrize("what", HEAVY)
def test_a_heavy_screenshot_is_refused_undecoded(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "open", lambda *_args, **_options: pytest.fail("it was opened"))
    with pytest.raises(ScreenshotError):
        picture_in(base64.b64encode(HEAVY[what]).decode())


@pytest.mark.parametrize("what", ["scans", "scans over many pixels", "pixels"])
def test_a_heavy_picture_for_a_lesson_is_refused_undecoded(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "open", lambda *_args, **_options: pytest.fail("it was opened"))
    with pytest.raises(NoPictureError):
        small_picture(HEAVY[what])


def test_of_many_frames_a_lesson_takes_the_first() -> None:
    assert small_picture(HEAVY["frames"]).media_type == "image/png"


@pytest.mark.parametrize("what", HEAVY)
def test_a_heavy_picture_in_a_lesson_file_is_refused(what: str) -> None:
    kind = "png" if HEAVY[what].startswith(b"\x89PNG") else "jpeg"
    uri = f"data:image/{kind};base64,{base64.b64encode(HEAVY[what]).decode()}"
    document = {
        "format": "classroom-lesson/1",
        "title": "t",
        "subtasks": [{"title": "s", "picture": uri}],
    }
    with pytest.raises(LessonFileError) as refused:
        read_lesson_file(json.dumps(document).encode())
    (fault,) = refused.value.faults
    assert "at most 500 kB and 24 megapixels" in fault


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("PNG", {}),
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
    ],
)
@pytest.mark.parametrize("size", [(1, 1), (321, 1_234)])
def test_sizes(kind: str, options: dict[str, bool], size: tuple[int, int]) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind, **options)
    head = picture_head(buffer.getvalue())
    assert head is not None
    assert (head.width, head.height) == size
    assert head.scans <= 10
    assert head.is_modest(MAX_PIXELS)


def test_a_moving_webp() -> None:
    moving = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\xff\x3f\0\xff\x3f\0"
    assert picture_head(moving + b"ANMF" * 200) == PictureHead(16_384, 16_384, frames=200)


def test_a_size_behind_a_thumbnail() -> None:
    """A camera writes a small JPEG into the head of the large one."""
    small, large = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (16, 16)).save(small, "JPEG")
    Image.new("RGB", (900, 600)).save(large, "JPEG", exif=b"Exif\0\0" + small.getvalue())
    assert picture_head(large.getvalue()) == PictureHead(900, 600, scans=2)


@pytest.mark.parametrize(
    ("rest", "repeats"),
    [
        (b"\xff", 60_000),  # a time that grew with the square: a megabyte took hours
        (b"\xff\x00", 700_000),
        (b"\xff\x01", 700_000),
        (b"\xff\xe0\x00\x00", 350_000),
        (b"\xff\xe0\x00\x02", 350_000),
    ],
)
def test_whatever_a_picture_holds_its_head_is_read_in_a_moment(rest: bytes, repeats: int) -> None:
    picture = b"\xff\xd8\xff" + rest * repeats
    began = time.process_time()
    head = picture_head(picture)
    assert time.process_time() - began < 0.5
    assert head is None or not head.is_modest(MAX_PIXELS)


def test_a_size_behind_many_segments_and_fillings() -> None:
    """A large colour profile comes in 255 pieces, and gaps between segments are filled up."""
    buffer = io.BytesIO()
    Image.new("RGB", (9, 6)).save(buffer, "JPEG")
    pieces = (b"\xff" * 9 + b"\xe2\x00\x04ab") * 255
    plain = buffer.getvalue()
    assert picture_head(plain[:2] + pieces + plain[2:]) == PictureHead(9, 6)


@given(st.binary(), st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"RIFF1234WEBPVP8X"]))
def test_any_bytes(rest: bytes, head: bytes) -> None:
    assert is_modest(head + rest, MAX_PIXELS) in (True, False)
