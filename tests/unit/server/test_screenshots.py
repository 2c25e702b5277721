import base64
import contextlib
import io
import os
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from classroom_app.protocol import limits
from classroom_app.server import screenshots
from classroom_app.server.picture_check import ScreenshotError, check_picture, picture_in
from classroom_app.server.screenshots import KEPT_PER_PARTICIPANT, throw_away
from tests.helpers.sample import picture, picture_bytes
from tests.helpers.systems import windows_only


def keep_screenshot(folder: Path, session_id: int, text: str) -> str:
    content = picture_in(text)
    kind = check_picture(content).decode()
    return screenshots.keep_screenshot(folder, session_id, content, kind)


def keep_help_picture(folder: Path, session_id: int, participant_id: int, text: str) -> str:
    content = picture_in(text)
    kind = check_picture(content).decode()
    return screenshots.keep_help_picture(folder, session_id, participant_id, content, kind)


def base64_of(content: bytes) -> str:
    return base64.b64encode(content).decode()


def chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def png(width: int, height: int, pixels: bytes = b"", extra: bytes = b"") -> bytes:
    """Return a grey PNG that says it has this size, whatever its pixels are."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(pixels, 9))
    return b"\x89PNG\r\n\x1a\n" + header + extra + data + chunk(b"IEND", b"")


def camera_picture() -> bytes:
    """Return a JPEG with another picture behind it, as some phones' cameras write it."""
    buffer = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(
        buffer, "MPO", save_all=True, append_images=[Image.new("RGB", (20, 20))]
    )
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (picture_bytes("PNG"), ".png"),
        (picture_bytes("JPEG"), ".jpg"),
        (camera_picture(), ".jpg"),
        (png(2, 2, b"\0\0\0" * 2), ".png"),
    ],
)
def test_a_picture_is_kept_as_it_came(tmp_path: Path, content: bytes, suffix: str) -> None:
    relative = keep_screenshot(tmp_path, 7, base64_of(content))
    assert relative.startswith("screenshots/7/")
    assert relative.endswith(suffix)
    assert (tmp_path / relative).read_bytes() == content
    throw_away(tmp_path, relative)
    assert not (tmp_path / relative).exists()


def test_base64_in_lines(tmp_path: Path) -> None:
    text = base64.encodebytes(picture_bytes()).decode()
    assert keep_screenshot(tmp_path, 1, text).endswith(".png")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture_bytes("GIF"),
        picture_bytes("WEBP"),
        picture_bytes("BMP"),
        picture_bytes("PNG")[:-30],
        picture_bytes("JPEG")[:200],
        b"\x89PNG\r\n\x1a\n",
        png(0, 0),
        png(60_000, 60_000),
        png(5_000, 5_000, b"\0" * 5_001 * 5_000),
        png(2, 2, b"\0\0\0" * 2, chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * 100_000_000, 9))),
        picture_bytes("PNG") + b"\0" * limits.MAX_SCREENSHOT_BYTES,
    ],
)
def test_what_is_no_picture_that_we_take(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ScreenshotError, match="JPEG or PNG"):
        keep_screenshot(tmp_path, 1, base64_of(content))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text", ["", "!", "abc", "가", "data:image/png;base64," + picture()])
def test_what_is_no_base64(tmp_path: Path, text: str) -> None:
    with pytest.raises(ScreenshotError):
        keep_screenshot(tmp_path, 1, text)


@given(
    content=st.sampled_from([picture_bytes("PNG"), picture_bytes("JPEG"), camera_picture()]),
    changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1),
)
def test_a_broken_picture_is_refused_or_kept(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, changes: list[tuple[int, int]]
) -> None:
    broken = bytearray(content)
    for place, value in changes:
        broken[place % len(broken)] = value
    folder = tmp_path_factory.getbasetemp()
    with contextlib.suppress(ScreenshotError):
        throw_away(folder, keep_screenshot(folder, 1, base64_of(bytes(broken))))


def test_of_each_participants_pictures_only_the_newest_are_kept(tmp_path: Path) -> None:
    other = keep_help_picture(tmp_path, 1, 2, picture())
    kept = [keep_help_picture(tmp_path, 1, 1, picture()) for _ in range(KEPT_PER_PARTICIPANT + 2)]
    assert len(set(kept)) == len(kept)
    there = [relative for relative in kept if (tmp_path / relative).exists()]
    assert len(there) == KEPT_PER_PARTICIPANT
    assert kept[-1] in there
    assert (tmp_path / other).exists()


def test_an_old_picture_that_cannot_be_deleted_harms_no_call(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """On Windows one that is being shown cannot; here a folder stands in for it."""
    stuck = tmp_path / "screenshots" / "1" / "help-7-stuck.png"
    (stuck / "shown").mkdir(parents=True)
    os.utime(stuck, (0, 0))
    kept = [keep_help_picture(tmp_path, 1, 7, picture()) for _ in range(KEPT_PER_PARTICIPANT)]
    assert all((tmp_path / path).exists() for path in kept)
    assert "still there" in caplog.text
    caplog.clear()


@windows_only
def test_a_picture_that_is_being_shown_goes_later(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / keep_screenshot(tmp_path, 1, picture())
    with path.open("rb"):
        throw_away(tmp_path, path.relative_to(tmp_path).as_posix())
    assert path.exists()
    assert "still there" in caplog.text
    caplog.clear()
    throw_away(tmp_path, path.relative_to(tmp_path).as_posix())
    assert not path.exists()
