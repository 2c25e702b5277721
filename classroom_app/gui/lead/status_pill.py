"""The status of the class with the time since it started."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.board.wording import status_word
from classroom_app.gui.kit.drawing import sized
from classroom_app.gui.kit.texts import clock_text
from classroom_app.gui.theme.tokens import colours_of

_TONES = {
    SessionStatus.WAITING: ("accent", "accent_soft"),
    SessionStatus.IN_PROGRESS: ("done", "done_soft"),
    SessionStatus.PAUSED: ("warning", "warning_soft"),
    SessionStatus.ENDED: ("muted", "raised"),
}


class StatusPill(QWidget):
    """A shape, a word and a clock.

    The shape is a ring while waiting, a disc in progress, two bars when paused, a square at the
    end.
    """

    def __init__(self, board: ClassBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusPill")
        self._board = board
        self._status, self._clock = SessionStatus.WAITING, ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        board.reset.connect(self.refresh)
        board.refreshed.connect(self.refresh)

    @property
    def text(self) -> str:
        """The text of the pill."""
        return f"{status_word(self._status)} {self._clock}".rstrip()

    def refresh(self) -> None:
        """Update status and time; repaints only if they have changed."""
        session = self._board.session
        if session is None:
            return
        status, clock = session.status, clock_text(self._board.insight.class_s)
        if (status, clock) != (self._status, self._clock):
            wider = len(clock) != len(self._clock) or status is not self._status
            self._status, self._clock = status, clock
            self.setAccessibleName(self.text)
            if wider:
                self.updateGeometry()
            self.update()

    def changeEvent(self, qevent: QEvent) -> None:
        """Ask for the room that the text needs in another language."""
        if qevent.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.text)
            self.updateGeometry()
            self.update()
        super().changeEvent(qevent)

    def sizeHint(self) -> QSize:
        """Return the room for the text at its current length."""
        metrics = QFontMetrics(sized(self.font(), 14, bold=True))
        digits = "".join("0" if letter.isdigit() else letter for letter in self._clock)
        text = f"{status_word(self._status)} {digits}"
        return QSize(metrics.horizontalAdvance(text) + 50, 34)

    def paintEvent(self, _qevent: QPaintEvent) -> None:
        """Draw the pill."""
        colours = colours_of(self.palette())
        tone, ground = (QColor(getattr(colours, name)) for name in _TONES[self._status])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()), 17, 17)
        self._draw_shape(painter, QRectF(15, 12, 10, 10), tone, ground)
        painter.setPen(tone)
        painter.setFont(sized(self.font(), 14, bold=True))
        box = QRectF(self.rect()).adjusted(34, 0, -12, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.text)

    def _draw_shape(self, painter: QPainter, box: QRectF, tone: QColor, ground: QColor) -> None:
        painter.setBrush(tone)
        match self._status:
            case SessionStatus.PAUSED:
                painter.drawRect(QRectF(box.left(), box.top(), 3.5, box.height()))
                painter.drawRect(QRectF(box.right() - 3.5, box.top(), 3.5, box.height()))
            case SessionStatus.ENDED:
                painter.drawRoundedRect(box, 2, 2)
            case SessionStatus.WAITING:
                painter.drawEllipse(box)
                painter.setBrush(ground)
                painter.drawEllipse(box.adjusted(2, 2, -2, -2))
            case _:
                painter.drawEllipse(box)
