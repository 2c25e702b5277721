"""Whose seat a number of the roster means: a free one, one of before, or one that is in use."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.names import name_key
from classroom_app.domain.participant import Participant, ParticipantStatus

# So long the board marks a seat that went to another phone while the first was connected.
MARKED_FOR = timedelta(minutes=10)


class Claim(StrEnum):
    """What becomes of somebody who says a number."""

    NEW = "NEW"  # nobody has come with it yet
    OWN_SEAT = "OWN_SEAT"  # this phone sits there by name, without a number
    SAME_PHONE = "SAME_PHONE"  # this phone sits there with the number already
    BACK = "BACK"  # the seat is theirs, and its phone is away
    IN_USE = "IN_USE"  # another phone is connected as this person
    READMIT = "READMIT"  # the seat was taken from them, or had lapsed


class Seat(NamedTuple):
    """The answer: `participant` has the seat, where there is one."""

    claim: Claim
    participant: Participant | None


def seat_of(session: ClassSession, person_id: int, name: str, device_id: str | None) -> Seat:
    """Return where a phone that says a person's number belongs; `name` is that on the roster."""
    known = session.participant_of_person(person_id)
    if known is None:
        own = session.participant_of_device(device_id) if device_id else None
        is_theirs = (
            own is not None
            and not own.removed
            and own.person_id is None
            and name_key(own.name) == name_key(name)
        )
        return Seat(Claim.OWN_SEAT, own) if is_theirs else Seat(Claim.NEW, None)
    if known.removed:
        return Seat(Claim.READMIT, known)
    if device_id is not None and device_id == known.phone_device_id:
        return Seat(Claim.SAME_PHONE, known)
    is_away = known.status is ParticipantStatus.DISCONNECTED
    return Seat(Claim.BACK if is_away else Claim.IN_USE, known)


def is_shut_out(session: ClassSession, seat: Seat) -> bool:
    """Tell whether the class is locked to who says a number: nobody had it, or who was removed."""
    is_new = seat.participant is None or seat.participant.was_sent_out
    return session.locked and is_new


def is_marked(participant: Participant, now: datetime) -> bool:
    """Tell whether the board shows that another phone took a seat that was in use."""
    at = participant.taken_over_at
    return at is not None and now - at < MARKED_FOR
