import io

import pytest
from PIL import Image

from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.lesson_rules import MAX_PICTURE_BYTES
from classroom_app.storage.imported_picture import imported_job, imported_picture
from classroom_app.storage.lesson_pictures import NoPictureError, as_bytes
from tests.helpers.bad_pictures import BAD_PICTURES
from tests.helpers.sample import picture_bytes


def of_camera(kind: str, orientation: int | None) -> Picture:
    """Return a picture into which a camera has written."""
    exif, buffer = Image.Exif(), io.BytesIO()
    exif[0x010E] = "at home"
    if orientation is not None:
        exif[0x0112] = orientation
    Image.new("RGB", (40, 20), "teal").save(buffer, kind, exif=exif)
    return Picture(f"image/{kind.lower()}", buffer.getvalue())


def bad(name: str) -> Picture:
    picture = BAD_PICTURES[name]
    return Picture(f"image/{picture.kind}", picture.content)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_lies_on_its_side_is_turned(kind: str) -> None:
    picture = imported_picture(of_camera(kind, 6))
    assert b"at home" not in picture.data
    with Image.open(io.BytesIO(picture.data)) as image:
        assert image.size == (20, 40)
        assert image.getexif().get(0x0112, 1) == 1


@pytest.mark.parametrize(
    "picture",
    [
        of_camera("JPEG", 1),
        of_camera("PNG", None),
        Picture("image/png", picture_bytes("PNG", (2_000, 5_000))),
        Picture("image/webp", picture_bytes("WEBP")),
        Picture("image/jpeg", picture_bytes("JPEG").ljust(MAX_PICTURE_BYTES, b"\0")),
        bad("moving.png"),
        bad("moving.webp"),
    ],
    ids=["jpeg", "png", "large", "webp", "padded", "moving png", "moving webp"],
)
def test_any_other_stays_as_it_is(picture: Picture) -> None:
    assert imported_picture(picture) is picture


@pytest.mark.parametrize("name", ["ink.jpg", "deep.png", "deep-colours.png"])
def test_what_not_everything_shows_alike_gets_plain_colours(name: str) -> None:
    made = imported_picture(bad(name))
    assert made != bad(name)
    assert BAD_PICTURES[name].is_shown_by(made.data)
    with Image.open(io.BytesIO(made.data)) as image:
        assert image.mode == "RGB"


@pytest.mark.parametrize(
    "picture",
    [
        *(bad(name) for name in ("head.png", "half.png", "half.jpg", "half.webp", "spoiled.png")),
        Picture("image/jpeg", picture_bytes("PNG")),
        Picture("image/png", b"\x89PNG\r\n\x1a\n"),
    ],
)
def test_what_is_damaged_is_refused(picture: Picture) -> None:
    with pytest.raises(NoPictureError):
        imported_picture(picture)
    with pytest.raises(NoPictureError):
        imported_job(as_bytes(picture))
