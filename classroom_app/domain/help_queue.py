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
    """One help request; a participant has at most one that is open.

    `was_answered` tells whether somebody was on the way when it was closed. `answer` is the text
    sent with the latest *On my way*, `answer_number` its number (`Said.number`). `going` is who is
    on the way, in order: ids of helpers, None for the instructor. `resolved_by`, in the same way,
    is who resolved it by hand; it has a meaning only if `was_resolved_by_hand`.
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
        """Whether the student still waits."""
        return self.status in (HelpStatus.PENDING, HelpStatus.ON_THE_WAY)


class HelpQueue:
    """All help requests of a session, the open ones in the order in which they were made."""

    def __init__(self) -> None:
        self._requests: dict[int, HelpRequest] = {}
        self._open: dict[int, HelpRequest] = {}

    def __iter__(self) -> Iterator[HelpRequest]:
        """Iterate over the open requests, oldest first."""
        return iter(self._open.values())

    def __len__(self) -> int:
        """Return the number of open requests."""
        return len(self._open)

    def get(self, help_request_id: int) -> HelpRequest | None:
        """Return a request, open or closed, or None."""
        return self._requests.get(help_request_id)

    def add(self, request: HelpRequest) -> None:
        """Append a new request."""
        self._requests[request.id] = self._open[request.id] = request

    def close(self, request: HelpRequest, status: HelpStatus, at: datetime) -> None:
        """Take a request out of the queue."""
        request.was_answered = request.status is HelpStatus.ON_THE_WAY
        request.status, request.resolved_at = status, at
        self._open.pop(request.id, None)

    def reopen(self, request: HelpRequest, status: HelpStatus = HelpStatus.PENDING) -> None:
        """Put a closed request back in its old place."""
        request.status, request.resolved_at = status, None
        if status is HelpStatus.PENDING:
            request.answer, request.answer_number = None, 0
            request.going = ()
        request.resolved_by, request.was_resolved_by_hand = None, False
        waiting = {*self._open, request.id}
        # Ids do not tell the order once a class has moved to another computer.
        self._open = {one.id: one for one in self._requests.values() if one.id in waiting}

    def position(self, help_request_id: int) -> int:
        """Return the position of an open request in the queue, from 1."""
        return list(self._open).index(help_request_id) + 1

    def all(self) -> list[HelpRequest]:
        """Return every request of the session, open or closed, oldest first."""
        return list(self._requests.values())
