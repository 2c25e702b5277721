"""A screenshot in a drawn phone: nothing of it is lost but its corners."""

import io

import pytest
from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage

from classroom_app.domain.lesson_rules import MAX_PICTURE_BYTES
from classroom_app.gui.lessons.phone_frame import (
    BODY,
    GROUND,
    PhoneShape,
    framed,
    framed_png,
)
from classroom_app.storage.small_picture import small_picture

pytestmark = pytest.mark.usefixtures("qapp")


def screenshot(width: int, height: int) -> QImage:
    """Return a picture whose pixels tell their place."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    for y in range(height):
        for x in range(width):
            image.setPixelColor(x, y, QColor(x % 256, y % 256, 90))
    return image


@pytest.mark.parametrize("size", [(90, 200), (200, 90), (7, 7), (1, 1)])
def test_every_pixel_is_where_the_part_says(size: tuple[int, int]) -> None:
    image = screenshot(*size)
    result, part = framed(image)
    left, top = round(part.x * result.width()), round(part.y * result.height())
    assert round(part.width * result.width()) == image.width()
    assert round(part.height * result.height()) == image.height()
    assert left + image.width() <= result.width()
    assert top + image.height() <= result.height()
    middle = image.width() // 2, image.height() // 2
    if min(size) > 1:
        assert result.pixelColor(left + middle[0], top + middle[1]) == image.pixelColor(*middle)


def test_the_phone_is_around_it() -> None:
    result, part = framed(screenshot(300, 600))
    left = round(part.x * result.width())
    assert result.pixelColor(0, 0) == QColor(GROUND)
    assert result.pixelColor(left - 2, result.height() // 2) == QColor(BODY)
    assert result.pixelColor(left + 4, left + 4) == QColor(BODY), "its corners are round"


def test_what_is_transparent_lies_on_white() -> None:
    image = QImage(100, 200, QImage.Format.Format_ARGB32)
    image.fill(0)
    result, _ = framed(image)
    assert result.pixelColor(result.rect().center()) == QColor("white")


def test_the_keys_are_at_its_right_side_and_apart() -> None:
    shape = PhoneShape(QRectF(10, 10, 100, 220))
    for key in (shape.volume_key, shape.power_key):
        assert shape.body.right() < key.right() <= shape.body.right() + shape.margin
        assert shape.screen.top() < key.top() < key.bottom() < shape.screen.bottom()
    assert shape.volume_key.bottom() < shape.power_key.top()


def test_a_noisy_photo_in_a_frame_still_fits_into_a_lesson() -> None:
    noise = Image.effect_noise((591, 1280), 90).convert("RGB")
    stream = io.BytesIO()
    noise.save(stream, "JPEG", quality=60)
    content, area = framed_png(stream.getvalue())
    picture = small_picture(content)
    assert len(picture.data) <= MAX_PICTURE_BYTES
    assert 0.9 < area.width < 1


def test_what_is_no_picture_gets_no_frame() -> None:
    with pytest.raises(ValueError, match="no picture"):
        framed_png(b"no picture")
