"""The sign at a student not visited for long; a click on it notes that somebody was there."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView

from classroom_app.gui.board.student_row import StudentRow
from classroom_app.gui.kit.roles import ROW_ROLE, Index
from classroom_app.gui.theme.icons import pixmap
from classroom_app.gui.theme.tokens import Colours

SIGN_SIDE = 16
SIGN_GAP = 4
# Pixels around the sign that still count, for a finger or a shaky mouse.
_REACH = 6


def sign_place(right: float, middle: float) -> QRectF:
    """Return the rectangle of a sign with this right edge and vertical center."""
    return QRectF(right - SIGN_SIDE, middle - SIGN_SIDE / 2, SIGN_SIDE, SIGN_SIDE)


def draw_visit_sign(painter: QPainter, place: QRectF, colours: Colours) -> None:
    """Draw the sign in this rectangle."""
    scale = painter.device().devicePixelRatio() * painter.worldTransform().m11()
    drawing = pixmap("eye", colours.warning, SIGN_SIDE, round(scale, 2))
    painter.drawPixmap(place.topLeft(), drawing)


class VisitClicks(QObject):
    """Watches a view of students; `visited` has the ids of those whom somebody visited.

    `place_of` returns the rectangle of a cell's sign in the viewport, or None for a cell without
    one; a click there does not select the student. Ctrl+Enter notes visits to all selected
    students, whether they have the sign or not.
    """

    visited = Signal(object)

    def __init__(self, view: QAbstractItemView, place_of: Callable[[Index], QRect | None]) -> None:
        super().__init__(view)
        self._view, self._place_of = view, place_of
        self._pressed: int | None = None
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Handle clicks on the sign, and Ctrl+Enter."""
        if isinstance(qevent, QMouseEvent) and watched is self._view.viewport():
            return self._on_mouse(qevent)
        if (
            qevent.type() == QEvent.Type.KeyPress
            and isinstance(qevent, QKeyEvent)
            and watched is self._view
            and qevent.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and qevent.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._note_selected()
            return True
        return super().eventFilter(watched, qevent)

    def _on_mouse(self, qevent: QMouseEvent) -> bool:
        at = qevent.position().toPoint()
        match qevent.type():
            case QEvent.Type.MouseMove:
                self._show_hand(self._student_at(at) is not None)
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick:
                left = qevent.button() == Qt.MouseButton.LeftButton
                self._pressed = self._student_at(at) if left else None
                return self._pressed is not None
            case QEvent.Type.MouseButtonRelease if self._pressed is not None:
                pressed, self._pressed = self._pressed, None
                if self._student_at(at) == pressed:
                    self.visited.emit([pressed])
                return True
        return False

    def _student_at(self, at: QPoint) -> int | None:
        """Return the student whose sign is at this point, or None."""
        index = self._view.indexAt(at)
        row = index.data(ROW_ROLE)
        if not isinstance(row, StudentRow) or row.unvisited_min is None:
            return None
        place = self._place_of(index)
        if place is None or not place.adjusted(-_REACH, -_REACH, _REACH, _REACH).contains(at):
            return None
        return row.participant_id

    def _show_hand(self, on: bool) -> None:
        viewport = self._view.viewport()
        if on:
            viewport.setCursor(QCursor(Qt.CursorShape.PointingHandCursor))
        else:
            viewport.unsetCursor()

    def _note_selected(self) -> None:
        rows = [index.data(ROW_ROLE) for index in self._view.selectionModel().selectedIndexes()]
        ids = {row.participant_id for row in rows if isinstance(row, StudentRow) and row.user_id}
        if ids:
            self.visited.emit(sorted(ids))
