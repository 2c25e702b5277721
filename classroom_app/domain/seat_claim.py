"""Which seat a number of the roster stands for: a new one, a former one, or one in use."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.names import name_key
from classroom_app.domain.participant import Participant, ParticipantStatus

# How long the board marks a seat that another phone took over while the first was connected.
MARKED_FOR = timedelta(minutes=10)


class Claim(StrEnum):
    """What happens to a phone that gives a number."""

    NEW = "NEW"  # nobody has signed in with it yet
    OWN_SEAT = "OWN_SEAT"  # this phone has a seat by that name, without a number
    SAME_PHONE = "SAME_PHONE"  # this phone has the seat with the number already
    BACK = "BACK"  # the seat exists, and its phone is away
    IN_USE = "IN_USE"  # another phone has the seat, and is not known to be away
    READMIT = "READMIT"  # its participant was removed, or has lapsed


class Seat(NamedTuple):
    """The result of a claim: `participant` has the seat, or None if there is no seat yet."""

    claim: Claim
    participant: Participant | None


def seat_of(session: ClassSession, person_id: int, name: str, device_id: str | None) -> Seat:
    """Return the seat of a phone that gives a person's number; `name` is the one on the roster."""
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
    # Once a class is resumed on another computer, no phone of before is connected.
    is_away = known.awaited or known.status is ParticipantStatus.DISCONNECTED
    return Seat(Claim.BACK if is_away else Claim.IN_USE, known)


def is_shut_out(session: ClassSession, seat: Seat) -> bool:
    """Tell whether the class is locked, and this seat is new or the instructor removed it."""
    is_new = seat.participant is None or seat.participant.was_sent_out
    return session.locked and is_new


def is_marked(participant: Participant, now: datetime) -> bool:
    """Tell whether the board marks a seat as taken over by another phone while in use."""
    at = participant.taken_over_at
    return at is not None and now - at < MARKED_FOR
