import io
import random

import pytest
from PIL import Image

from classroom_app.domain.lesson_rules import MAX_PICTURE_BYTES
from classroom_app.storage.small_picture import LONGEST_SIDE, NoPictureError, small_picture
from tests.helpers.sample import picture_bytes


def noise(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """Return a picture that no format can pack."""
    length = size[0] * size[1] * len(mode)
    return Image.frombytes(mode, size, random.Random(1).randbytes(length))


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("PNG", "png"), ("GIF", "png"), ("BMP", "png"), ("JPEG", "jpeg"), ("WEBP", "jpeg")],
)
def test_every_kind_becomes_one_that_phones_show(kind: str, expected: str) -> None:
    picture = small_picture(picture_bytes(kind))
    assert picture.media_type == f"image/{expected}"
    with Image.open(io.BytesIO(picture.data)) as image:
        assert (image.format, image.size) == (expected.upper(), (40, 80))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_large_one_is_scaled_down_until_it_fits(kind: str) -> None:
    picture = small_picture(encoded(noise((1600, 1400)), kind))
    assert len(picture.data) <= MAX_PICTURE_BYTES
    with Image.open(io.BytesIO(picture.data)) as image:
        assert max(image.size) <= LONGEST_SIDE
        assert image.width / image.height == pytest.approx(1600 / 1400, rel=0.01)


def test_transparency_is_kept_while_it_fits_and_white_after_that() -> None:
    clear = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    with Image.open(io.BytesIO(small_picture(encoded(clear, "PNG")).data)) as image:
        assert image.mode == "RGBA"
    cloudy = noise((1280, 1280), "RGBA")
    assert small_picture(encoded(cloudy, "PNG")).media_type == "image/jpeg"


def test_it_stands_upright_and_tells_no_place() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010E] = "at home"
    photo = encoded(Image.new("RGB", (40, 20), "teal"), "JPEG", exif=exif)
    picture = small_picture(photo)
    assert b"at home" in photo
    assert b"at home" not in picture.data
    with Image.open(io.BytesIO(picture.data)) as image:
        assert image.size == (20, 40)


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", picture_bytes("PNG")[:-30], picture_bytes("JPEG")[:200]],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(NoPictureError, match="no picture"):
        small_picture(content)


def test_what_would_fill_the_memory_is_refused() -> None:
    with pytest.raises(NoPictureError):
        small_picture(encoded(Image.new("1", (9_000, 9_000)), "PNG"))
