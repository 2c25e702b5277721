from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QColor, QGuiApplication, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.lessons.picture_box import PictureBox, png_of
from classroom_app.gui.lessons.pictures import Pictures
from tests.helpers.sample import picture_bytes
from tests.unit.gui.dropping import enters


def test_a_picture_comes_from_the_clipboard(
    window: QWidget, pictures: Pictures, qtbot: QtBot
) -> None:
    box = PictureBox(pictures, window)
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(image)
    with qtbot.waitSignal(box.chosen) as chosen:
        QTest.keySequence(box, QKeySequence(QKeySequence.StandardKey.Paste))
    assert chosen.args is not None
    assert QImage.fromData(png_of(chosen.args[0])).size() == image.size()
    QGuiApplication.clipboard().clear()
    box.paste()
    assert box._fault.text() == "There is no picture in the clipboard."
    box.grab()


def test_what_another_program_gives_is_not_decoded_in_the_window(
    window: QWidget, pictures: Pictures, qtbot: QtBot
) -> None:
    box, mime = PictureBox(pictures, window), QMimeData()
    mime.setData("image/jpeg", b"the same with fewer dots")
    mime.setData("image/png", b"no picture at all")
    mime.setData("text/html", b"<img>")
    QGuiApplication.clipboard().setMimeData(mime)
    with qtbot.waitSignal(box.chosen) as chosen:
        box.paste()
    assert chosen.args == [b"no picture at all"], "the exact one, for who decodes it elsewhere"
    QGuiApplication.clipboard().clear()


def test_only_pictures_are_taken_by_the_picture(window: QWidget, pictures: Pictures) -> None:
    box = PictureBox(pictures, window)
    assert not enters(box, "/tmp/lesson.json")  # noqa: S108 - no file is touched
    for ending in ("JPG", "jfif", "HEIC", "avif", "jpe"):
        assert enters(box, f"/tmp/photo.{ending}")  # noqa: S108


def test_a_picture_is_known_by_its_content_too(
    window: QWidget, pictures: Pictures, tmp_path: Path
) -> None:
    path = tmp_path / "from the web"
    path.write_bytes(picture_bytes("PNG"))
    assert enters(PictureBox(pictures, window), str(path))


def test_why_a_picture_was_not_taken_is_seen_on_a_small_screen(
    qtbot: QtBot, pictures: Pictures
) -> None:
    area, form = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    column = QVBoxLayout(form)
    above = QWidget()
    above.setFixedHeight(300)
    box = PictureBox(pictures, form)
    column.addWidget(above)
    column.addWidget(box)
    area.setWidgetResizable(True)
    area.setWidget(form)
    area.resize(500, 460)
    with qtbot.waitExposed(area):
        area.show()
    assert area.verticalScrollBar().value() == 0
    box.say_fault("Can't open this picture. " * 12)
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)
    bottom = box._fault.mapTo(area.viewport(), box._fault.rect().bottomLeft())
    assert bottom.y() < area.viewport().height(), "all of it"
