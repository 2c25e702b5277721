import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from classroom_app.gui.kit.images import image_of, read_image, size_of
from tests.helpers.timing import SCALE


def photo(orientation: int, kind: str = "JPEG") -> bytes:
    """Return a picture with its upper left corner red, to be turned so."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = Image.new("RGB", (40, 20), "white")
    image.paste("red", (0, 0, 10, 10))
    buffer = io.BytesIO()
    image.save(buffer, kind, exif=exif, quality=95)
    return buffer.getvalue()


def red_corner(image: QImage) -> tuple[bool, bool]:
    """Return whether it is at the right, and whether it is below."""
    right, below = image.width() - 4, image.height() - 4
    for x, y in ((3, 3), (right, 3), (3, below), (right, below)):
        if image.pixelColor(x, y).green() < 100:
            return x == right, y == below
    raise AssertionError("no corner is red")


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_is_white_whatever_is_behind_it(mode: str) -> None:
    black_on_nothing = Image.new("LA", (8, 4))
    black_on_nothing.paste((0, 255), (0, 0, 4, 4))
    buffer = io.BytesIO()
    black_on_nothing.convert(mode).save(buffer, "PNG")
    image = image_of(buffer.getvalue())
    assert not image.hasAlphaChannel()
    assert image.pixelColor(1, 1).name() == "#000000"
    assert image.pixelColor(6, 1).name() == "#ffffff"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize(
    ("orientation", "corner"),
    [
        (1, (False, False)),
        (2, (True, False)),
        (3, (True, True)),
        (4, (False, True)),
        (5, (False, False)),
        (6, (True, False)),
        (7, (True, True)),
        (8, (False, True)),
        (9, (False, False)),  # there is no such note
    ],
)
def test_a_photo_stands_upright(
    orientation: int, corner: tuple[bool, bool], kind: str, tmp_path: Path
) -> None:
    content = photo(orientation, kind)
    path = tmp_path / "no ending"
    path.write_bytes(content)
    for image in (image_of(content), read_image(str(path))):
        assert (image.width() < image.height()) is (5 <= orientation <= 8)
        assert red_corner(image) == corner
        assert size_of(content) == image.size()


def test_a_note_of_a_camera_that_ends_early_is_none() -> None:
    content = photo(6, "PNG")
    at = content.index(b"eXIf") + 4
    assert image_of(content[: at + 20]).isNull()
    assert size_of(content[: at + 20]).isEmpty()
    spoiled = content[:at] + bytes(8) + content[at + 8 :]
    assert size_of(spoiled) == image_of(spoiled).size() == QSize(40, 20)


def test_what_is_no_picture_is_a_null_one(tmp_path: Path) -> None:
    assert image_of(b"no picture").isNull()
    assert read_image(str(tmp_path / "gone.jpg")).isNull()


READS_AT_ONCE = """
import sys, threading
from pathlib import Path
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication
from classroom_app.gui.kit.images import image_of, size_of

app = QApplication([])
content, over = Path(sys.argv[1]).read_bytes(), threading.Event()

def read():
    while not over.is_set():
        image_of(content), size_of(content)

threads = [threading.Thread(target=read) for _ in range(2)]
for thread in threads:
    thread.start()
for _ in range(2000):
    QPixmap(sys.argv[1])  # with the GIL held, as Qt's dialogs load their icons
over.set()
for thread in threads:
    thread.join()
"""


def test_threads_that_read_pictures_do_not_stop_the_window(tmp_path: Path) -> None:
    path = tmp_path / "icon.png"
    path.write_bytes(photo(1, "PNG"))
    subprocess.run(
        [sys.executable, "-c", READS_AT_ONCE, str(path)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        check=True,
        timeout=30 * SCALE,
    )
