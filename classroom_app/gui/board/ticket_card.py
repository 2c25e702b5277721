"""One help request, with the buttons to answer it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from classroom_app.gui.board.help_model import Ticket
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import ElidedLabel, Label
from classroom_app.gui.kit.panel import Panel, set_flag
from classroom_app.gui.kit.texts import breakable, clock_text, plain_tooltip
from classroom_app.gui.theme.icons import pixmap
from classroom_app.gui.theme.tokens import Space

MESSAGE_SHOWN = 120


class TicketCard(Panel):
    """Shows a ticket; each signal has the ticket as its argument."""

    on_the_way_requested = Signal(object)
    done_requested = Signal(object)
    reply_requested = Signal(object)
    picture_requested = Signal(object)
    take_back_requested = Signal(object)

    def __init__(self, entry: Ticket, parent: QWidget | None = None) -> None:
        super().__init__("ticket", parent)
        self._entry = entry
        self._name = ElidedLabel("", "heading", self)
        self._name.setObjectName("ticketName")
        self._time = Label("", parent=self)
        self._clock = QLabel(self)
        self._where = Label("", "caption", wraps=True, parent=self)
        self._message = Label("", wraps=True, parent=self)
        self._message.setObjectName("ticketMessage")
        self._picture = self._button("picture", "pictureButton", self.picture_requested)
        self._walk = self._button("walk", "onTheWayButton", self.on_the_way_requested)
        self._done = self._button("check", "helpDoneButton", self.done_requested)
        self._reply = self._button("reply", "replyButton", self.reply_requested)
        self._take = self._button("undo", "takeBackButton", self.take_back_requested)
        self._build()
        self.finish()
        self.show_entry(entry)

    @property
    def entry(self) -> Ticket:
        """The ticket shown."""
        return self._entry

    def show_entry(self, entry: Ticket) -> None:
        """Show this ticket."""
        self._entry = entry
        set_flag(self, "urgency", entry.urgency)
        self._show_ticket(entry)
        self._time.setText(clock_text(entry.waited_s))
        self.setAccessibleName(f"{self._name.text()} {self._time.text()}")
        self._draw_clock()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        reply = self.tr("Reply…")
        words = {
            self._walk: (self.tr("On my way"), self.tr("Tell the student you're on your way")),
            self._done: (self.tr("Done"), self.tr("Remove this request from the queue")),
            self._reply: (reply, self.tr("Send a message to this student")),
            self._picture: (self.tr("Photo"), self.tr("View the photo")),
            self._take: (
                self.tr("Back to the queue"),
                self.tr("Nobody is on the way any more; the student waits in the old place"),
            ),
        }
        for button, (text, hint) in words.items():
            button.setText(text)
            button.setAccessibleName(text.replace("…", ""))
            button.setToolTip(hint)
        self.show_entry(self._entry)

    def restyle(self) -> None:
        """Draw the clock in the current colours."""
        self._draw_clock()

    def _show_ticket(self, ticket: Ticket) -> None:
        self._name.setText(f"{ticket.position}  {ticket.name}")
        parts = []
        if ticket.step is not None:
            parts.append(self.tr("step {number}").format(number=ticket.step))
        if ticket.is_offline:
            parts.append(self.tr("offline"))
        if ticket.is_mine:
            parts.append(self.tr("you are on the way"))
        if ticket.going:
            names = ", ".join(ticket.going)
            parts.append(self.tr("on the way: {names}").format(names=names))
        if ticket.on_the_way and not ticket.is_answer_seen:
            parts.append(self.tr("not seen yet"))
        self._where.setText(" · ".join(parts))
        self._where.setVisible(bool(parts))
        words = f"“{_shortened(ticket.message)}”" if ticket.message else ""
        self._message.setText(breakable(words))
        self._message.setAccessibleName(words)
        self._message.setToolTip(plain_tooltip(ticket.message))
        self._message.setVisible(bool(ticket.message))
        self._picture.setVisible(ticket.screenshot_path is not None)
        self._walk.setEnabled(not ticket.is_mine)
        self._take.setVisible(bool(ticket.going))
        if not ticket.is_mine:
            self._walk.setToolTip(self.tr("Tell the student you're on your way"))
        elif ticket.is_answer_seen:
            self._walk.setToolTip(self.tr("The student knows you're coming."))
        else:
            self._walk.setToolTip(self.tr("The student's phone shows it once it wakes."))

    def _draw_clock(self) -> None:
        tone = {"fresh": "muted", "late": "warning", "overdue": "alarm"}[self._entry.urgency]
        colour = getattr(self.colours, tone)
        self._clock.setPixmap(pixmap("clock", colour, 15, self.devicePixelRatioF()))
        self._time.setStyleSheet(f"color: {colour}; font-weight: 700;")

    def _button(self, icon_name: str, name: str, signal: object) -> IconButton:
        button = IconButton(icon_name, shape="small", name=name, parent=self)
        button.clicked.connect(lambda: signal.emit(self._entry))  # type: ignore[attr-defined]
        return button

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.XS)
        head.addWidget(self._name, 1)
        head.addWidget(self._clock)
        head.addWidget(self._time)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, pair in (
            (first, (self._walk, self._done)),
            (second, (self._reply, self._picture)),
        ):
            row.setSpacing(6)
            for button in pair:
                row.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.M)
        column.setSpacing(Space.XS)
        column.addLayout(head)
        column.addWidget(self._where)
        column.addWidget(self._message)
        column.addSpacing(2)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self._take)
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)


def _shortened(message: str) -> str:
    """Leave room for the other requests; the tooltip has the whole text."""
    return message if len(message) <= MESSAGE_SHOWN else f"{message[:MESSAGE_SHOWN].rstrip()}…"
