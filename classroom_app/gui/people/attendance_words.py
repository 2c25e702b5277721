"""Attendance of a roster and of one person as translated tables, for files and paper."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from classroom_app.application.attendance_service import CourseRecord
from classroom_app.application.report_document import (
    Cell,
    Column,
    Fact,
    Kind,
    Row,
    Table,
    TableDocument,
)
from classroom_app.domain.attendance import (
    SIGNS,
    Attended,
    Limits,
    Mark,
    Meeting,
    PersonAttendance,
)

NUMBER, NAME = 0, 1


def mark_word(mark: Mark) -> str:
    """Return the text for a mark."""
    return {
        Mark.PRESENT: QCoreApplication.translate("Attendance", "present"),
        Mark.PARTIAL: QCoreApplication.translate("Attendance", "late or left early"),
        Mark.ABSENT: QCoreApplication.translate("Attendance", "absent"),
    }[mark]


def signs_text() -> str:
    """Return the legend of the signs."""
    return ", ".join(f"{SIGNS[mark]} {mark_word(mark)}" for mark in Mark)


def limits_text(limits: Limits) -> str:
    """Return the limits in words: when a person is late or left early, and what that costs."""
    said = QCoreApplication.translate(
        "Attendance", "{sign} for more than {late} min late, or {early} min early"
    ).format(sign=SIGNS[Mark.PARTIAL], late=limits.late_min, early=limits.early_min)
    if not limits.partials_per_absence:
        return said
    costs = QCoreApplication.translate("Attendance", "{count} {sign} count as one absence")
    return f"{said}; " + costs.format(count=limits.partials_per_absence, sign=SIGNS[Mark.PARTIAL])


def days_of(meetings: Sequence[Meeting]) -> list[str]:
    """Return the day of each class, with the time if several classes were on that day."""
    held = [meeting.held_at.astimezone() for meeting in meetings]
    count = Counter(moment.date() for moment in held)
    return [
        f"{moment:%m-%d %H:%M}" if count[moment.date()] > 1 else f"{moment:%m-%d}"
        for moment in held
    ]


def period_text(meetings: Sequence[Meeting]) -> str:
    """Return the days of the first and the last class, or one day if they are the same."""
    if not meetings:
        return ""
    first, last = (f"{meetings[at].held_at.astimezone():%Y-%m-%d}" for at in (0, -1))
    return first if first == last else f"{first} – {last}"


def attendance_document(course: CourseRecord) -> TableDocument:
    """Return the attendance sheet of a roster."""
    attendance = course.attendance
    title = QCoreApplication.translate("Attendance", "Attendance: {title}")
    return TableDocument(
        title.format(title=course.roster.title),
        [
            Fact(None, _dates(), period_text(attendance.meetings)),
            Fact(None, _classes(), len(attendance.meetings), Kind.COUNT),
            Fact(None, _people(), len(attendance.rows), Kind.COUNT),
            Fact(None, QCoreApplication.translate("Attendance", "Signs"), signs_text()),
            Fact(
                None,
                QCoreApplication.translate("Attendance", "Limits"),
                limits_text(attendance.limits),
            ),
        ],
        [attendance_table(course)],
    )


def attendance_table(course: CourseRecord) -> Table:
    """Return the table of people and classes with signs and totals."""
    attendance = course.attendance
    columns = [
        Column("number", QCoreApplication.translate("Attendance", "No."), Kind.COUNT),
        Column("name", QCoreApplication.translate("Attendance", "Name")),
        *(
            Column(f"class_{meeting.session_id}", day, Kind.MARK)
            for meeting, day in zip(attendance.meetings, days_of(attendance.meetings), strict=True)
        ),
        *total_columns(),
    ]
    here = [attendance.here(place) for place in range(len(attendance.meetings))]
    total: list[Cell] = [None, QCoreApplication.translate("Attendance", "Came"), *here]
    total += [None] * len(total_columns())
    return Table(
        QCoreApplication.translate("Attendance", "Attendance"),
        columns,
        [_row(row) for row in attendance.rows],
        total,
        frozen=2,
    )


def total_columns() -> list[Column]:
    """Return the columns of the totals, which come after the classes."""
    return [
        *(Column(f"count_{mark.value}", SIGNS[mark], Kind.MARK) for mark in Mark),
        Column("share", QCoreApplication.translate("Attendance", "Attended"), Kind.SHARE),
        Column("steps", QCoreApplication.translate("Attendance", "Steps"), Kind.COUNT),
    ]


def totals_of(row: PersonAttendance) -> list[Cell]:
    """Return a person's cells for `total_columns`."""
    return [*(row.count(mark) for mark in Mark), row.share, row.steps]


def note_text(cell: Attended) -> str:
    """Return what a sign does not show: late, left early, who corrected it and when."""
    notes = []
    if cell.is_late:
        notes.append(QCoreApplication.translate("Attendance", "late"))
    if cell.left_early:
        notes.append(QCoreApplication.translate("Attendance", "left early"))
    if cell.correction is not None:
        said = QCoreApplication.translate("Attendance", "corrected by {name}, {day}")
        notes.append(
            said.format(
                name=cell.correction.by, day=f"{cell.correction.at.astimezone():%Y-%m-%d %H:%M}"
            )
        )
    return ", ".join(notes)


def person_title(row: PersonAttendance) -> str:
    """Return a person's number and name."""
    return f"{row.person.number}  {row.person.name}"


def attended_text(row: PersonAttendance) -> str:
    """Return how many classes a person attended, in words; – without any class."""
    if row.share is None:
        return "–"
    said = QCoreApplication.translate("Attendance", "{count} of {classes} ({share} %)")
    return said.format(count=row.attended, classes=len(row.cells), share=round(100 * row.share))


def person_document(course: CourseRecord, row: PersonAttendance) -> TableDocument:
    """Return the report of one person: their classes and help requests."""
    return TableDocument(
        f"{person_title(row)} – {course.roster.title}",
        [
            Fact(None, QCoreApplication.translate("Attendance", "Attended"), attended_text(row)),
            Fact(
                None,
                QCoreApplication.translate("Attendance", "Steps"),
                f"{row.steps} / {row.steps_of}",
            ),
            Fact(
                None,
                QCoreApplication.translate("Attendance", "Help requests"),
                row.asked,
                Kind.COUNT,
            ),
        ],
        [classes_table(course, row), help_table(course, row)],
    )


def classes_table(course: CourseRecord, row: PersonAttendance) -> Table:
    """Return the table of one person's classes."""
    columns = (
        Column("date", QCoreApplication.translate("Attendance", "Date"), Kind.DAY),
        Column("class", QCoreApplication.translate("Attendance", "Class")),
        Column("mark", QCoreApplication.translate("Attendance", "Attendance"), Kind.MARK),
        Column("came", QCoreApplication.translate("Attendance", "From"), Kind.MARK),
        Column("left", QCoreApplication.translate("Attendance", "To"), Kind.MARK),
        Column("steps", QCoreApplication.translate("Attendance", "Steps"), Kind.MARK),
        Column("help", QCoreApplication.translate("Attendance", "Help"), Kind.COUNT),
        Column("note", QCoreApplication.translate("Attendance", "Note")),
    )
    rows: list[Row] = []
    for meeting, cell in zip(course.attendance.meetings, row.cells, strict=True):
        part = cell.part
        rows.append(
            (
                meeting.held_at,
                meeting.title,
                SIGNS[cell.mark],
                _time(part.joined_at) if part else None,
                _time(part.last_here_at) if part else None,
                f"{len(part.steps)} / {meeting.steps}" if part else None,
                part.asked if part else None,
                note_text(cell),
            )
        )
    return Table(QCoreApplication.translate("Attendance", "Classes"), columns, rows)


def help_table(course: CourseRecord, row: PersonAttendance) -> Table:
    """Return the table of one person's help requests."""
    columns = (
        Column("date", QCoreApplication.translate("Attendance", "Asked"), Kind.DAY),
        Column("class", QCoreApplication.translate("Attendance", "Class")),
        Column("step", QCoreApplication.translate("Attendance", "Step"), Kind.COUNT),
        Column("message", QCoreApplication.translate("Attendance", "Message")),
        Column("waited", QCoreApplication.translate("Attendance", "Waited"), Kind.SECONDS),
        Column("helper", QCoreApplication.translate("Attendance", "Helped by")),
    )
    instructor = QCoreApplication.translate("Attendance", "Instructor")

    def name_of(helper_id: int | None) -> str:
        return instructor if helper_id is None else course.helpers.get(helper_id, "")

    rows: list[Row] = [
        (
            call.asked_at,
            meeting.title,
            call.step,
            call.message,
            call.answered_s,
            ", ".join(filter(None, map(name_of, call.helped_by))),
        )
        for meeting, cell in zip(course.attendance.meetings, row.cells, strict=True)
        if cell.part is not None
        for call in course.help.get(meeting.session_id, ())
        if call.participant_id in cell.part.seats
    ]
    return Table(QCoreApplication.translate("Attendance", "Help requests"), columns, rows)


def _row(row: PersonAttendance) -> Row:
    signs = [SIGNS[cell.mark] for cell in row.cells]
    return [row.person.number, row.person.name, *signs, *totals_of(row)]


def _time(moment: datetime) -> str:
    return f"{moment.astimezone():%H:%M}"


def _dates() -> str:
    return QCoreApplication.translate("Attendance", "Dates")


def _classes() -> str:
    return QCoreApplication.translate("Attendance", "Classes")


def _people() -> str:
    return QCoreApplication.translate("Attendance", "People")
