"""The editor's list of steps: select them, and move them by mouse or keyboard."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QWidget

from classroom_app.gui.lessons.draft_step_delegate import DraftStepDelegate
from classroom_app.gui.lessons.lesson_steps_model import LessonStepsModel
from classroom_app.gui.theme.tokens import colours_of

_EDGE = 28
_CRAWL_MS = 30
_CRAWL = 8


class DraftStepsView(QListView):
    """`move_requested` carries a row and its new row after the move; the other signals a row."""

    move_requested = Signal(int, int)
    remove_requested = Signal(int)
    duplicate_requested = Signal(int)
    edit_requested = Signal(int)

    def __init__(self, model: LessonStepsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("draftStepsView")
        self.setModel(model)
        self.setItemDelegate(DraftStepDelegate(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.activated.connect(lambda index: self.edit_requested.emit(index.row()))
        self._pressed_at: QPoint | None = None
        self._dragged = -1
        self._gap = -1
        self._pointer_y = 0  # in the viewport, while dragging
        self._crawl = QTimer(self, interval=_CRAWL_MS)
        self._crawl.timeout.connect(self._on_crawl)
        self.verticalScrollBar().valueChanged.connect(self._find_gap)
        for moved in (model.rowsInserted, model.rowsRemoved, model.rowsMoved, model.modelReset):
            moved.connect(self._on_steps_changed)

    @property
    def is_dragging(self) -> bool:
        """Whether a step is being dragged."""
        return self._dragged >= 0

    def mousePressEvent(self, qevent: QMouseEvent) -> None:
        """Select a step; a drag may start here."""
        super().mousePressEvent(qevent)
        is_left = qevent.button() is Qt.MouseButton.LeftButton
        at = qevent.position().toPoint()
        self._pressed_at = at if is_left and self.indexAt(at).isValid() else None

    def mouseMoveEvent(self, qevent: QMouseEvent) -> None:
        """Drag the step once the pointer has moved far enough."""
        at = qevent.position().toPoint()
        if self._pressed_at is None or not qevent.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(qevent)
            return
        if not self.is_dragging:
            far = (at - self._pressed_at).manhattanLength()
            if far < QApplication.startDragDistance():
                return
            self._dragged = self.indexAt(self._pressed_at).row()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._crawl.start()
        self._pointer_y = at.y()
        self._find_gap()

    def mouseReleaseEvent(self, qevent: QMouseEvent) -> None:
        """Drop the step where the line is."""
        place, gap = self._dragged, self._gap
        self._pressed_at = None
        if self.is_dragging:
            self._end_drag()
            to = gap - 1 if gap > place else gap
            if to != place:
                self.move_requested.emit(place, to)
            return
        super().mouseReleaseEvent(qevent)

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Move with Alt+Up/Down, remove with Delete, copy with Ctrl+D, cancel a drag with Esc."""
        place, last = self.currentIndex().row(), self.model().rowCount() - 1
        is_alt = qevent.modifiers() == Qt.KeyboardModifier.AltModifier
        is_ctrl = qevent.modifiers() == Qt.KeyboardModifier.ControlModifier
        key = qevent.key()
        if self.is_dragging:
            if key == Qt.Key.Key_Escape:
                self._end_drag()
        elif place < 0:
            super().keyPressEvent(qevent)
        elif is_alt and key == Qt.Key.Key_Up and place > 0:
            self.move_requested.emit(place, place - 1)
        elif is_alt and key == Qt.Key.Key_Down and place < last:
            self.move_requested.emit(place, place + 1)
        elif key == Qt.Key.Key_Delete or (is_ctrl and key == Qt.Key.Key_D):
            asked = self.remove_requested if key == Qt.Key.Key_Delete else self.duplicate_requested
            if not qevent.isAutoRepeat():  # held down, it would act on every step in turn
                asked.emit(place)
        else:
            super().keyPressEvent(qevent)

    def paintEvent(self, qevent: QPaintEvent) -> None:
        """Draw a line where the dragged step would be dropped."""
        super().paintEvent(qevent)
        if not self.is_dragging:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = QColor(colours_of(self.palette()).accent)
        pen = QPen(tone, 3)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        y = self._line_at(self._gap)
        painter.drawLine(10, y, self.viewport().width() - 10, y)
        painter.end()

    def _end_drag(self) -> None:
        self._dragged = self._gap = -1
        self._pressed_at = None
        self._crawl.stop()
        self.unsetCursor()
        self.viewport().update()

    def _find_gap(self) -> None:
        """Move the line to the pointer, after either has moved."""
        if self.is_dragging:
            self._gap = self._gap_at(self._pointer_y)
            self.viewport().update()

    def _on_steps_changed(self) -> None:
        """End a drag: its rows are not the same steps any more."""
        if self.is_dragging:
            self._end_drag()

    def _gap_at(self, y: int) -> int:
        """Return the row that `y` is in front of, or the number of rows at the end."""
        for row in range(self.model().rowCount()):
            if y < self.visualRect(self.model().index(row, 0)).center().y():
                return row
        return self.model().rowCount()

    def _line_at(self, gap: int) -> int:
        if gap < self.model().rowCount():
            return max(2, self.visualRect(self.model().index(gap, 0)).top())
        return self.visualRect(self.model().index(gap - 1, 0)).bottom()

    def _on_crawl(self) -> None:
        """Scroll while the pointer is near the top or bottom edge."""
        y = self.viewport().mapFromGlobal(self.cursor().pos()).y()
        bar, self._pointer_y = self.verticalScrollBar(), y
        if y < _EDGE:
            bar.setValue(bar.value() - _CRAWL)
        elif y > self.viewport().height() - _EDGE:
            bar.setValue(bar.value() + _CRAWL)
