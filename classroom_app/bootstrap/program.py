"""The running program: its parts, and the order in which they start and stop."""

import asyncio
import contextlib
import logging
import ssl
from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any

from classroom_app.application.activity import Activity
from classroom_app.application.backup_service import BackupService
from classroom_app.application.comfort_memory import ComfortMemory
from classroom_app.application.disk_watch import DiskWatch
from classroom_app.application.ports import Clock
from classroom_app.application.privacy_service import PrivacyService
from classroom_app.application.report_service import ReportService
from classroom_app.application.services import Services
from classroom_app.application.shared_lists import SharedLists
from classroom_app.application.start_service import DataPlace, StartService
from classroom_app.application.stranded_classes import StrandedClasses
from classroom_app.bootstrap.basis import TLS_FOLDER, Basis, lay_basis, load_encryption
from classroom_app.bootstrap.core import Core, MakeJournal, open_core
from classroom_app.bootstrap.data_hold import DataHold
from classroom_app.bootstrap.following import follow_others
from classroom_app.bootstrap.listeners import Listeners, listening_ports
from classroom_app.bootstrap.sample_lessons import sample_paths
from classroom_app.bootstrap.server_choice import try_server
from classroom_app.bootstrap.sharing import Sharing, share
from classroom_app.bootstrap.start_checks import faults_before_start
from classroom_app.bootstrap.visitors import Visitors, know_visitors
from classroom_app.config import Config
from classroom_app.domain.class_session import ClassSession
from classroom_app.reports import write_document
from classroom_app.server.addresses import check_port
from classroom_app.server.android.listener import AndroidListener
from classroom_app.server.announcement import Announcement
from classroom_app.server.bounds import Bounds
from classroom_app.server.broadcaster import Broadcaster
from classroom_app.server.chosen_networks import ChosenNetworks
from classroom_app.server.help_pictures import HelpPictures
from classroom_app.server.known_seats import KnownSeats
from classroom_app.server.network import Network
from classroom_app.server.remote_service import RemoteService
from classroom_app.server.session_server import SessionServer
from classroom_app.storage.backup import ZipBackups
from classroom_app.storage.comfort_store import SqlComfortStore
from classroom_app.storage.database import Database, open_database
from classroom_app.storage.eraser import SqlEraser
from classroom_app.storage.journal import SqlJournal
from classroom_app.storage.lesson_pictures import LessonPictures
from classroom_app.system.clock import SystemClock
from classroom_app.system.data_rights import keep_data_private
from classroom_app.system.disk_room import DiskRoom
from classroom_app.system.passwords import PASSWORDS
from classroom_app.system.paths import make_data_dir
from classroom_app.system.start_faults import Fault

if TYPE_CHECKING:
    from classroom_app.server.encryption import Encryption

log = logging.getLogger(__name__)


class Program:
    """The parts of one run: `prepare`, then `start`, and `stop` in any case."""

    def __init__(
        self,
        config: Config,
        *,
        clock: Clock | None = None,
        bounds: Bounds | None = None,
        make_journal: MakeJournal = SqlJournal,
    ) -> None:
        self.config = config
        self.clock = clock or SystemClock()
        self._bounds = bounds or Bounds()
        self._make_journal = make_journal
        self._hold = DataHold(config)
        self._database: Database | None = None
        self._sharing: Sharing | None = None
        self._pictures: LessonPictures | None = None
        self._background: list[asyncio.Task[None]] = []
        self._encryption: Encryption | None = None
        if config.tls:
            self._encryption = load_encryption(config.data_dir / TLS_FOLDER, self.clock)
        self._basis: Basis
        self._visitors: Visitors
        self._listeners: Listeners
        self._network: Network
        self._privacy: PrivacyService
        self._remote: RemoteService
        self._changes = SharedLists()
        self._disk: DiskWatch
        self.services: Services
        self.activity: Activity

    @property
    def server(self) -> SessionServer:
        """The class's own server."""
        return self._listeners.server

    @property
    def android(self) -> AndroidListener:
        """The Android app's port."""
        return self._listeners.android

    @property
    def help_pictures(self) -> HelpPictures:
        """The pictures sent with help requests."""
        return self._visitors.help_pictures

    @property
    def comfort(self) -> ComfortMemory:
        """Restores the display settings of students on a roster."""
        return self._comfort

    @property
    def sharing(self) -> Sharing | None:
        """The parts for a database that other desks use too, or None."""
        return self._sharing

    @property
    def trusted(self) -> ssl.SSLContext | None:
        """The TLS context for this program's own clients, or None if classes are not encrypted."""
        return self._encryption.client_context() if self._encryption else None

    def faults(self, *, folder_is_usable: bool) -> list[Fault]:
        """Return what else would keep this run from starting. Blocks; changes nothing."""
        return faults_before_start(
            self.config,
            listening_ports(self.config),
            self._hold,
            folder_is_usable=folder_is_usable,
        )

    def prepare(self) -> None:
        """Make the data folder, lock it and the database, and bring that up to date. Blocks.

        Raises:
            OSError: the folder cannot be made or written.
            DatabaseError: the database is in use, newer, or unusable.
        """
        make_data_dir(self.config.data_dir)
        self._hold.acquire()
        keep_data_private(self.config.data_dir)
        try:
            self._basis = lay_basis(self.config, self.clock, self._bounds, self._encryption)
        except BaseException:
            self._hold.release()
            raise

    async def start(self) -> None:
        """Connect the parts and listen; needs `prepare`.

        Raises:
            OSError: a port cannot be listened on.
            StorageError: the database cannot be read.
        """
        basis = self._basis
        self._database = open_database(basis.engine, self.clock.now)
        sharing = self._sharing = await share(basis, self._database)
        core = await open_core(basis, self._database, self._make_journal, sharing)
        self._pictures = core.pictures
        visitors = self._visitors = await know_visitors(basis, core)
        self.activity = Activity(core.journal, self.clock, self._bounds.flush_activity_s)
        self._listeners = Listeners(basis, core, visitors, self.activity)
        self._network = Network(
            self.server,
            self.android,
            Announcement(),
            await asyncio.to_thread(ChosenNetworks, self.config.data_dir),
        )
        self._privacy = PrivacyService(
            core.classroom,
            SqlEraser(core.database, core.picture_home),
            self.clock,
            visitors.forget_person,
            forget_reports=core.attendance.forget,
            forget_listed=core.rosters.forget_people,
        )
        self._remote = RemoteService(
            visitors.passes,
            visitors.identities,
            visitors.cookies,
            visitors.registry,
            self._listeners.base_url,
            visitors.rights,
            basis.instructor_key,
        )
        self._disk = DiskWatch(DiskRoom(self.config.data_dir))
        self.services = self._make_services(core, visitors)
        broadcaster = Broadcaster(
            visitors.registry,
            visitors.identities,
            self._bounds.after_end_s,
            lambda: core.instructor.profile.name,
        )
        # In this order: phones are notified first.
        for part in (
            *(broadcaster, visitors.departures, visitors.guessing),
            *(self.android, self._privacy),
        ):
            core.classroom.subscribe(part.on_notice)
        if sharing is None:  # else it is a server's disk that may be full
            core.classroom.subscribe(self._disk.on_notice)
        else:
            seats = KnownSeats(core.archive, visitors.identities, visitors.devices)
            core.classroom.subscribe(seats.on_notice)
            sharing.before_stop.extend([seats.settled, self._changes.stop])
            follow_others(self._changes, core, self._privacy)
        self._comfort = ComfortMemory(SqlComfortStore(core.database), core.classroom)
        core.classroom.subscribe(self._comfort.on_notice)
        await self._listeners.start()
        if self._encryption is not None:
            self._network.subscribe(self._encryption.look_soon)
        with contextlib.suppress(OSError):  # it is tried again soon
            await self._network.look()
        self._begin_what_goes_on()

    def _make_services(self, core: Core, visitors: Visitors) -> Services:
        classroom, config, sharing = core.classroom, self.config, self._sharing
        return Services(
            classroom=classroom,
            lessons=core.lessons,
            handouts=core.handouts,
            instructor=core.instructor,
            server=self.server,
            remote=self._remote,
            helpers=self._listeners.helpers,
            uploads=self._listeners.uploads,
            reports=ReportService(classroom, core.archive, write_document, core.rosters.roster),
            rosters=core.rosters,
            attendance=core.attendance,
            seat_cards=core.seat_cards,
            changes=self._changes,
            network=self._network,
            guess_detector=visitors.guessing,
            start=StartService(
                lambda port: check_port(config.host, port),
                try_server,
                PASSWORDS.keep,
                DataPlace(config.database_url, config.is_database_given, config.passed_over),
            ),
            privacy=self._privacy,
            backups=BackupService(
                lambda: [(session.title, session.status) for session in classroom.live_sessions],
                ZipBackups(self._basis.engine, config.data_dir),
                self.clock,
            ),
            disk=self._disk,
            line=core.database.line,
            stranded=StrandedClasses(classroom, None if sharing is None else sharing.unfinished),
            clock=self.clock,
            data_dir=config.data_dir,
            picture_home=core.picture_home,
        )

    def _begin_what_goes_on(self) -> None:
        """Start the background tasks."""
        works: list[Callable[[], Coroutine[Any, Any, None]]] = [
            self.activity.run,
            self._network.run,
            self.services.disk.run,
            self._visitors.lapses.run,
            self._remote.run,
        ]
        if self._sharing is not None:
            self._sharing.leases.on_lost = self.services.classroom.lose
            works += [self._sharing.leases.run, self.services.stranded.run]
            works.append(partial(self._sharing.listen, self._changes.hear))
        if self._encryption is not None:
            works.append(self._encryption.run)
        loop = asyncio.get_running_loop()
        self._background = [loop.create_task(_beside_a_class(work)) for work in works]

    async def open_initial_session(self) -> ClassSession:
        """Open the class that the command line asks for, or resume it.

        Raises:
            LessonFileError, OSError: the lesson file cannot be used.
            UnknownTitleError: there is no such roster.
            StorageError: it could not be stored.
        """
        config, services = self.config, self.services
        roster = None if config.roster is None else services.rosters.titled(config.roster)
        path = config.lesson_file or sample_paths()[config.language or "ko"][0]
        lesson_id = await services.lessons.import_file(path)
        session = await services.instructor.open_class(
            lesson_id,
            config.code or "",
            guests_allowed=config.guests,
            rehearsal=config.demo,
            roster_id=None if roster is None else roster.id,
        )
        await self.android.settled()
        return session

    def wake(self) -> None:
        """Look for the network again, which may be another one after the computer has slept."""
        if self._background:
            self._network.look_soon()

    async def stop(self) -> None:
        """Close all connections, store everything, and release the database."""
        if self._database is not None:
            self._database.give_up()
        if self._pictures is not None:
            await self._pictures.close()
        if self._background:
            for task in self._background:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
            self._background = []
            # Concurrently: at the end of a session or console, Windows gives us five seconds for
            # everything. A picture that is being decoded is given up, since nobody waits for it any
            # more.
            await asyncio.gather(
                self._network.stop(),
                self.services.handouts.stop(),
                self.services.attendance.stop(),
                self._listeners.stop(),
                self._visitors.decoding_queue.close(),
            )
            await self._visitors.help_pictures.settled()
            # In this order: each closed connection leaves a command behind, `drain` waits until
            # those are stored, and after the last activity is flushed nothing is written any more.
            await self._visitors.departures.settled()
            await self._privacy.settled()
            await self._comfort.settled()
            await self._disk.settled()
            await self.services.classroom.drain()
            await self.activity.flush()
        if self._sharing is not None:
            await self._sharing.stop()
        if self._database is not None:
            await self._database.close()
        self._hold.release()


async def _beside_a_class(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a background task, logging errors: a bug must not harm classes or the orderly stop.

    `work` is called only when the task runs, so a start that fails before leaves no coroutine
    behind.
    """
    try:
        await work()
    except Exception:
        log.exception("What runs beside the classes has ended")
