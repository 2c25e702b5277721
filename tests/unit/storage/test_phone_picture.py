import io
import random

import pytest
from PIL import Image

from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.lesson_rules import MAX_PICTURE_BYTES, HeicPictureError
from classroom_app.storage.phone_picture import LONGEST_SIDE, phone_picture
from classroom_app.storage.small_picture import NoPictureError
from tests.helpers.heavy_pictures import large_png, many_frames, many_scans
from tests.helpers.sample import picture_bytes


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def with_camera_data(kind: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "at home"
    return encoded(Image.new("RGB", (40, 80), "teal"), kind, exif=exif)


def deep_png() -> bytes:
    """Return a PNG of 16 bits for each colour, which Pillow opens as one of eight."""
    content = encoded(Image.new("RGB", (4, 4)), "PNG")
    return content[:24] + b"\x10" + content[25:]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("size", [(1, 1), (720, 1600), (600, 4_000)])
def test_what_all_can_show_is_kept(kind: str, size: tuple[int, int]) -> None:
    content = picture_bytes(kind, size)
    assert phone_picture(content) == Picture(f"image/{kind.lower()}", content)


@pytest.mark.parametrize(
    "content",
    [
        encoded(Image.new("CMYK", (40, 80)), "JPEG"),
        encoded(Image.new("I;16", (40, 80), 9), "PNG"),
        with_camera_data("JPEG"),
        with_camera_data("WEBP"),
        with_camera_data("PNG"),
        many_frames(3),
        encoded(
            Image.new("RGB", (8, 8)),
            "WEBP",
            save_all=True,
            append_images=[Image.new("RGB", (8, 8), "red")],
        ),
        picture_bytes("GIF"),
        picture_bytes("AVIF"),
        picture_bytes("PNG", (LONGEST_SIDE + 1, 9)),
        picture_bytes("PNG", (3_000, 3_000)),
        encoded(Image.frombytes("RGB", (500, 500), random.Random(1).randbytes(750_000)), "PNG"),
    ],
    ids=[
        *("cmyk", "16-bit", "exif-jpeg", "exif-webp", "exif-png", "apng", "moving-webp"),
        *("gif", "avif", "long", "large", "many-bytes"),
    ],
)
def test_anything_else_is_redrawn(content: bytes) -> None:
    picture = phone_picture(content)
    assert picture.data != content
    assert len(picture.data) <= MAX_PICTURE_BYTES
    assert b"at home" not in picture.data
    with Image.open(io.BytesIO(picture.data)) as image:
        assert (image.mode, getattr(image, "n_frames", 1)) == ("RGB", 1)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture",
        picture_bytes("PNG")[:-30],
        picture_bytes("WEBP")[:-9],
        large_png(20_000),
        many_scans(400),
        deep_png(),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
    ids=["empty", "words", "cut-png", "cut-webp", "huge", "scans", "false-depth", "svg"],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(NoPictureError):
        phone_picture(content)


def test_heic_is_named() -> None:
    with pytest.raises(HeicPictureError):
        phone_picture((24).to_bytes(4) + b"ftypheic\0\0\0\0mif1heic" + bytes(99))
