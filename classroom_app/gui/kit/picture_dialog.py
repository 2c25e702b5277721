"""A student's photo, large."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from classroom_app.gui.kit.images import read_image
from classroom_app.gui.kit.sheet import Sheet
from classroom_app.gui.theme.tokens import Space
from classroom_app.system.stored_pictures import stored_picture

MAX_SIDE = 4_096


class PictureDialog(Sheet):
    """Shows an image as large as the screen allows."""

    def __init__(self, heading: str, image: QImage, parent: QWidget) -> None:
        super().__init__("pictureDialog", parent)
        self.set_heading(heading)
        scale = self.devicePixelRatioF()
        room = self.screen().availableSize() * 0.75
        shown = image.scaled(
            QSize(int(room.width() * scale), int(room.height() * scale)),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        shown.setDevicePixelRatio(scale)
        picture = QLabel(self)
        picture.setObjectName("picture")
        picture.setAccessibleName(heading)
        picture.setPixmap(QPixmap.fromImage(shown))
        # By default a dialog takes two thirds of the screen, and would cut off what is wider.
        size = shown.deviceIndependentSize().toSize()
        picture.setMinimumSize(size)
        self.setMinimumWidth(max(self.minimumWidth(), size.width() + 2 * Space.XL))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(picture)
        self._close = self.add_button("closeButton", "primary", is_default=True)
        self._close.clicked.connect(self.accept)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the text of the button."""
        self._close.setText(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close"))


def read_picture(home: Path, stored: str | None) -> QImage:
    """Return a student's photo by its stored path; a null image if there is none.

    Scaled down to at most `MAX_SIDE` pixels each way. Blocks: use a thread.
    """
    path = stored_picture(home, stored)
    image = QImage() if path is None else read_image(str(path))
    if max(image.width(), image.height()) > MAX_SIDE:
        return image.scaled(
            MAX_SIDE,
            MAX_SIDE,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    return image
