"""Who attended the classes of a roster: present, late or left early, absent.

Pure: it makes a table of people and classes from the figures of each class (`class_report`) and the
people on the roster. Corrections by an instructor take precedence over what phones show.

The limits are the usual ones of Korean education centers: ten minutes' grace, since phones take a
while to get into the Wi-Fi and into the class; three times late or left early count as one absence;
and a certificate for attending four fifths of the classes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct, field

from classroom_app.domain.absence import person_of
from classroom_app.domain.class_report import ClassReport, Control, StudentReportRow
from classroom_app.domain.names import name_key
from classroom_app.domain.roster import Person, Roster

MOST_MINUTES = 240
"""The highest limit: no class is longer than four hours without a break."""
MOST_PARTIALS = 10
DEFAULT_ENOUGH = 80
"""The percentage of the classes that a certificate requires."""


class Mark(StrEnum):
    """How a person attended one class; `SIGNS` has the sign that stands for it."""

    PRESENT = "PRESENT"
    PARTIAL = "PARTIAL"  # late, or left early
    ABSENT = "ABSENT"


SIGNS = {Mark.PRESENT: "○", Mark.PARTIAL: "△", Mark.ABSENT: "×"}


class Limits(Struct, frozen=True):
    """When a person counts as late or as having left early, and what that costs.

    `late_min` are minutes after the first step began, `early_min` minutes before the class ended.
    `partials_per_absence` partial marks count as one absence; if it is 0, they never do.
    """

    late_min: int = 10
    early_min: int = 10
    partials_per_absence: int = 3


class Part(Struct, frozen=True):
    """What a person did in one class; `steps` are the ids of the steps they finished.

    `asked` is how often they asked for help, `seats` the ids of the participants they were.
    """

    joined_at: datetime
    last_here_at: datetime
    steps: frozenset[int] = frozenset()
    asked: int = 0
    seats: frozenset[int] = frozenset()

    def with_seat(self, other: "Part") -> "Part":
        """Return this part combined with the same person's part on another phone."""
        return Part(
            min(self.joined_at, other.joined_at),
            max(self.last_here_at, other.last_here_at),
            self.steps | other.steps,
            self.asked + other.asked,
            self.seats | other.seats,
        )


class Meeting(Struct, frozen=True):
    """One class that took place; `parts` are those of the people who came, by person id.

    `began_at` is when the first step began, or None if none ever did. `ended_at` is when it was
    over for those who were there, see `meeting_of`.
    """

    session_id: int
    title: str
    opened_at: datetime
    began_at: datetime | None
    ended_at: datetime
    steps: int
    parts: Mapping[int, Part] = field(default_factory=dict)

    @property
    def held_at(self) -> datetime:
        """The time shown for the class: when it began, or else when it was opened."""
        return self.began_at or self.opened_at

    @property
    def length(self) -> timedelta:
        """How long it took, pauses included."""
        return max(self.ended_at - self.held_at, timedelta())


class Correction(Struct, frozen=True):
    """A mark that an instructor corrected by hand; `by` is their name."""

    session_id: int
    person_id: int
    mark: Mark
    by: str
    at: datetime


class Attended(Struct, frozen=True):
    """One person in one class. `measured` is what the phone shows, `mark` what counts."""

    session_id: int
    measured: Mark
    is_late: bool = False
    left_early: bool = False
    part: Part | None = None
    correction: Correction | None = None

    @property
    def mark(self) -> Mark:
        """What counts: the correction by hand if there is one, else what was measured."""
        return self.measured if self.correction is None else self.correction.mark


class PersonAttendance(Struct, frozen=True):
    """One person over all classes, in the order of `Attendance.meetings`."""

    person: Person
    cells: Sequence[Attended]
    steps_of: int
    partials_per_absence: int = 0

    def count(self, mark: Mark) -> int:
        """Return the number of classes in which the person has this mark."""
        return sum(cell.mark is mark for cell in self.cells)

    @property
    def attended(self) -> int:
        """How many classes count as attended, after deducting absences for partial marks."""
        partial = self.count(Mark.PARTIAL)
        lost = partial // self.partials_per_absence if self.partials_per_absence else 0
        return self.count(Mark.PRESENT) + partial - lost

    @property
    def share(self) -> float | None:
        """The share of the classes that counts as attended, 0 to 1; None before the first."""
        return self.attended / len(self.cells) if self.cells else None

    @property
    def steps(self) -> int:
        """How many steps they finished, out of `steps_of`."""
        return sum(len(cell.part.steps) for cell in self.cells if cell.part is not None)

    @property
    def asked(self) -> int:
        """How often they asked for help."""
        return sum(cell.part.asked for cell in self.cells if cell.part is not None)

    def has_enough(self, per_cent: int) -> bool:
        """Tell whether they attended at least this percentage of the classes; False without any."""
        return bool(self.cells) and self.attended * 100 >= per_cent * len(self.cells)


class Attendance(Struct, frozen=True):
    """The table of people and classes: `rows` in the given order, `meetings` by time."""

    meetings: Sequence[Meeting]
    rows: Sequence[PersonAttendance]
    limits: Limits

    def here(self, place: int) -> int:
        """Return how many people came to the class at this index, including late ones."""
        return sum(row.cells[place].mark is not Mark.ABSENT for row in self.rows)

    def row_of(self, person_id: int) -> PersonAttendance | None:
        """Return one person's row, or None."""
        return next((row for row in self.rows if row.person.id == person_id), None)

    @property
    def length(self) -> timedelta:
        """The total length of all classes."""
        return sum((meeting.length for meeting in self.meetings), timedelta())


def meeting_of(
    report: ClassReport, roster: Roster, person_ids: Mapping[int, int]
) -> Meeting | None:
    """Return what matters of a class for attendance; None if it did not take place.

    `person_ids` maps participants who gave their number to their person, by id; for the others see
    `absence.person_of`. Participants whom the instructor removed have not attended.
    """
    parts: dict[int, Part] = {}
    has_come = False
    for row in report.students:
        if row.joined_at is None or not row.counts:
            continue
        has_come = True
        person_id = person_of(roster, person_ids.get(row.participant_id), name_key(row.name))
        if person_id is not None:
            part = _part(row, row.joined_at)
            known = parts.get(person_id)
            parts[person_id] = part if known is None else known.with_seat(part)
    if report.started_at is None and not has_come:
        return None  # opened by mistake
    return Meeting(
        report.session_id,
        report.title,
        report.opened_at,
        report.started_at,
        _over_at(report),
        len(report.steps),
        parts,
    )


def _over_at(report: ClassReport) -> datetime:
    """Return when a class was over: it may have been ended long after that."""
    were_here = [row.last_here_at for row in report.counted if row.last_here_at is not None]
    if not were_here:
        return report.until
    steps = [line.at for line in report.controls if line.control is Control.START_STEP]
    return min(report.until, max((*were_here, *steps)))


def attendance_of(
    people: Sequence[Person],
    meetings: Iterable[Meeting],
    limits: Limits,
    corrections: Iterable[Correction] = (),
) -> Attendance:
    """Return the table of attendance: people in the given order, classes by time."""
    in_order = sorted(meetings, key=lambda meeting: (meeting.held_at, meeting.session_id))
    noted: dict[int, dict[int, Correction]] = defaultdict(dict)
    for correction in corrections:
        noted[correction.person_id][correction.session_id] = correction
    steps_of = sum(meeting.steps for meeting in in_order)
    rows = [
        PersonAttendance(
            person,
            [
                attended(meeting, person.id, limits, noted[person.id].get(meeting.session_id))
                for meeting in in_order
            ],
            steps_of,
            limits.partials_per_absence,
        )
        for person in people
    ]
    return Attendance(in_order, rows, limits)


def attended(
    meeting: Meeting, person_id: int, limits: Limits, correction: Correction | None = None
) -> Attended:
    """Return how one person attended one class.

    In a class whose first step never began nobody is late, since nobody missed anything.
    """
    part = meeting.parts.get(person_id)
    if part is None:
        return Attended(meeting.session_id, Mark.ABSENT, correction=correction)
    began_at = meeting.began_at
    is_late = began_at is not None and part.joined_at > began_at + timedelta(
        minutes=limits.late_min
    )
    left_early = part.last_here_at < meeting.ended_at - timedelta(minutes=limits.early_min)
    mark = Mark.PARTIAL if is_late or left_early else Mark.PRESENT
    return Attended(meeting.session_id, mark, is_late, left_early, part, correction)


def _part(row: StudentReportRow, joined_at: datetime) -> Part:
    return Part(
        joined_at,
        row.last_here_at or joined_at,
        frozenset(row.done_at),
        row.help_count,
        frozenset((row.participant_id,)),
    )
