"""The help queue, oldest first."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.board.group_head import GroupHead
from classroom_app.gui.board.help_model import HelpModel, Ticket, TicketGroup
from classroom_app.gui.board.ticket_card import TicketCard
from classroom_app.gui.kit.column_area import ColumnArea
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel, set_flag
from classroom_app.gui.theme.tokens import Space

CARDS_SHOWN = 12


class HelpPanel(Panel):
    """Shows the first twelve requests as cards, those on one step under a common heading.

    Emits what was requested on cards and headings, with the ticket or the group.
    """

    on_the_way_requested = Signal(object)
    done_requested = Signal(object)
    reply_requested = Signal(object)
    picture_requested = Signal(object)
    take_back_requested = Signal(object)

    def __init__(self, model: HelpModel, board: ClassBoard, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._model = model
        self._cards: dict[int, TicketCard] = {}
        self._heads: dict[int, GroupHead] = {}
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
        self._scroll = ColumnArea(self._list, self)
        self._scroll.setObjectName("helpScroll")
        self._build()
        for signal in (model.modelReset, model.rowsInserted, model.dataChanged):
            signal.connect(self.refresh)
        board.refreshed.connect(self.refresh)
        self.finish()

    def refresh(self) -> None:
        """Show the queue as it is now."""
        shown = list(_first(self._model.entries(), CARDS_SHOWN))
        tickets = [entry for entry in shown if isinstance(entry, Ticket)]
        self._forget(
            {ticket.help_request_id for ticket in tickets},
            {entry.subtask_id for entry in shown if isinstance(entry, TicketGroup)},
        )
        for place, entry in enumerate(shown):
            widget = self._card_of(entry) if isinstance(entry, Ticket) else self._head_of(entry)
            if self._column.indexOf(widget) != place:
                self._column.insertWidget(place, widget)
        waiting = self._model.rowCount()
        self._count.setText(str(waiting))
        set_flag(self._count, "role", "fault" if waiting else "heading")
        self._empty.setVisible(not waiting)
        self._scroll.setVisible(waiting > 0)
        self._more.setVisible(waiting > len(tickets))
        self._more.setText(self.tr("More requests: {count}").format(count=waiting - len(tickets)))

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._heading.setText(self.tr("HELP"))
        self._empty.setText(self.tr("No one is waiting for help."))
        self._count.setAccessibleName(self.tr("Students waiting for help"))
        self._scroll.setAccessibleName(self.tr("Help requests"))
        self.refresh()

    def set_low(self, on: bool) -> None:
        """Reduce the margins where there is little height."""
        above, side = (Space.S, Space.S) if on else (Space.L, Space.M)
        self._panel_column.setContentsMargins(side, above, side, side)
        self._panel_column.setSpacing(side)

    def _forget(self, tickets: set[int], groups: set[int]) -> None:
        gone: list[QWidget] = [self._cards.pop(key) for key in self._cards.keys() - tickets]
        gone += [self._heads.pop(key) for key in self._heads.keys() - groups]
        for widget in gone:
            widget.hide()
            widget.deleteLater()

    def _card_of(self, ticket: Ticket) -> TicketCard:
        card = self._cards.get(ticket.help_request_id)
        if card is not None:
            card.show_entry(ticket)
            return card
        card = self._cards[ticket.help_request_id] = TicketCard(ticket, self._list)
        card.on_the_way_requested.connect(self.on_the_way_requested)
        card.done_requested.connect(self.done_requested)
        card.reply_requested.connect(self.reply_requested)
        card.picture_requested.connect(self.picture_requested)
        card.take_back_requested.connect(self.take_back_requested)
        return card

    def _head_of(self, group: TicketGroup) -> GroupHead:
        head = self._heads.get(group.subtask_id)
        if head is not None:
            head.show_group(group)
            return head
        head = self._heads[group.subtask_id] = GroupHead(group, self._list)
        head.reply_requested.connect(self.reply_requested)
        return head

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


def _first(entries: list[Ticket | TicketGroup], count: int) -> Iterator[Ticket | TicketGroup]:
    """Yield the first `count` tickets, each group's heading before its tickets."""
    for entry in entries:
        tickets = (entry,) if isinstance(entry, Ticket) else entry.tickets
        if count <= 0:
            return
        if isinstance(entry, TicketGroup):
            yield entry
        yield from tickets[:count]
        count -= len(tickets)
