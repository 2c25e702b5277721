"""The queue of those who ask for help, oldest first."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.board.help_model import HelpModel, Ticket, TicketGroup
from classroom_app.gui.board.ticket_card import TicketCard
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel, set_flag
from classroom_app.gui.theme.tokens import Space

CARDS_SHOWN = 12


class HelpPanel(Panel):
    """Shows the first dozen of the queue as cards; passes their wishes on."""

    on_the_way_requested = Signal(object)
    done_requested = Signal(object)
    reply_requested = Signal(object)
    picture_requested = Signal(object)

    def __init__(self, model: HelpModel, board: ClassBoard, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._model = model
        self._cards: dict[str, TicketCard] = {}
        self._heading = Label("", "section", parent=self)
        self._count = Label("", "heading", parent=self)
        self._count.setObjectName("helpCount")
        self._empty = Label("", "muted", wraps=True, parent=self)
        self._more = Label("", "caption", parent=self)
        self._list = QWidget(self)
        self._list.setProperty("role", "page")
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)
        self._column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("helpScroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._list)
        self._build()
        for signal in (model.modelReset, model.rowsInserted, model.dataChanged):
            signal.connect(self.refresh)
        board.refreshed.connect(self.refresh)
        self.finish()

    def refresh(self) -> None:
        """Show the queue as it is now."""
        entries = self._model.entries()
        shown = entries[:CARDS_SHOWN]
        keys = [_key(entry) for entry in shown]
        for key in [key for key in self._cards if key not in keys]:
            card = self._cards.pop(key)
            card.hide()
            card.deleteLater()
        for place, (key, entry) in enumerate(zip(keys, shown, strict=True)):
            card_or_none = self._cards.get(key)
            if card_or_none is None:
                card_or_none = self._new_card(entry)
                self._cards[key] = card_or_none
            else:
                card_or_none.show_entry(entry)
            if self._column.indexOf(card_or_none) != place:
                self._column.insertWidget(place, card_or_none)
        waiting = self._model.rowCount()
        self._count.setText(str(waiting))
        set_flag(self._count, "role", "fault" if waiting else "heading")
        self._empty.setVisible(not waiting)
        self._scroll.setVisible(waiting > 0)
        more = waiting - sum(map(_people, shown))
        self._more.setVisible(more > 0)
        self._more.setText(self.tr("More requests: {count}").format(count=more))

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._heading.setText(self.tr("HELP"))
        self._empty.setText(self.tr("No one is waiting for help."))
        self._count.setAccessibleName(self.tr("Students waiting for help"))
        self._scroll.setAccessibleName(self.tr("Help requests"))
        self.refresh()

    def set_low(self, on: bool) -> None:
        """Leave less space around, where there is little height."""
        above, side = (Space.S, Space.S) if on else (Space.L, Space.M)
        self._panel_column.setContentsMargins(side, above, side, side)
        self._panel_column.setSpacing(side)

    def _new_card(self, entry: Ticket | TicketGroup) -> TicketCard:
        card = TicketCard(entry, self._list)
        card.on_the_way_requested.connect(self.on_the_way_requested)
        card.done_requested.connect(self.done_requested)
        card.reply_requested.connect(self.reply_requested)
        card.picture_requested.connect(self.picture_requested)
        return card

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(Space.XS, 0, Space.XS, 0)
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(self._count)
        self._panel_column = column = QVBoxLayout(self)
        self.set_low(False)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._more)
        column.addStretch(0)
        self._empty.setContentsMargins(Space.XS, 0, Space.XS, 0)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)


def _people(entry: Ticket | TicketGroup) -> int:
    return len(entry.tickets) if isinstance(entry, TicketGroup) else 1


def _key(entry: Ticket | TicketGroup) -> str:
    if isinstance(entry, Ticket):
        return f"ticket {entry.help_request_id}"
    return f"step {entry.subtask_id}"
