"""The queue of students who ask for help: first come, first served."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class HelpStatus(StrEnum):
    """The lifecycle of a help request."""

    PENDING = "PENDING"
    ON_THE_WAY = "ON_THE_WAY"
    RESOLVED = "RESOLVED"
    CANCELLED = "CANCELLED"


@dataclass(slots=True)
class HelpRequest:
    """One ticket; at most one of a participant is open.

    `was_answered` tells whether somebody was on the way when it was closed. `answer` is what the
    instructor, on the way, said to it; `answer_number` that answer's number (`Said.number`).
    `going` is who is on the way, in order: helpers by their ids, None for the instructor. Who
    resolved it by hand is `resolved_by`, if `was_resolved_by_hand`.
    """

    id: int
    participant_id: int
    subtask_id: int | None
    message: str | None
    screenshot_path: str | None
    created_at: datetime
    status: HelpStatus = HelpStatus.PENDING
    resolved_at: datetime | None = None
    was_answered: bool = False
    answer: str | None = None
    answer_number: int = 0
    going: tuple[int | None, ...] = ()
    resolved_by: int | None = None
    was_resolved_by_hand: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits."""
        return self.status in (HelpStatus.PENDING, HelpStatus.ON_THE_WAY)


class HelpQueue:
    """All tickets of a session; the open ones in the order in which they were asked."""

    def __init__(self) -> None:
        self._requests: dict[int, HelpRequest] = {}
        self._open: dict[int, HelpRequest] = {}

    def __iter__(self) -> Iterator[HelpRequest]:
        """Go over the open tickets, oldest first."""
        return iter(self._open.values())

    def __len__(self) -> int:
        """Return how many are open."""
        return len(self._open)

    def get(self, help_request_id: int) -> HelpRequest | None:
        """Return a ticket, open or closed."""
        return self._requests.get(help_request_id)

    def add(self, request: HelpRequest) -> None:
        """Put a new ticket at the end."""
        self._requests[request.id] = self._open[request.id] = request

    def close(self, request: HelpRequest, status: HelpStatus, at: datetime) -> None:
        """Take a ticket out of the queue."""
        request.was_answered = request.status is HelpStatus.ON_THE_WAY
        request.status, request.resolved_at = status, at
        self._open.pop(request.id, None)

    def reopen(self, request: HelpRequest, status: HelpStatus = HelpStatus.PENDING) -> None:
        """Put a closed ticket back in its old place."""
        request.status, request.resolved_at = status, None
        if status is HelpStatus.PENDING:
            request.answer, request.answer_number = None, 0
            request.going = ()
        request.resolved_by, request.was_resolved_by_hand = None, False
        self._open[request.id] = request
        self._open = dict(sorted(self._open.items()))

    def position(self, help_request_id: int) -> int:
        """Return the place in the queue, from 1."""
        return list(self._open).index(help_request_id) + 1

    def all(self) -> list[HelpRequest]:
        """Return every ticket of the session, oldest first."""
        return list(self._requests.values())
