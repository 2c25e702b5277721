"""Paints marks on a picture: in the window, on the projector and on paper."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen

from classroom_app.domain.mark_shapes import COLOUR, Circle, MarkDrawing, MarkShape, mark_drawing
from classroom_app.domain.marks import Mark

_GROUND = "white"


def paint_marks(painter: QPainter, picture: QRectF, marks: Sequence[Mark]) -> None:
    """Paint marks on a picture that was painted into this rectangle; they are clipped to it.

    Lengths are in the painter's own units, so marks have the same size on paper as on the screen,
    relative to the picture. The painter's state is restored.
    """
    if not marks or picture.isEmpty():
        return
    drawing = mark_drawing(marks, picture.width(), picture.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(picture, Qt.ClipOperation.IntersectClip)
    painter.translate(picture.topLeft())
    for shape in drawing.shapes:
        _paint(painter, shape, drawing)
    painter.restore()


def _paint(painter: QPainter, shape: MarkShape, drawing: MarkDrawing) -> None:
    """Paint one mark: its white outline first, so that it shows on any background."""
    for colour, width in (
        (_GROUND, drawing.line + 2 * drawing.outline),
        (COLOUR, drawing.line),
    ):
        pen = QPen(QColor(colour), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_lines(shape))
        outline = drawing.outline if colour == _GROUND else 0.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(QColor(colour)))
        for filled in _filled(shape):
            painter.drawEllipse(_box_of(filled, outline))
    if shape.badge is not None:
        painter.setPen(QColor(_GROUND))
        painter.setFont(_digits(painter.font(), drawing.digit))
        painter.drawText(_box_of(shape.badge), Qt.AlignmentFlag.AlignCenter, str(shape.number))


def _lines(shape: MarkShape) -> QPainterPath:
    path = QPainterPath()
    for ring in shape.rings:
        path.addEllipse(_box_of(ring))
    for first, *rest in shape.lines:
        path.moveTo(QPointF(first.x, first.y))
        for point in rest:
            path.lineTo(QPointF(point.x, point.y))
    if shape.box is not None:
        box = shape.box
        rectangle = QRectF(box.x, box.y, box.width, box.height)
        path.addRoundedRect(rectangle, box.corner, box.corner)
    return path


def _filled(shape: MarkShape) -> Iterator[Circle]:
    if shape.dot is not None:
        yield shape.dot
    if shape.badge is not None:
        yield shape.badge


def _box_of(circle: Circle, wider: float = 0.0) -> QRectF:
    radius = circle.radius + wider
    return QRectF(circle.x - radius, circle.y - radius, 2 * radius, 2 * radius)


def _digits(font: QFont, height: float) -> QFont:
    digits = QFont(font)
    digits.setPixelSize(max(1, round(height)))
    digits.setBold(True)
    return digits
