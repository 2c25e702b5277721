"""The latest message, and how many students have seen it."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from classroom_app.domain.message_reach import MessageReach, latest_message
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import ElidedLabel, Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.texts import plain_tooltip
from classroom_app.gui.theme.icons import pixmap
from classroom_app.gui.theme.tokens import Space

# How long a message stays once everybody has seen it.
LEFT_MS = 8_000
NAMES_SHOWN = 12


class MessageBar(Panel):
    """Visible from a message on until everybody has seen it, or until it is closed."""

    def __init__(self, board: ClassBoard, parent: QWidget | None = None) -> None:
        super().__init__("footer", parent)
        self.setObjectName("messageBar")
        self._board = board
        self._hidden_number = 0
        self._shown_number = 0
        self._sign = QLabel(self)
        self._words = ElidedLabel("", parent=self)
        self._words.setObjectName("messageWords")
        self._seen = Label("", "heading", parent=self)
        self._seen.setObjectName("messageSeen")
        self._close = IconButton("close", shape="small", name="closeMessageButton", parent=self)
        self._close.clicked.connect(self._on_close)
        self._timer = QTimer(self, singleShot=True, interval=LEFT_MS)
        self._timer.timeout.connect(self._on_close)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.XS, Space.M, Space.XS)
        row.setSpacing(Space.M)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._seen)
        row.addWidget(self._close)
        board.bridge.said_changed.connect(self.refresh)
        board.roll_changed.connect(self.refresh)
        board.reset.connect(self._on_reset)
        board.bridge.lead_changed.connect(self.refresh)
        self.finish()
        self._on_reset()

    def refresh(self) -> None:
        """Show the latest message, and who has seen it by now."""
        session = self._board.session
        is_open = session is not None and session.status is not SessionStatus.ENDED
        reach = latest_message(session) if session is not None and is_open else None
        if reach is None or reach.number == self._hidden_number:
            self._timer.stop()
            self.hide()
            return
        self._show(reach)
        self.show()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._close.setAccessibleName(self.tr("Hide this message"))
        self._close.setToolTip(self.tr("Hide this message"))
        self.refresh()

    def restyle(self) -> None:
        """Draw the icon in the current colours."""
        colour = self.colours.muted
        self._sign.setPixmap(pixmap("message", colour, 18, self.devicePixelRatioF()))

    def _show(self, reach: MessageReach) -> None:
        text = " ".join(reach.text.split())
        names = [person.name for person in reach.receivers]
        if reach.to_all:
            words = self.tr("To all: {text}")
        elif len(names) == 1:
            words = self.tr("To {name}: {text}")
        else:
            words = self.tr("To {count} students: {text}")
        name = names[0] if names else ""
        self._words.setText(words.format(name=name, count=len(names), text=text))
        self._words.setToolTip(plain_tooltip(reach.text))
        self._seen.setText(self._seen_text(reach))
        self._seen.setToolTip(plain_tooltip(self._missing(reach)))
        self._seen.setAccessibleDescription(self._missing(reach))
        if reach.unseen or not reach.receivers:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
        self._shown_number = reach.number

    def _seen_text(self, reach: MessageReach) -> str:
        count, missing = len(reach.receivers), len(reach.unseen)
        if not count:
            return self.tr("No one is in the class yet")
        if count == 1:
            return self.tr("Not seen yet") if missing else self.tr("Seen")
        if not missing:
            return self.tr("Seen by all {count}").format(count=count)
        return self.tr("Seen by {seen} of {count}").format(seen=count - missing, count=count)

    def _missing(self, reach: MessageReach) -> str:
        if not reach.unseen:
            return ""
        names = ", ".join(person.name for person in reach.unseen[:NAMES_SHOWN])
        if len(reach.unseen) > NAMES_SHOWN:
            names += " …"
        return self.tr(
            "Not seen yet: {names}. Phones that are asleep show it once they wake."
        ).format(names=names)

    def _on_close(self) -> None:
        self._hidden_number = self._shown_number
        self.refresh()

    def _on_reset(self) -> None:
        """Hide the latest message of a class just opened or reloaded, if all have seen it."""
        session = self._board.session
        reach = latest_message(session) if session is not None else None
        if reach is not None and not reach.unseen:
            self._hidden_number = reach.number
        self.refresh()
