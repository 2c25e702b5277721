"""How a class's width is divided among its steps, its students and its help queue."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from classroom_app.gui.board.steps_panel import SLIM_WIDTH
from classroom_app.gui.theme.tokens import Space

# The steps' titles are readable from the first width on, and need no more than the second.
_STEPS_WIDTHS = (250, 360)
_HELP_WIDTHS = (250, 290)
STUDENTS_WIDTH, SLIM_STUDENTS_WIDTH = 520, 400


class BoardSplit(QSplitter):
    """The students get the remaining width; a narrow window takes from the other two first.

    Once there is room again, the others have their former width, or the one they were dragged to.
    """

    def __init__(
        self, steps: QWidget, students: QWidget, help_queue: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("boardSplit")
        self.setHandleWidth(Space.M)
        self.setChildrenCollapsible(False)
        self._students, self._is_slim = students, False
        self._dragged: dict[int, int] = {}  # widths by place: 0 steps, 2 help queue
        for panel in (steps, students, help_queue):
            self.addWidget(panel)
        help_queue.setMinimumWidth(_HELP_WIDTHS[0])
        students.setMinimumWidth(STUDENTS_WIDTH)
        self.splitterMoved.connect(self._on_dragged)

    def set_slim(self, on: bool) -> None:
        """Leave the steps only the room for their numbers, or room for their titles."""
        self._is_slim = on
        self._students.setMinimumWidth(SLIM_STUDENTS_WIDTH if on else STUDENTS_WIDTH)
        self._share()

    def resizeEvent(self, qevent: QResizeEvent) -> None:
        """Distribute the width again."""
        super().resizeEvent(qevent)
        self._share()

    def _share(self) -> None:
        room = self.width() - 2 * self.handleWidth() - self._students.minimumWidth()
        least, most = _STEPS_WIDTHS
        wide = min(max(self.width() // 5, least), most)
        steps = SLIM_WIDTH if self._is_slim else self._dragged.get(0, wide)
        help_queue = min(self._dragged.get(2, _HELP_WIDTHS[1]), room - steps)
        help_queue = max(help_queue, _HELP_WIDTHS[0])
        steps = min(steps, room - help_queue)
        students = room - steps - help_queue + self._students.minimumWidth()
        self.setSizes([steps, students, help_queue])

    def _on_dragged(self, _position: int, handle: int) -> None:
        """Remember the width of the panel at this handle: the steps or the help queue."""
        place = 0 if handle == 1 else 2
        if not (self._is_slim and place == 0):
            self._dragged[place] = self.sizes()[place]
