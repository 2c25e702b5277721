"""A person in a class."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from classroom_app.domain.comfort import AS_ON_THE_PHONE, Comfort
from classroom_app.domain.completed_steps import CompletedSteps


class ParticipantStatus(StrEnum):
    """Where a participant stands in the session."""

    WAITING = "WAITING"
    ACTIVE = "ACTIVE"
    COMPLETED = "COMPLETED"
    DISCONNECTED = "DISCONNECTED"


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody looked after a student: a helper, or the instructor (`helper_id` None).

    `help_request_id` is the request that was solved with it, None for one noted by hand.
    """

    at: datetime
    helper_id: int | None = None
    help_request_id: int | None = None


@dataclass(slots=True)
class Participant:
    """One student's place in the class.

    `status_at` is when `status` last changed; `current_subtask_id` is the step that the phone last
    spoke of. `seen_until` is the number of the last thing that the instructor said and this phone
    has shown, or that was said before the student came; `present_until` that of the last that was
    said before the phone left, and `told_until` the same as the program was started again.
    `visits` are in order, see `visits.py`.
    `person_id` is who they are on the class's roster, or None.
    `answers` are those to the questions of steps, by the steps' ids; one stays known when its step
    is marked as not done after all. `removed` ones count no more; `lapsed` tells that they only
    never came, and may come after all.
    `phone_device_id` is the device that they came with last, `taken_over_at` when another phone
    took the seat while one was connected, and `later_phones` what names the phones since then.
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
    visits: tuple[Visit, ...] = ()
    comfort: Comfort = AS_ON_THE_PHONE
    person_id: int | None = None
    awaited: bool = False
    completed: CompletedSteps = field(default_factory=CompletedSteps)
    answers: dict[int, int] = field(default_factory=dict)

    def answer_to(self, subtask_id: int) -> int | None:
        """Return which answer was given to a step's question and counts; places count from 0."""
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
        """Whether anything was ever heard of them but the sign-in."""
        return (
            self.joined_at is not None
            or self.current_subtask_id is not None
            or self.open_help_request_id is not None
            or len(self.completed) > 0
        )
