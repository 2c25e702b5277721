"""The help queue: tickets, oldest first; from three on the same step on, they are grouped."""

from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from classroom_app.domain.help_queue import HelpRequest, HelpStatus
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.kit.roles import NO_PARENT, ROW_ROLE, Index
from classroom_app.gui.kit.texts import plain_tooltip

GROUP_FROM = 3
LATE_S = 120
OVERDUE_S = 300


class Ticket(NamedTuple):
    """One help request as the window shows it; `step` counts from 1.

    `on_the_way`: somebody is, the instructor if `is_mine`, and the helpers named in `going`.
    """

    help_request_id: int
    participant_id: int
    user_id: int
    name: str
    position: int
    step: int | None
    subtask_id: int | None
    message: str
    screenshot_path: str | None
    on_the_way: bool
    is_mine: bool
    going: tuple[str, ...]
    is_answer_seen: bool
    is_offline: bool
    waited_s: float

    @property
    def urgency(self) -> str:
        """`fresh`, `late` (from 2 min) or `overdue` (from 5 min)."""
        return urgency_of(self.waited_s)


class TicketGroup(NamedTuple):
    """Several tickets on one step."""

    step: int
    subtask_id: int
    tickets: tuple[Ticket, ...]


def urgency_of(waited_s: float) -> str:
    """Return `fresh`, `late` (from `LATE_S`) or `overdue` (from `OVERDUE_S`)."""
    if waited_s >= OVERDUE_S:
        return "overdue"
    return "late" if waited_s >= LATE_S else "fresh"


class HelpModel(QAbstractListModel):
    """One row per ticket, in the order of asking; `entries` groups them."""

    def __init__(self, board: ClassBoard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._tickets: list[HelpRequest] = []
        board.reset.connect(self._on_reset)
        board.bridge.help_changed.connect(self._on_help_changed)
        board.bridge.lead_changed.connect(self._on_help_changed)
        self._on_reset()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Return the number of open requests."""
        return 0 if parent.isValid() else len(self._tickets)

    def ticket(self, place: int) -> Ticket:
        """Return the ticket in a row."""
        session = self._board.session
        assert session is not None, "tickets belong to a session"
        request = self._tickets[place]
        participant = session.participants[request.participant_id]
        subtask = session.lesson.by_id.get(request.subtask_id) if request.subtask_id else None
        until = session.ended_at or self._board.clock.now()
        return Ticket(
            help_request_id=request.id,
            participant_id=participant.id,
            user_id=participant.user_id,
            name=participant.name,
            position=place + 1,
            step=subtask.order_index if subtask else None,
            subtask_id=subtask.id if subtask else None,
            message=request.message or "",
            screenshot_path=request.screenshot_path,
            on_the_way=request.status is HelpStatus.ON_THE_WAY,
            is_mine=None in request.going,
            going=tuple(session.name_of_helper(each) for each in request.going if each is not None),
            is_answer_seen=participant.seen_until >= request.answer_number,
            is_offline=not participant.is_here,
            waited_s=max(0.0, (until - request.created_at).total_seconds()),
        )

    def entries(self) -> list[Ticket | TicketGroup]:
        """Return tickets, and groups where a step has several, each at the place of its oldest.

        The tickets of a group are in it alone.
        """
        tickets = [self.ticket(place) for place in range(len(self._tickets))]
        by_step: dict[int, list[Ticket]] = {}
        for ticket in tickets:
            if ticket.subtask_id is not None:
                by_step.setdefault(ticket.subtask_id, []).append(ticket)
        shown: list[Ticket | TicketGroup] = []
        for ticket in tickets:
            peers = by_step.get(ticket.subtask_id, []) if ticket.subtask_id is not None else []
            if ticket.subtask_id is None or ticket.step is None or len(peers) < GROUP_FROM:
                shown.append(ticket)
            elif peers[0] is ticket:
                shown.append(TicketGroup(ticket.step, ticket.subtask_id, tuple(peers)))
        return shown

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the student's name, or the ticket for `ROW_ROLE`."""
        if not index.isValid() or index.row() >= len(self._tickets):
            return None
        ticket = self.ticket(index.row())
        if role == ROW_ROLE:
            return ticket
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ticket.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(f"{ticket.name}: {ticket.message}")
        return None

    def _on_reset(self) -> None:
        self.beginResetModel()
        self._tickets = self._open()
        self.endResetModel()

    def _open(self) -> list[HelpRequest]:
        session = self._board.session
        if session is None or session.status is SessionStatus.ENDED:
            return []
        return list(session.help_queue)

    def _on_help_changed(self) -> None:
        tickets = self._open()
        old = self._tickets
        if [t.id for t in tickets] == [t.id for t in old]:
            if tickets:
                self.dataChanged.emit(self.index(0), self.index(len(tickets) - 1))
        elif tickets[: len(old)] == old:
            self.beginInsertRows(NO_PARENT, len(old), len(tickets) - 1)
            self._tickets = tickets
            self.endInsertRows()
        else:
            self._on_reset()
