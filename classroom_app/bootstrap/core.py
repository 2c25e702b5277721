"""The parts that lead classes, independent of any connections."""

import getpass
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from classroom_app.application.attendance_service import AttendanceService
from classroom_app.application.classroom import Classroom
from classroom_app.application.handout_service import HandoutService
from classroom_app.application.ids import SequenceIds
from classroom_app.application.instructor_service import InstructorService
from classroom_app.application.lesson_library import LessonLibrary
from classroom_app.application.ports import Journal
from classroom_app.application.roster_service import RosterService
from classroom_app.application.seat_cards import SeatCards
from classroom_app.bootstrap.basis import Basis
from classroom_app.bootstrap.handout_process import HandoutProcess
from classroom_app.bootstrap.sample_lessons import sample_paths
from classroom_app.bootstrap.sharing import Sharing
from classroom_app.domain.names import MAX_NAME_LENGTH
from classroom_app.reports import write_document
from classroom_app.storage.archive import SqlArchive
from classroom_app.storage.attendance_store import SqlAttendanceStore
from classroom_app.storage.database import Database
from classroom_app.storage.lesson_files import LessonFilesOnDisk
from classroom_app.storage.lesson_pictures import LessonPictures
from classroom_app.storage.lesson_store import SqlLessonStore
from classroom_app.storage.profile_store import SqlProfileStore
from classroom_app.storage.roster_files import RosterFilesOnDisk
from classroom_app.storage.roster_store import SqlRosterStore
from classroom_app.storage.seat_card_store import SqlSeatCardStore

DEFAULT_NAME = "Instructor"
MakeJournal = Callable[[Database], Journal]


class Core(Struct, frozen=True, kw_only=True):
    """Made by `open_core`; `picture_home` is the folder of the classes' pictures."""

    database: Database
    archive: SqlArchive
    journal: Journal
    pictures: LessonPictures
    classroom: Classroom
    lessons: LessonLibrary
    handouts: HandoutService
    instructor: InstructorService
    rosters: RosterService
    attendance: AttendanceService
    seat_cards: SeatCards
    picture_home: Path


async def open_core(
    basis: Basis, database: Database, make_journal: MakeJournal, sharing: Sharing | None = None
) -> Core:
    """Read what is stored, and make the parts that lead classes.

    Raises:
        StorageError: the database cannot be read.
    """
    clock = basis.clock
    archive = SqlArchive(database)
    journal = make_journal(database)
    ids = await _counted_ids(archive) if sharing is None else sharing.ids
    leases = None if sharing is None else sharing.leases
    classroom = Classroom(journal, archive, clock, ids, leases, database.line)
    await classroom.start()
    pictures = LessonPictures()
    lesson_store = SqlLessonStore(
        database, ids, clock.now, None if sharing is None else sharing.desk.id
    )
    lessons = LessonLibrary(lesson_store, LessonFilesOnDisk(pictures), sample_paths())
    instructor = InstructorService(
        classroom,
        lessons,
        SqlProfileStore(database, ids, clock.now),
        max_participants=basis.bounds.max_participants,
    )
    await instructor.start(_system_user_name())
    rosters = RosterService(SqlRosterStore(database, clock.now), ids, RosterFilesOnDisk())
    await rosters.start()
    painter = HandoutProcess()
    seat_cards = SeatCards(SqlSeatCardStore(database))
    await seat_cards.start()
    return Core(
        database=database,
        archive=archive,
        journal=journal,
        pictures=pictures,
        classroom=classroom,
        lessons=lessons,
        handouts=HandoutService(classroom, archive, lessons, painter),
        instructor=instructor,
        rosters=rosters,
        attendance=AttendanceService(
            classroom,
            rosters,
            archive,
            SqlAttendanceStore(database, clock.now),
            instructor,
            write_document,
            painter,
        ),
        seat_cards=seat_cards,
        picture_home=basis.config.data_dir if sharing is None else sharing.picture_home,
    )


async def _counted_ids(archive: SqlArchive) -> SequenceIds:
    ids = SequenceIds()
    ids.start_after(await archive.highest_ids())
    return ids


def _system_user_name() -> str:
    """Return the account's name, for the instructor until they give another."""
    try:
        return getpass.getuser()[:MAX_NAME_LENGTH] or DEFAULT_NAME
    except (KeyError, OSError):
        return DEFAULT_NAME
