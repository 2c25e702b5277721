"""A person in a class."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from classroom_app.domain.comfort import AS_ON_THE_PHONE, Comfort
from classroom_app.domain.completed_steps import CompletedSteps


class ParticipantStatus(StrEnum):
    """Where a participant stands in the session."""

    WAITING = "WAITING"
    ACTIVE = "ACTIVE"
    COMPLETED = "COMPLETED"
    DISCONNECTED = "DISCONNECTED"


class Visit(Struct, frozen=True):
    """A helper, or the instructor (`helper_id` None), looked after a student.

    `help_request_id` is the request that the visit resolved, None for a visit noted by hand.
    """

    at: datetime
    helper_id: int | None = None
    help_request_id: int | None = None


@dataclass(slots=True)
class Participant:
    """One student's place in the class.

    `status_at` is when `status` last changed; `current_subtask_id` is the step that the phone last
    reported on. Three numbers of messages (`Said.number`): `seen_until` is the last one that this
    phone has shown, or that was sent before the student joined; `present_until` the last one sent
    before the phone left; `told_until` the last one that counts as received since the session was
    resumed. `visits` are in order, see `visits.py`. `person_id` is the person of the class's roster
    they are, or None. `awaited` is set when another computer resumes the class, until they are
    back. `answers` are by the ids of the steps; one is kept even if its step is marked as not done
    after all. `removed` participants are no longer counted; if `lapsed`, they only never joined,
    and still may. `phone_device_id` is the device that they last came with, `taken_over_at` when
    another phone took the seat while one was connected; `later_phones` identify the phones since
    then, `later_devices` are their devices.
    """

    id: int
    user_id: int
    name: str
    device_id: str | None
    signed_in_at: datetime
    status: ParticipantStatus = ParticipantStatus.WAITING
    status_at: datetime | None = None
    current_subtask_id: int | None = None
    joined_at: datetime | None = None
    completed_at: datetime | None = None
    removed: bool = False
    lapsed: bool = False
    open_help_request_id: int | None = None
    seen_until: int = 0
    present_until: int = 0
    told_until: int = 0
    phone_device_id: str | None = None
    taken_over_at: datetime | None = None
    later_phones: tuple[str, ...] = ()
    later_devices: tuple[str, ...] = ()
    visits: tuple[Visit, ...] = ()
    comfort: Comfort = AS_ON_THE_PHONE
    person_id: int | None = None
    awaited: bool = False
    completed: CompletedSteps = field(default_factory=CompletedSteps)
    answers: dict[int, int] = field(default_factory=dict)

    def answer_to(self, subtask_id: int) -> int | None:
        """Return the index of the answer to a step's question; None if the step is not done."""
        return self.answers.get(subtask_id) if subtask_id in self.completed else None

    @property
    def is_here(self) -> bool:
        """Whether the phone is connected and has joined."""
        return self.status in (ParticipantStatus.ACTIVE, ParticipantStatus.COMPLETED)

    @property
    def was_sent_out(self) -> bool:
        """Whether the instructor removed them."""
        return self.removed and not self.lapsed

    def noted_visit_by(self, helper_id: int | None) -> Visit | None:
        """Return the latest visit that this helper, or the instructor (None), noted by hand."""
        for visit in reversed(self.visits):
            if visit.help_request_id is None and visit.helper_id == helper_id:
                return visit
        return None

    @property
    def has_come(self) -> bool:
        """Whether they have done anything but sign in."""
        return (
            self.joined_at is not None
            or self.current_subtask_id is not None
            or self.open_help_request_id is not None
            or len(self.completed) > 0
        )
