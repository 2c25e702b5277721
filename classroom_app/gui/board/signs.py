"""The shapes that carry meaning besides colour."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from classroom_app.gui.board.matrix_model import Mark
from classroom_app.gui.board.student_row import Sign
from classroom_app.gui.theme.icons import pixmap
from classroom_app.gui.theme.tokens import Colours

_TONE = {
    Sign.HELP: "alarm",
    Sign.STUCK: "warning",
    Sign.LOST: "muted",
    Sign.WORKING: "accent",
    Sign.READY: "accent",
    Sign.ARRIVING: "muted",
    Sign.DONE: "done",
    Sign.ABSENT: "border_strong",
}
_ICON = {Sign.HELP: "hand", Sign.STUCK: "warning", Sign.LOST: "offline"}
_SIGN_OF_MARK = {
    Mark.HELP: Sign.HELP,
    Mark.STUCK: Sign.STUCK,
    Mark.LOST: Sign.LOST,
    Mark.DONE: Sign.DONE,
}


def tone_of(sign: Sign, colours: Colours) -> QColor:
    """Return the colour of a sign."""
    return QColor(getattr(colours, _TONE[sign]))


def ground_of(sign: Sign, colours: Colours) -> QColor | None:
    """Return a background that draws the eye to students who need help, or None."""
    if sign is Sign.HELP:
        return QColor(colours.alarm_soft)
    return QColor(colours.warning_soft) if sign is Sign.STUCK else None


def draw_sign(painter: QPainter, box: QRectF, sign: Sign, colours: Colours) -> None:
    """Draw a sign in the center of a square box."""
    tone = tone_of(sign, colours)
    if sign in _ICON:
        _draw_icon(painter, box, _ICON[sign], tone)
        return
    side = min(box.width(), box.height())
    circle = QRectF(0, 0, side * 0.72, side * 0.72)
    circle.moveCenter(box.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if sign is Sign.DONE:
        _draw_done(painter, circle, tone, QColor(colours.surface))
    else:
        is_dotted = sign in (Sign.ARRIVING, Sign.ABSENT)
        style = Qt.PenStyle.DotLine if is_dotted else Qt.PenStyle.SolidLine
        painter.setPen(QPen(tone, 1.75, style))
        painter.drawEllipse(circle)
        if sign is Sign.WORKING:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tone)
            painter.drawPie(circle, 90 * 16, 180 * 16)
    painter.restore()


def draw_mark(painter: QPainter, box: QRectF, mark: Mark, colours: Colours) -> None:
    """Draw the shape of a grid cell."""
    if mark in _SIGN_OF_MARK:
        draw_sign(painter, box, _SIGN_OF_MARK[mark], colours)
        return
    centre, side = box.center(), min(box.width(), box.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mark is Mark.CURRENT:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        reach = side * 0.32
        painter.drawPolygon(_triangle(centre, reach, points_right=True))
    elif mark is Mark.MISSED:
        painter.setPen(QPen(QColor(colours.warning), 1.75))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(_triangle(centre, side * 0.32, points_right=False))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.border_strong))
        painter.drawEllipse(centre, 2.0, 2.0)
    painter.restore()


def _draw_done(painter: QPainter, circle: QRectF, tone: QColor, tick: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone)
    painter.drawEllipse(circle)
    unit, left, top = circle.width(), circle.left(), circle.top()
    pen = QPen(tick, unit * 0.13)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(
        QPolygonF(
            [
                QPointF(left + unit * 0.27, top + unit * 0.53),
                QPointF(left + unit * 0.44, top + unit * 0.69),
                QPointF(left + unit * 0.74, top + unit * 0.34),
            ]
        )
    )


def _draw_icon(painter: QPainter, box: QRectF, name: str, tone: QColor) -> None:
    size = round(min(box.width(), box.height()) * 0.92)
    scale = painter.device().devicePixelRatio()
    place = QPointF(box.center().x() - size / 2, box.center().y() - size / 2)
    painter.drawPixmap(place, pixmap(name, tone.name(), size, scale))


def _triangle(centre: QPointF, reach: float, *, points_right: bool) -> QPolygonF:
    x, y = centre.x(), centre.y()
    if points_right:
        corners = [(x - reach * 0.7, y - reach), (x + reach, y), (x - reach * 0.7, y + reach)]
    else:
        corners = [(x, y - reach), (x + reach, y + reach * 0.75), (x - reach, y + reach * 0.75)]
    return QPolygonF([QPointF(*corner) for corner in corners])
