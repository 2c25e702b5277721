from pathlib import Path

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.picture_dialog import MAX_SIDE, PictureDialog, read_picture
from tests.unit.gui.finding import button


def test_a_picture_large(window: QWidget, qtbot: QtBot, tmp_path: Path) -> None:
    image = QImage(MAX_SIDE * 2, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    stored = f"screenshots/1/{'a' * 32}.png"
    (tmp_path / stored).parent.mkdir(parents=True)
    assert image.save(str(tmp_path / stored))
    read = read_picture(tmp_path, stored)
    assert read.width() == MAX_SIDE
    dialog = PictureDialog("Kim's screen", read, window)
    dialog.open()
    (picture,) = dialog.findChildren(QLabel, "picture")
    assert picture.width() >= picture.pixmap().deviceIndependentSize().width()
    assert dialog.rect().contains(picture.geometry()), "it is not cut"
    with qtbot.waitSignal(dialog.accepted):
        button(dialog, "closeButton").click()
    assert read_picture(tmp_path, stored.replace("a", "b")).isNull()
    assert image.save(str(tmp_path / "other.png"))
    assert read_picture(tmp_path, "other.png").isNull(), "it is nobody's picture"
