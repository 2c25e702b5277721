"""What Pillow decodes to its end has all its rows, and nothing else has."""

import io
import struct
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, UnidentifiedImageError

from classroom_app.protocol.png_rows import has_all_rows
from tests.helpers.heavy_pictures import png_of

MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")


def png(mode: str, size: tuple[int, int]) -> bytes:
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(buffer, "PNG")
    return buffer.getvalue()


def is_decoded(content: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
            image.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        return False
    return True


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("size", [(1, 1), (7, 5), (300, 2), (2, 300), (641, 480)])
def test_a_whole_one(mode: str, size: tuple[int, int]) -> None:
    content = png(mode, size)
    assert is_decoded(content)
    assert has_all_rows(content)


@pytest.mark.parametrize("is_coarse_first", [False, True])
@pytest.mark.parametrize("size", [(1, 1), (3, 9), (8, 8), (33, 17), (2_000, 900)])
@pytest.mark.parametrize(("colours", "bits"), [(0, 1), (0, 4), (2, 8), (3, 2), (4, 16), (6, 8)])
def test_as_many_rows_as_the_head_says(
    is_coarse_first: bool, size: tuple[int, int], colours: int, bits: int
) -> None:
    whole = png_of(size, colours, bits, is_coarse_first=is_coarse_first)
    assert is_decoded(whole)
    assert has_all_rows(whole)
    short = png_of(size, colours, bits, is_coarse_first=is_coarse_first, short_by=1)
    assert not is_decoded(short)
    assert not has_all_rows(short)


@given(st.sampled_from(MODES), st.integers(1, 40), st.integers(1, 40), st.data())
def test_wherever_it_was_changed_what_is_taken_can_be_decoded(
    mode: str, width: int, height: int, data: st.DataObject
) -> None:
    """Of the bytes that are packed; the checksums of chunks are for others to check."""
    content = bytearray(png(mode, (width, height)))
    begin = content.index(b"IDAT") + 4
    (length,) = struct.unpack_from(">I", content, begin - 8)
    rows = bytearray(zlib.decompress(content[begin : begin + length]))
    at = data.draw(st.integers(0, len(rows) - 1))
    rows[at] = data.draw(st.integers(0, 255))
    is_short = data.draw(st.booleans())
    if is_short:
        del rows[data.draw(st.integers(0, len(rows) - 1)) :]
    packed = zlib.compress(rows)
    chunk = struct.pack(">I", len(packed)) + b"IDAT" + packed
    changed = content[: begin - 8] + chunk + struct.pack(">I", zlib.crc32(b"IDAT" + packed))
    changed += content[begin + length + 4 :]
    # Pillow makes black rows of those that are missing.
    assert has_all_rows(bytes(changed)) == (is_decoded(bytes(changed)) and not is_short)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", png("L", (9, 9))[:40]])
def test_what_is_none(content: bytes) -> None:
    assert not has_all_rows(content)


@pytest.mark.parametrize(("colours", "bits"), [(1, 8), (2, 4), (5, 8), (0, 3)])
def test_colours_that_do_not_exist(colours: int, bits: int) -> None:
    content = bytearray(png("L", (9, 9)))
    content[24:26] = bytes([bits, colours])
    assert not has_all_rows(bytes(content))


def test_it_takes_little_memory() -> None:
    large = png_of((4_898, 4_898), 2, 8)
    tracemalloc.start()
    try:
        assert has_all_rows(large)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 1_000_000, "seventy are unpacked"


def test_many_short_rows_take_no_longer_than_few_long_ones() -> None:
    assert has_all_rows(png_of((1, 3_000_000), 0, 8))
