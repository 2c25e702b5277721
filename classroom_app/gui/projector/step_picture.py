"""The picture of a step on the big screen, as large as there is room for."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from classroom_app.domain.mark_words import mark_text
from classroom_app.domain.marks import Mark
from classroom_app.gui.kit.mark_painting import paint_marks
from classroom_app.gui.kit.scaled_picture import ScaledPicture
from classroom_app.gui.theme.tokens import Radius


class StepPicture(QWidget):
    """Hidden while there is no picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stepPicture")
        self._image = QImage()
        self._scaled = ScaledPicture()
        self._marks: tuple[Mark, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.hide()

    @property
    def image(self) -> QImage:
        """The picture; a null image if there is none."""
        return self._image

    def show_image(self, image: QImage | None) -> None:
        """Show this picture, or none."""
        self._image = QImage() if image is None else image
        self.setVisible(not self._image.isNull())
        self.update()

    def show_marks(self, marks: Sequence[Mark], language: str) -> None:
        """Draw these marks on the picture, and describe them in the lesson's language."""
        self.setAccessibleDescription(mark_text(marks, language))
        if tuple(marks) != self._marks:
            self._marks = tuple(marks)
            self.update()

    @property
    def picture_box(self) -> QRect:
        """The rectangle in which the picture is drawn."""
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRect(QPoint(), size)
        box.moveCenter(self.rect().center())
        return box

    def paintEvent(self, _qevent: QPaintEvent) -> None:
        """Draw the picture with its corners rounded, and the marks on it."""
        box = self.picture_box
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        corners = QPainterPath()
        corners.addRoundedRect(box, Radius.LARGE, Radius.LARGE)
        painter.setClipPath(corners)
        self._scaled.draw(painter, QRectF(box), self._image)
        painter.setClipping(False)  # so that a number in a corner is not cut off
        paint_marks(painter, QRectF(box), self._marks)
        painter.end()
