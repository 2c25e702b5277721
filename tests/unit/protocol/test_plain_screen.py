import io

import pytest
from PIL import Image

from classroom_app.protocol.mobedu_button import Bounds, Screen
from classroom_app.protocol.plain_screen import WIDTH, plain_screen


@pytest.mark.parametrize("screen", [Screen(1080, 2340), Screen(720, 500), Screen(10, 9_000)])
def test_a_screen_has_its_shape_and_its_button(screen: Screen) -> None:
    button = Bounds(0, screen.height / 4, screen.width / 2, screen.height / 3)
    picture = plain_screen(screen, button)
    assert picture.media_type == "image/png"
    assert len(picture.data) < 2_500
    with Image.open(io.BytesIO(picture.data)) as opened:
        image = opened.convert("RGB")
    assert image.width == WIDTH
    assert image.height == round(WIDTH * min(screen.height / screen.width, 3))
    if image.height < WIDTH * 3:
        inside = (WIDTH // 4, round(image.height * 0.29))
        assert image.getpixel(inside) == (255, 255, 255)
        assert image.getpixel((WIDTH - 3, inside[1])) == (0xF4, 0xF5, 0xF8)


def test_what_leaves_the_screen_is_cut() -> None:
    for button in (Bounds(-50, -50, 5_000, 5_000), Bounds(0, 4_000, 10, 5_000)):
        with Image.open(io.BytesIO(plain_screen(Screen(1080, 2340), button).data)) as opened:
            assert opened.size == (360, 780)
