"""Attendance of a roster: computed from its classes, corrected by hand, exported and printed."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field, structs

from classroom_app.application.certificate import CertificatesJob, Kept
from classroom_app.application.classroom import Classroom
from classroom_app.application.instructor_service import InstructorService
from classroom_app.application.ports import Archive, PaintingMaker
from classroom_app.application.report_document import (
    DocumentWriter,
    FileKind,
    Progress,
    TableDocument,
)
from classroom_app.application.roster_service import RosterService, UnknownRosterError
from classroom_app.application.seat_card_job import SeatCardJob
from classroom_app.application.table_job import TablesJob
from classroom_app.domain.attendance import (
    DEFAULT_ENOUGH,
    MOST_MINUTES,
    MOST_PARTIALS,
    Attendance,
    Correction,
    Limits,
    Mark,
    attendance_of,
    meeting_of,
)
from classroom_app.domain.class_report import ClassReport, HelpReportRow, class_report
from classroom_app.domain.events import SessionOpened
from classroom_app.domain.roster import Roster
from classroom_app.domain.transitions import SessionStatus

MOST_REPORTS = 256
"""How many reports of ended classes are cached: a year of courses."""


class RosterClass(Struct, frozen=True):
    """A class that was held with a roster; `person_of` maps participants to people, by id.

    `goes_on` if another computer is leading it now.
    """

    session_id: int
    lesson_id: int
    status: SessionStatus
    person_of: Mapping[int, int]
    goes_on: bool = False


class AttendanceSettings(Struct, frozen=True):
    """What was set for a roster: the limits, the percentage for a certificate, and its texts.

    `words` are the texts last written on certificates, by language; `language` is the one used
    last, or "".
    """

    limits: Limits = field(default_factory=Limits)
    enough: int = DEFAULT_ENOUGH
    words: Mapping[str, Kept] = field(default_factory=dict)
    language: str = ""


class CourseRecord(Struct, frozen=True):
    """All about the attendance of one roster; `help` has each class's help requests, by its id.

    `helpers` has the names of helpers by their ids.
    """

    roster: Roster
    attendance: Attendance
    settings: AttendanceSettings
    help: Mapping[int, Sequence[HelpReportRow]] = field(default_factory=dict)
    helpers: Mapping[int, str] = field(default_factory=dict)


class Overruled(Struct, frozen=True):
    """A mark that was not stored, since another computer had changed it first.

    `stands` is the correction stored there, None if it was removed.
    """

    session_id: int
    person_id: int
    stands: Correction | None


class ChangedElsewhereError(ValueError):
    """Another computer changed the setting meanwhile; nothing was changed here."""


Marked = tuple[int, int, Mark | None]
"""A class, a person, and the mark set by hand; None for what the phone shows."""


class AttendanceStore(Protocol):
    """Stores attendance data; every method may raise `StorageError` and then changes nothing."""

    async def classes(self, roster_id: int) -> list[RosterClass]:
        """Return the classes held with a roster, rehearsals left out."""

    async def corrections(self, roster_id: int) -> list[Correction]:
        """Return the marks corrected by hand in this roster's classes."""

    async def correct(
        self, corrections: Sequence[Marked], user_id: int, seen: Sequence[Marked] | None = None
    ) -> list[Overruled]:
        """Store marks set by hand; None removes one.

        A mark that is no longer as in `seen` (in the same order) is left unchanged and returned.
        """

    async def settings(self, roster_id: int) -> AttendanceSettings:
        """Return the settings of a roster, or the defaults if nothing was set."""

    async def change_settings(
        self, roster_id: int, change: Callable[[AttendanceSettings], AttendanceSettings]
    ) -> None:
        """Replace the stored settings by what `change` returns for them, unless it raises."""


class AttendanceService:
    """Reads classes that are over or interrupted; classes in progress are left out."""

    def __init__(
        self,
        classroom: Classroom,
        rosters: RosterService,
        archive: Archive,
        store: AttendanceStore,
        instructor: InstructorService,
        writer: DocumentWriter,
        maker: PaintingMaker,
    ) -> None:
        self._classroom, self._rosters = classroom, rosters
        self._archive, self._store = archive, store
        self._instructor, self._write, self._maker = instructor, writer, maker
        self._reports: OrderedDict[int, ClassReport] = OrderedDict()
        self._being_made: set[asyncio.Future[bytes]] = set()
        self._forgotten = 0

    async def course(self, roster_id: int) -> CourseRecord:
        """Return the attendance of a roster's classes.

        Raises:
            UnknownRosterError: it was deleted.
            StorageError: it could not be read.
        """
        held = [
            one
            for one in await self._store.classes(roster_id)
            if one.status is SessionStatus.ENDED
            or (not one.goes_on and self._classroom.session(one.session_id) is None)
        ]
        reports = [(await self._report(one), one.person_of) for one in held]
        corrections = await self._store.corrections(roster_id)
        settings = await self._store.settings(roster_id)
        roster = self._rosters.roster(roster_id)
        if roster is None:
            raise UnknownRosterError(roster_id)
        return await asyncio.to_thread(_course, roster, reports, corrections, settings)

    async def correct(
        self, marks: Sequence[Marked], seen: Sequence[Marked] | None = None
    ) -> list[Overruled]:
        """Set by hand how people attended classes.

        None removes a correction, so that what the phone shows counts again. A mark that is no
        longer as in `seen` (in the same order) is left unchanged and returned.

        Raises:
            StorageError: nothing was stored.
        """
        return await self._store.correct(marks, self._instructor.actor.user_id, seen)

    async def set_limits(
        self,
        roster_id: int,
        limits: Limits,
        enough: int,
        seen: AttendanceSettings | None = None,
    ) -> None:
        """Set a roster's limits, and `enough`, the percentage of classes that a certificate needs.

        Raises:
            ValueError: a number is out of range.
            ChangedElsewhereError: they are no longer as `seen`; nothing was changed.
            StorageError: nothing was changed.
        """
        minutes = (limits.late_min, limits.early_min)
        if (
            not all(0 <= each <= MOST_MINUTES for each in minutes)
            or not 0 <= limits.partials_per_absence <= MOST_PARTIALS
            or not 0 <= enough <= 100
        ):
            raise ValueError("these limits cannot be set")

        def change(settings: AttendanceSettings) -> AttendanceSettings:
            stored = (settings.limits, settings.enough)
            if seen is not None and stored not in ((seen.limits, seen.enough), (limits, enough)):
                raise ChangedElsewhereError
            return structs.replace(settings, limits=limits, enough=enough)

        await self._store.change_settings(roster_id, change)

    async def keep_words(
        self, roster_id: int, language: str, kept: Kept, seen: Kept | None = None
    ) -> None:
        """Store the texts last written on certificates in a language.

        Raises:
            ChangedElsewhereError: the stored texts are no longer those `seen`; they are kept.
            StorageError: nothing was stored.
        """

        def change(settings: AttendanceSettings) -> AttendanceSettings:
            if seen is not None and settings.words.get(language, {}) not in (seen, kept):
                raise ChangedElsewhereError
            words = {**settings.words, language: dict(kept)}
            return structs.replace(settings, words=words, language=language)

        await self._store.change_settings(roster_id, change)

    async def write(
        self, kind: FileKind, document: TableDocument, path: Path, progress: Progress
    ) -> None:
        """Write tables to a file, atomically, on a thread.

        Raises:
            OSError: it could not be written.
            Cancelled: `progress` raised it.
        """
        await asyncio.to_thread(self._write, kind, document, path, progress)

    async def pdf(self, job: TablesJob | CertificatesJob | SeatCardJob) -> bytes:
        """Return a job's PDF, painted in a separate process.

        Raises:
            OSError: it could not be made.
        """
        task = asyncio.ensure_future(self._maker(job))
        self._being_made.add(task)
        task.add_done_callback(self._being_made.discard)
        try:
            return await task
        except asyncio.CancelledError:
            task.cancel()
            raise

    async def stop(self) -> None:
        """Cancel what is being painted, since the program is stopping."""
        tasks = list(self._being_made)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    def forget(self) -> None:
        """Drop all cached reports: somebody was deleted from a class."""
        self._reports.clear()
        self._forgotten += 1

    async def _report(self, held: RosterClass) -> ClassReport | None:
        known = self._reports.get(held.session_id)
        if known is not None:
            self._reports.move_to_end(held.session_id)
            return known
        before = self._forgotten
        history = await self._archive.history(held.session_id)
        if not history or not isinstance(history[0], SessionOpened):
            return None  # deleted meanwhile
        lesson = await self._archive.lesson(held.lesson_id)
        report = await asyncio.to_thread(class_report, history, lesson)
        if held.status is SessionStatus.ENDED and before == self._forgotten:
            self._reports[held.session_id] = report
            if len(self._reports) > MOST_REPORTS:
                self._reports.popitem(last=False)
        return report


def _course(
    roster: Roster,
    reports: Sequence[tuple[ClassReport | None, Mapping[int, int]]],
    corrections: Sequence[Correction],
    settings: AttendanceSettings,
) -> CourseRecord:
    meetings = [
        meeting
        for report, person_of in reports
        if report is not None and (meeting := meeting_of(report, roster, person_of)) is not None
    ]
    attendance = attendance_of(roster.people, meetings, settings.limits, corrections)
    known = [report for report, _people in reports if report is not None]
    calls = {report.session_id: report.help for report in known}
    helpers = {key: name for report in known for key, name in report.helpers.items()}
    return CourseRecord(roster, attendance, settings, calls, helpers)
