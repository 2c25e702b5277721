"""The picture on which marks are drawn, by mouse or keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from classroom_app.domain.mark_edits import (
    drawn,
    handles,
    moved,
    placed,
    resized,
    reversed_mark,
    with_handle,
)
from classroom_app.domain.mark_shapes import COLOUR, RING, unit
from classroom_app.domain.marks import MAX_MARKS, Area, Mark, MarkKind, TypeMark
from classroom_app.gui.kit.mark_painting import paint_marks
from classroom_app.gui.kit.scaled_picture import ScaledPicture
from classroom_app.gui.lessons.mark_hits import handle_at, mark_at
from classroom_app.gui.theme.tokens import Radius, colours_of

_MARGIN = 18
# How far an arrow key moves a mark, without and with Ctrl, as fractions of the picture's width.
_STEP, _FINE_STEP = 0.01, 0.002
_HANDLE = 9
# A drag over a smaller area (fraction of the picture) counts as a click and covers nothing.
_SMALLEST_COVER = 0.015
_COVER_BY_KEY = TypeMark(0.3, 0.45, 0.4, 0.08)
_NO_MARK = -1
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_PLACING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_DELETING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
# None is the tool that covers a part of the picture.
Tool = MarkKind | None


@dataclass(slots=True)
class _Drag:
    """A drag: it reshapes mark `number` by `handle`, moves it (no handle), or draws a new mark.

    `start` is in fractions of the picture; `marks` is how all marks would be after a release now.
    """

    start: tuple[float, float]
    marks: tuple[Mark, ...]
    number: int | None = None
    handle: int | None = None


class MarkSurface(QWidget):
    """`edited` carries all marks after an edit, and whether it was only a nudge with a key.

    `selected` carries the index of the selected mark, or -1. `cover_requested` carries an `Area`.
    `refused` means that there are `MAX_MARKS` marks already.
    """

    edited = Signal(object, bool)
    selected = Signal(int)
    cover_requested = Signal(object)
    refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("markSurface")
        self._image: QImage | None = None
        self._scaled = ScaledPicture()
        self._marks: tuple[Mark, ...] = ()
        self._number = _NO_MARK
        self._tool: Tool = MarkKind.TAP
        self._drag: _Drag | None = None
        self._area: TypeMark | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)

    @property
    def picture_box(self) -> QRectF:
        """Where the picture is drawn."""
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        if self._image is None or self._image.isNull():
            return QRectF()
        size = self._image.size().toSizeF().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF(QPointF(), size)
        box.moveCenter(room.center())
        return box

    @property
    def number(self) -> int:
        """Index of the selected mark, or -1."""
        return self._number

    @property
    def area(self) -> Area | None:
        """The part of the picture that is chosen to be covered, if any."""
        if self._area is None:
            return None
        return Area(self._area.x, self._area.y, self._area.width, self._area.height)

    def show_step(self, image: QImage | None, marks: Sequence[Mark]) -> None:
        """Show a picture with its marks; if either has changed, a drag in progress is dropped."""
        if image is not self._image or tuple(marks) != self._marks:
            self._drag = None
        if image is not self._image:
            self._area = None
        self._image, self._marks = image, tuple(marks)
        if self._number >= len(self._marks):
            self.select(len(self._marks) - 1)
        self.update()

    def set_tool(self, tool: Tool) -> None:
        """Draw marks of this kind from now on, or cover for None."""
        self._tool, self._drag, self._area = tool, None, None
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.update()

    def select(self, number: int) -> None:
        """Select a mark by index, or none for -1; keys change the selected mark."""
        if number != self._number:
            self._number = number
            self.selected.emit(number)
            self.update()

    def place(self) -> None:
        """Place a mark of the tool's kind in the middle, or choose an area there to cover."""
        if self._image is None:
            return
        if self._tool is None:
            self._area = _COVER_BY_KEY
            self.update()
            return
        mark = placed(self._tool, 0.5, 0.5)
        while mark in self._marks:  # not exactly on top of another one
            mark = moved(mark, 0.06, 0.04)
        self._add(mark)

    def remove(self) -> None:
        """Remove the selected mark."""
        if self._number >= 0:
            number = self._number
            self._edit(self._marks[:number] + self._marks[number + 1 :])
            self.select(min(number, len(self._marks) - 1))

    def reverse(self) -> None:
        """Reverse the selected mark if it is a swipe."""
        if self._number >= 0:
            self._change(reversed_mark(self._marks[self._number]))

    def shift(self, by: int) -> None:
        """Move the selected mark earlier (-1) or later (1) in the order."""
        number, to = self._number, self._number + by
        if number >= 0 and 0 <= to < len(self._marks):
            marks = list(self._marks)
            marks.insert(to, marks.pop(number))
            self._number = to
            self._edit(tuple(marks))
            self.selected.emit(to)

    def sizeHint(self) -> QSize:
        """Return the minimum: the dialog is as large as the screen allows anyway."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size at which marks can be placed well."""
        return QSize(280, 340)

    def mousePressEvent(self, qevent: QMouseEvent) -> None:
        """Grab a handle of the selected mark, or another mark, or begin to draw one."""
        if qevent.button() is not Qt.MouseButton.LeftButton or self._image is None:
            return
        place, start = self._place_of(qevent)
        size = self.picture_box.size().toTuple()
        self._drag = _Drag(start, self._marks)
        if self._tool is None:
            self._area = None
            self.update()
            return
        if self._number >= 0:
            self._drag.handle = handle_at(self._marks[self._number], place, size)
            if self._drag.handle is not None:
                self._drag.number = self._number
                return
        number = mark_at(self._marks, place, size)
        if number is not None:
            self._drag.number = number
            self.select(number)
        elif not self.picture_box.contains(qevent.position()):
            self._drag = None
        elif len(self._marks) >= MAX_MARKS:
            self._drag = None
            self.refused.emit()
        else:
            self._draw_to(start)

    def mouseMoveEvent(self, qevent: QMouseEvent) -> None:
        """Reshape, move or draw a mark, or the area to cover."""
        _place, at = self._place_of(qevent)
        if self._drag is not None:
            self._draw_to(at)

    def mouseReleaseEvent(self, qevent: QMouseEvent) -> None:
        """Apply the drag: emit `edited` or `cover_requested`."""
        if qevent.button() is not Qt.MouseButton.LeftButton or self._drag is None:
            return
        drag, self._drag = self._drag, None
        if self._tool is None:
            self._cover()
        elif drag.marks != self._marks:
            self._edit(drag.marks)  # before `select`: listeners do not have the new mark yet
            if drag.number is None:
                self.select(len(drag.marks) - 1)
        self.update()

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Place, move, resize, select and remove marks."""
        key = Qt.Key(qevent.key())
        if key in _ARROWS and not qevent.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._nudge(_ARROWS[key], qevent.modifiers())
        elif key in _PLACING:
            if not qevent.isAutoRepeat():
                self._cover() if self._area is not None else self.place()
        elif key in _DELETING and self._number >= 0:
            self.remove()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self._marks:
            by = 1 if key is Qt.Key.Key_PageDown else -1
            self.select((max(self._number, 0 if by < 0 else -1) + by) % len(self._marks))
        elif key is Qt.Key.Key_Escape and (self._drag is not None or self._area is not None):
            self._drag, self._area = None, None
            self.update()
        else:
            super().keyPressEvent(qevent)

    def focusInEvent(self, qevent: QFocusEvent) -> None:
        """Repaint with the focus frame."""
        super().focusInEvent(qevent)
        self.update()

    def focusOutEvent(self, qevent: QFocusEvent) -> None:
        """Repaint without the focus frame."""
        super().focusOutEvent(qevent)
        self.update()

    def paintEvent(self, _qevent: QPaintEvent) -> None:
        """Draw the picture, the marks, and what is selected."""
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        colours = colours_of(self.palette())
        edge = colours.accent if self.hasFocus() else colours.border
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(colours.raised))
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(frame, Radius.MEDIUM, Radius.MEDIUM)
        box = self.picture_box
        if self._image is not None and not box.isEmpty():
            self._scaled.draw(painter, box, self._image)
            marks = self._marks if self._drag is None else self._drag.marks
            paint_marks(painter, box, marks)
            if self._area is not None:
                self._draw_area(painter, box, self._area)
            elif 0 <= self._number < len(marks):
                self._draw_selection(painter, box, marks[self._number])
        painter.end()

    def _draw_area(self, painter: QPainter, box: QRectF, area: TypeMark) -> None:
        painter.setPen(QPen(QColor("white"), 2, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(0x3B, 0x42, 0x52, 0xC0))
        painter.drawRect(_in_box(area, box))

    def _draw_selection(self, painter: QPainter, box: QRectF, mark: Mark) -> None:
        ends = [_at(place, box) for place in handles(mark)]
        if not ends:
            middle = _at((mark.x, mark.y), box)
            radius = RING * unit(box.width(), box.height()) * 1.35
            pen = QPen(QColor("white"), 3)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for pen in (QPen(QColor("white"), 3), QPen(QColor(COLOUR), 1.5, Qt.PenStyle.DashLine)):
                painter.setPen(pen)
                painter.drawRect(
                    QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
                )
        painter.setPen(QPen(QColor(COLOUR), 2))
        painter.setBrush(QColor("white"))
        for end in ends:
            painter.drawRect(QRectF(end.x() - _HANDLE / 2, end.y() - _HANDLE / 2, _HANDLE, _HANDLE))

    def _place_of(self, qevent: QMouseEvent) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return where the mouse is on the picture, in pixels and in fractions of its size."""
        box = self.picture_box
        x, y = (qevent.position() - box.topLeft()).toTuple()
        return (x, y), (x / max(box.width(), 1.0), y / max(box.height(), 1.0))

    def _draw_to(self, at: tuple[float, float]) -> None:
        """Update the drag, or the area to cover, for the mouse at `at`."""
        drag = self._drag
        if drag is None:
            return
        if self._tool is None:
            self._area = _area_between(drag.start, at)
        elif drag.number is None:
            drag.marks = (*self._marks, drawn(self._tool, drag.start, at))
        else:
            before = self._marks[drag.number]
            if drag.handle is None:
                after = moved(before, at[0] - drag.start[0], at[1] - drag.start[1])
            else:
                after = with_handle(before, drag.handle, at)
            drag.marks = (*self._marks[: drag.number], after, *self._marks[drag.number + 1 :])
        self.update()

    def _nudge(self, way: tuple[int, int], keys: Qt.KeyboardModifier) -> None:
        box = self.picture_box
        if box.isEmpty():
            return
        step = _FINE_STEP if keys & Qt.KeyboardModifier.ControlModifier else _STEP
        # The same distance in pixels vertically as horizontally.
        right, down = way[0] * step, way[1] * step * box.width() / box.height()
        edit = resized if keys & Qt.KeyboardModifier.ShiftModifier else moved
        if self._area is not None:
            area = edit(self._area, right, down)
            self._area = area if isinstance(area, TypeMark) else None
            self.update()
        elif self._number >= 0:
            self._change(edit(self._marks[self._number], right, down), is_nudge=True)

    def _cover(self) -> None:
        area, self._area = self.area, None
        if area is not None:
            self.cover_requested.emit(area)
        self.update()

    def _add(self, mark: Mark) -> None:
        if len(self._marks) >= MAX_MARKS:
            self.refused.emit()
            return
        self._edit((*self._marks, mark))
        self.select(len(self._marks) - 1)

    def _change(self, mark: Mark, *, is_nudge: bool = False) -> None:
        number = self._number
        self._edit((*self._marks[:number], mark, *self._marks[number + 1 :]), is_nudge=is_nudge)

    def _edit(self, marks: tuple[Mark, ...], *, is_nudge: bool = False) -> None:
        self._marks = marks
        self.update()
        self.edited.emit(marks, is_nudge)


def _area_between(start: tuple[float, float], end: tuple[float, float]) -> TypeMark | None:
    """Return the part of the picture between two corners; None if it is too small."""
    (x, y), (to_x, to_y) = (
        (max(0.0, min(place[0], 1.0)), max(0.0, min(place[1], 1.0))) for place in (start, end)
    )
    wide, high = abs(to_x - x), abs(to_y - y)
    if min(wide, high) < _SMALLEST_COVER:
        return None
    return TypeMark(min(x, to_x), min(y, to_y), wide, high)


def _at(place: tuple[float, float], box: QRectF) -> QPointF:
    return QPointF(box.left() + place[0] * box.width(), box.top() + place[1] * box.height())


def _in_box(area: TypeMark, box: QRectF) -> QRectF:
    corner = _at((area.x, area.y), box)
    return QRectF(corner.x(), corner.y(), area.width * box.width(), area.height * box.height())
