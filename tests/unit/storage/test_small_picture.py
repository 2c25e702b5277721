import io
import random

import pytest
from PIL import Image, ImageColor, features
from PIL.PngImagePlugin import PngInfo

from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.lesson_rules import MAX_PICTURE_BYTES, HeicPictureError
from classroom_app.domain.marks import Area
from classroom_app.storage.small_picture import (
    COVER,
    LONGEST_SIDE,
    NoPictureError,
    covered_picture,
    small_picture,
)
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


@pytest.mark.parametrize(
    ("size", "small"),
    [
        ((1080, 2400), (576, 1280)),  # a screen
        ((1080, 7200), (540, 3600)),  # one that was captured whole, by scrolling
        ((1080, 12_000), (360, 4000)),
        ((7200, 1080), (3600, 540)),
        ((1080, 120), (1080, 120)),  # a row that was cut out
        ((40, 20_000), (8, 4000)),
    ],
)
def test_what_is_much_longer_than_a_screen_stays_wide_enough_to_be_read(
    size: tuple[int, int], small: tuple[int, int]
) -> None:
    picture = small_picture(encoded(Image.new("RGB", size, "teal"), "PNG"))
    with Image.open(io.BytesIO(picture.data)) as image:
        assert image.size == small


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


def test_the_largest_photos_of_phones_are_taken() -> None:
    photo = encoded(Image.new("L", (14_000, 13_000), 128), "JPEG")
    with Image.open(io.BytesIO(small_picture(photo).data)) as image:
        assert max(image.size) == LONGEST_SIDE


def test_what_would_fill_the_memory_is_refused() -> None:
    with pytest.raises(NoPictureError):
        small_picture(encoded(Image.new("1", (9_000, 9_000)), "PNG"))


def grey(mode: str, white: float) -> Image.Image:
    """Return a ramp from black at the left to white at the right, the middle half as bright."""
    image = Image.new(mode, (11, 4))
    for place in range(11):
        for row in range(4):
            shade = white * place / 10
            image.putpixel((place, row), shade if mode == "F" else round(shade))
    return image


@pytest.mark.parametrize(
    ("mode", "white", "kind"),
    [
        ("I;16", 65_535, "PNG"),
        ("I;16", 65_535, "TIFF"),
        ("I;16B", 65_535, "TIFF"),
        ("I", 65_535, "TIFF"),
        ("I", 255, "TIFF"),
        ("I", 1_000_000, "TIFF"),
        ("F", 1.0, "TIFF"),
        ("F", 255.0, "TIFF"),
    ],
)
def test_finer_shades_of_grey_are_kept_apart(mode: str, white: float, kind: str) -> None:
    picture = small_picture(encoded(grey(mode, white), kind))
    with Image.open(io.BytesIO(picture.data)) as image:
        shades = [image.convert("L").getpixel((place, 1)) for place in (0, 5, 10)]
    assert shades == [0, pytest.approx(127, abs=1), 255]


def test_measurements_below_zero_fill_the_range() -> None:
    image = grey("F", 2.0).point(lambda shade: shade * 1 - 1)
    with Image.open(io.BytesIO(small_picture(encoded(image, "TIFF")).data)) as read:
        assert read.convert("L").getextrema() == (0, 255)


def test_a_black_page_stays_black() -> None:
    for mode in ("I;16", "F"):
        with Image.open(
            io.BytesIO(small_picture(encoded(Image.new(mode, (9, 9)), "TIFF")).data)
        ) as read:
            assert read.convert("L").getextrema() == (0, 0)


def box(brands: bytes) -> bytes:
    return (8 + len(brands)).to_bytes(4) + b"ftyp" + brands + bytes(99)


@pytest.mark.parametrize(
    "brands",
    [b"heic\0\0\0\0mif1heic", b"mif1\0\0\0\0mif1heic", b"heix\0\0\0\0", b"msf1\0\0\0\0hevc"],
)
def test_pictures_of_new_phones_are_named(brands: bytes) -> None:
    with pytest.raises(HeicPictureError):
        small_picture(box(brands))


@pytest.mark.parametrize("brands", [b"avif\0\0\0\0mif1avif", b"isom\0\0\0\0mp42"])
def test_others_in_such_a_box_are_not(brands: bytes) -> None:
    with pytest.raises(NoPictureError):
        small_picture(box(brands))


def test_avif_is_read() -> None:
    assert features.check("avif"), "Pillow's wheels bring it along"
    assert small_picture(picture_bytes("AVIF")).media_type == "image/jpeg"


HALF = Area(0.25, 0.5, 0.5, 0.25)


def written_image(mode: str, kind: str, **options: object) -> Picture:
    """Return a picture of noise, as a phone's screen in which every pixel could tell something."""
    return Picture(f"image/{kind.lower()}", encoded(noise((80, 160), mode), kind, **options))


@pytest.mark.parametrize(("mode", "kind"), [("RGB", "PNG"), ("RGBA", "PNG"), ("L", "PNG")])
def test_of_a_covered_area_no_pixel_is_left(mode: str, kind: str) -> None:
    picture = written_image(mode, kind)
    with Image.open(io.BytesIO(covered_picture(picture, HALF).data)) as opened:
        covered, original = opened.convert("RGBA"), noise((80, 160), mode).convert("RGBA")
    assert covered.crop((20, 80, 60, 120)).getcolors() == [(1600, ImageColor.getrgb(COVER + "ff"))]
    for beside in ((0, 0, 80, 80), (0, 80, 20, 160), (60, 80, 80, 160), (0, 120, 80, 160)):
        assert covered.crop(beside).tobytes() == original.crop(beside).tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_a_photographs_area_is_covered_before_it_is_packed(kind: str) -> None:
    first = written_image("RGB", kind)
    other = Picture(first.media_type, encoded(Image.new("RGB", (80, 160), "white"), kind))
    inner = []
    for picture in (first, other):
        with Image.open(io.BytesIO(covered_picture(picture, HALF).data)) as opened:
            # Packing mixes pixels of a block at the edges: with those beside the area.
            inner.append(opened.crop((36, 100, 44, 108)).tobytes())
    assert inner[0] == inner[1]


def test_pixels_that_are_covered_in_part_are_covered_whole() -> None:
    covered = covered_picture(written_image("RGB", "PNG"), Area(0.49, 0.49, 0.011, 0.011))
    with Image.open(io.BytesIO(covered.data)) as opened:
        wanted = ImageColor.getrgb(COVER)
        dark = [(x, y) for x in range(80) for y in range(160) if opened.getpixel((x, y)) == wanted]
        assert dark[0] == (39, 78)
        assert dark[-1] == (40, 80)


def test_nothing_else_in_the_file_shows_what_was_covered() -> None:
    exif = Image.Exif()
    exif[0x010E] = "the name that was covered"
    image = noise((80, 160))
    jpeg = Picture("image/jpeg", encoded(image, "JPEG", exif=exif, comment=b"the name"))
    assert b"the name" in jpeg.data
    assert b"the name" not in covered_picture(jpeg, HALF).data
    chunks = PngInfo()
    chunks.add_text("Title", "the name")
    png = Picture("image/png", encoded(image, "PNG", pnginfo=chunks))
    assert b"the name" not in covered_picture(png, HALF).data
    frames = [noise((80, 160)), Image.new("RGB", (80, 160), "red")]
    moving = Picture(
        "image/webp", encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    )
    with Image.open(io.BytesIO(covered_picture(moving, HALF).data)) as opened:
        assert getattr(opened, "n_frames", 1) == 1


def test_a_covered_picture_keeps_its_size_and_the_limits() -> None:
    large = Picture("image/png", encoded(Image.new("RGB", (1_000, 2_400), "white"), "PNG"))
    with Image.open(io.BytesIO(covered_picture(large, HALF).data)) as opened:
        assert opened.size == (1_000, 2_400)
    heavy = Picture("image/png", encoded(noise((1_000, 1_600)), "PNG"))
    assert len(covered_picture(heavy, HALF).data) <= MAX_PICTURE_BYTES


def test_a_picture_that_cannot_be_read_is_not_covered() -> None:
    with pytest.raises(NoPictureError):
        covered_picture(Picture("image/png", b"nothing"), HALF)
