"""The receivers of the latest message, and which of them have not seen it yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.participant import Participant
from classroom_app.domain.said import Said

AT_ONE_GO_S = 5.0
"""Equal messages to several students within these seconds were sent together, as one reply."""


@dataclass(frozen=True, slots=True)
class MessageReach:
    """A message and its receivers, without removed ones, in the order of their signing in.

    A text that was sent to several students one by one within `AT_ONE_GO_S` is one message, whose
    `number` is that of the last.
    """

    number: int
    text: str
    to_all: bool
    receivers: tuple[Participant, ...]
    unseen: tuple[Participant, ...]


def latest_message(session: ClassSession) -> MessageReach | None:
    """Return the latest message of a session, not counting answers to help requests, or None."""
    newest_first = (each for each in reversed(session.said) if each.help_request_id is None)
    latest = next(newest_first, None)
    if latest is None:
        return None
    present = session.present_participants
    if latest.participant_id is None:
        told = [p for p in present if p.signed_in_at <= latest.at]
        unseen = [p for p in told if p.seen_until < latest.number]
    else:
        numbers = _sent_together(latest, newest_first)
        told = [p for p in present if p.id in numbers]
        unseen = [p for p in told if p.seen_until < numbers[p.id]]
    is_to_all = latest.participant_id is None
    return MessageReach(latest.number, latest.text or "", is_to_all, tuple(told), tuple(unseen))


def _sent_together(latest: Said, earlier: Iterable[Said]) -> dict[int, int]:
    """Return, for each student to whom this text was sent in a row, the number of their copy."""
    assert latest.participant_id is not None
    numbers = {latest.participant_id: latest.number}
    for each in earlier:
        known = each.participant_id is None or each.participant_id in numbers
        if known or each.text != latest.text or (latest.at - each.at).total_seconds() > AT_ONE_GO_S:
            break
        assert each.participant_id is not None
        numbers[each.participant_id] = each.number
    return numbers
