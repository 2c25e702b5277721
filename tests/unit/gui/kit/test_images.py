import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QImage

from classroom_app.gui.kit.images import image_of, read_image


def photo(orientation: int) -> bytes:
    """Return a picture with its upper left corner red, to be turned so."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = Image.new("RGB", (40, 20), "white")
    image.paste("red", (0, 0, 10, 10))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=exif, quality=95)
    return buffer.getvalue()


def red_corner(image: QImage) -> tuple[bool, bool]:
    """Return whether it is at the right, and whether it is below."""
    right, below = image.width() - 4, image.height() - 4
    for x, y in ((3, 3), (right, 3), (3, below), (right, below)):
        if image.pixelColor(x, y).green() < 100:
            return x == right, y == below
    raise AssertionError("no corner is red")


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [
        (1, (False, False)),
        (3, (True, True)),
        (6, (True, False)),
        (8, (False, True)),
        (2, (True, False)),
    ],
)
def test_a_photo_stands_upright(
    orientation: int, corner: tuple[bool, bool], tmp_path: Path
) -> None:
    path = tmp_path / "no ending"
    path.write_bytes(photo(orientation))
    for image in (image_of(photo(orientation)), read_image(str(path))):
        assert (image.width() < image.height()) is (orientation >= 5)
        assert red_corner(image) == corner


def test_what_is_no_picture_is_a_null_one(tmp_path: Path) -> None:
    assert image_of(b"no picture").isNull()
    assert read_image(str(tmp_path / "gone.jpg")).isNull()
