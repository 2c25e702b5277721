"""The heaviest pictures that are let through, in the process that decodes them."""

import base64
import io
import sys
import tracemalloc
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from classroom_app.server.picture_check import (
    DECODED_WITHIN_S,
    DECODING_MEMORY_MB,
    MAX_PIXELS,
    ScreenshotError,
    check_picture,
    picture_in,
)
from classroom_app.system.side_process import JobRefusedError, SideProcess
from tests.helpers.heavy_pictures import png_of
from tests.helpers.sample import picture_bytes
from tests.helpers.timing import SCALE

linux_only = pytest.mark.skipif(
    sys.platform != "linux", reason="Linux alone: it measures the memory"
)
SIDE = int(MAX_PIXELS**0.5)


@pytest.fixture
async def decoder() -> AsyncIterator[SideProcess]:
    decoder = SideProcess(DECODED_WITHIN_S * SCALE, DECODING_MEMORY_MB)
    yield decoder
    await decoder.close()


def jpeg(*, progressive: bool, subsampling: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (SIDE, SIDE), "teal").save(
        buffer, "JPEG", progressive=progressive, subsampling=subsampling
    )
    return buffer.getvalue()


def most_memory_mb(process: SideProcess) -> int:
    status = Path(f"/proc/{process.pid}/status").read_text("ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) >> 10


@linux_only
async def test_a_picture_of_most_pixels_takes_little_memory(decoder: SideProcess) -> None:
    assert await decoder.run("check", picture_bytes()) == b"PNG"
    idle = most_memory_mb(decoder)
    assert await decoder.run("check", jpeg(progressive=False, subsampling=0)) == b"JPEG"
    assert await decoder.run("check", png_of((SIDE, SIDE), 2, 8)) == b"PNG"
    assert await decoder.run("check", png_of((SIDE, SIDE), 6, 16, is_coarse_first=True)) == b"PNG"
    assert most_memory_mb(decoder) < idle + 10, "of pixels they have a hundred megabytes"
    assert await decoder.run("check", jpeg(progressive=True, subsampling=2)) == b"JPEG"
    assert most_memory_mb(decoder) < idle + DECODING_MEMORY_MB


@linux_only
async def test_one_that_takes_more_is_refused_and_the_next_is_taken(decoder: SideProcess) -> None:
    """Progressive, and with all its colours: the decoder holds six bytes of each pixel."""
    with pytest.raises(JobRefusedError):
        await decoder.run("check", jpeg(progressive=True, subsampling=0))
    assert await decoder.run("check", picture_bytes()) == b"PNG"


@pytest.mark.parametrize("every", [2, 76, 10_000])
@pytest.mark.parametrize("blank", [" ", "\n", "\r\n", "\t"])
def test_lines_and_blanks_between_do_not_matter(every: int, blank: str) -> None:
    content = picture_bytes("JPEG").ljust(200_000, b"\1")
    text = base64.b64encode(content).decode()
    spaced = blank.join(text[at : at + every] for at in range(0, len(text), every))
    tracemalloc.start()
    try:
        assert picture_in(spaced) == content
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 4 * len(spaced), "whatever is between, it is taken out as a whole"


@pytest.mark.parametrize("text", ["", "?", "aGFsbG8=", "가", "/9j/\udc80", "/9j", "/9j/=AAA"])
def test_what_is_no_base64_of_a_picture(text: str) -> None:
    with pytest.raises(ScreenshotError):
        picture_in(text)


@pytest.mark.parametrize("share", [0.3, 0.7, 0.99])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_that_is_cut_off_is_none(share: float, *, progressive: bool) -> None:
    buffer = io.BytesIO()
    Image.effect_noise((640, 480), 90).save(buffer, "JPEG", progressive=progressive)
    content = buffer.getvalue()
    assert check_picture(content) == b"JPEG"
    with pytest.raises(ScreenshotError):
        check_picture(content[: int(len(content) * share)])


@pytest.mark.parametrize("at", [20, -20])
def test_a_png_that_is_damaged_is_none(at: int) -> None:
    content = bytearray(picture_bytes("PNG"))
    content[at] ^= 1
    with pytest.raises(ScreenshotError):
        check_picture(bytes(content))
