"""The picture of a step on the big screen, as large as there is room."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from classroom_app.gui.theme.tokens import Radius


class StepPicture(QWidget):
    """Hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stepPicture")
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.hide()

    @property
    def image(self) -> QImage:
        """The picture; a null one if there is none."""
        return self._image

    def show_image(self, image: QImage | None) -> None:
        """Show this one, or none."""
        self._image = QImage() if image is None else image
        self.setVisible(not self._image.isNull())
        self.update()

    def paintEvent(self, _qevent: QPaintEvent) -> None:
        """Draw the picture with its corners rounded."""
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRect(QPoint(), size)
        box.moveCenter(self.rect().center())
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        corners = QPainterPath()
        corners.addRoundedRect(box, Radius.LARGE, Radius.LARGE)
        painter.setClipPath(corners)
        painter.drawImage(box, self._image)
        painter.end()
