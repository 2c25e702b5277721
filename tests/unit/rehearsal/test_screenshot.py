import base64
import io
import random

from PIL import Image

from classroom_app.protocol.limits import MAX_SCREENSHOT_BYTES
from classroom_app.rehearsal.screenshot import HEIGHT, WIDTH, draw_screenshot


def test_it_is_a_small_picture_with_something_on_it() -> None:
    data = base64.b64decode(draw_screenshot(random.Random(1)), validate=True)
    assert len(data) < MAX_SCREENSHOT_BYTES / 100
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
        colours = picture.getcolors()
    assert colours is not None
    assert len(colours) > 4


def test_phones_differ() -> None:
    rng = random.Random(1)
    assert draw_screenshot(rng) != draw_screenshot(rng)
