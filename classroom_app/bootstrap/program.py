"""The running parts, and the order in which they start and stop."""

import asyncio
import contextlib
import getpass
import logging
import secrets
import ssl
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from classroom_app.application.activity import Activity
from classroom_app.application.backup_service import BackupService
from classroom_app.application.classroom import Classroom
from classroom_app.application.ids import SequenceIds
from classroom_app.application.instructor_service import InstructorService
from classroom_app.application.lesson_library import LessonLibrary
from classroom_app.application.ports import Clock, Journal
from classroom_app.application.privacy_service import PrivacyService
from classroom_app.application.report_service import ReportService
from classroom_app.application.services import Services
from classroom_app.application.start_service import StartService
from classroom_app.bootstrap.start_checks import faults_before_start
from classroom_app.config import Config
from classroom_app.domain.class_session import ClassSession
from classroom_app.reports import write_document
from classroom_app.server.addresses import check_port, own_host_names
from classroom_app.server.admission import WrongTries
from classroom_app.server.android.device_service import DeviceService
from classroom_app.server.android.listener import AndroidListener
from classroom_app.server.android.screenshot_files import ScreenshotFiles
from classroom_app.server.android.surroundings import AndroidContext
from classroom_app.server.announcement import Announcement
from classroom_app.server.bounded_connections import ConnectionLimit
from classroom_app.server.bounds import Bounds
from classroom_app.server.broadcaster import Broadcaster
from classroom_app.server.conversation import ConversationContext
from classroom_app.server.departures import Departures
from classroom_app.server.http_redirect import RedirectServer
from classroom_app.server.identities import Identities
from classroom_app.server.network import Network
from classroom_app.server.pages import MINIFIED_FOLDER, PAGE_FOLDERS, read_pages
from classroom_app.server.registry import Registry
from classroom_app.server.remote import RemotePasses
from classroom_app.server.remote_service import RemoteService
from classroom_app.server.screenshots import DECODED_AT_ONCE
from classroom_app.server.session_server import SessionServer
from classroom_app.server.web import Web
from classroom_app.storage.archive import SqlArchive
from classroom_app.storage.backup import ZipBackups, take_over
from classroom_app.storage.cookie_store import SqlCookieStore
from classroom_app.storage.database import Database, make_engine
from classroom_app.storage.device_store import SqlDeviceStore, SqlScreenshotStore
from classroom_app.storage.eraser import SqlEraser, scrub_if_due
from classroom_app.storage.errors import (
    DatabaseInUseError,
)
from classroom_app.storage.journal import SqlJournal
from classroom_app.storage.lesson_files import LessonFilesOnDisk
from classroom_app.storage.lesson_store import SqlLessonStore
from classroom_app.storage.migrate import bring_up_to_date
from classroom_app.storage.profile_store import SqlProfileStore
from classroom_app.system.atomic_write import atomic_write
from classroom_app.system.clock import SystemClock
from classroom_app.system.data_folder import (
    LOCK_FILE,
    note_owner,
    owner_of,
)
from classroom_app.system.owner_only import keep_file_private
from classroom_app.system.paths import make_data_dir, migrations_dir, resources_dir
from classroom_app.system.start_faults import Fault

if TYPE_CHECKING:
    from classroom_app.server.android.device_server import DeviceServer
    from classroom_app.server.encryption import Encryption

log = logging.getLogger(__name__)

KEY_FILE = "instructor.key"
TLS_FOLDER = "tls"
LANGUAGES = ("ko", "en")
DEFAULT_NAME = "Instructor"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Core:
    """What leads classes, whether anybody is connected or not."""

    database: Database
    archive: SqlArchive
    journal: Journal
    classroom: Classroom
    lessons: LessonLibrary
    instructor: InstructorService


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visitors:
    """Who is connected, who may come back, and what they have sent."""

    registry: Registry
    identities: Identities
    cookies: SqlCookieStore
    passes: RemotePasses
    tries: WrongTries
    devices: DeviceService
    departures: Departures
    screenshots: ScreenshotFiles


class Program:
    """The running parts."""

    def __init__(
        self,
        config: Config,
        *,
        clock: Clock | None = None,
        bounds: Bounds | None = None,
        make_journal: Callable[[Database], Journal] = SqlJournal,
    ) -> None:
        self.config = config
        self.clock = clock or SystemClock()
        self._bounds = bounds or Bounds()
        self._make_journal = make_journal
        self._lock = FileLock(config.data_dir / LOCK_FILE, timeout=0)
        self._database: Database | None = None
        self._background: list[asyncio.Task[None]] = []
        self._encryption: Encryption | None = None
        if config.tls:
            self._encryption = load_encryption(config.data_dir / TLS_FOLDER, self.clock)
        self._redirect: RedirectServer | None = None
        self.services: Services
        self.server: SessionServer
        self.android: AndroidListener
        self.activity: Activity

    def prepare(self) -> None:
        """Make the data folder, lock it, and bring the database up to date. Blocks.

        Raises:
            OSError: the folder cannot be made or written.
            DatabaseError: the database is in use, newer, or unusable.
        """
        data_dir = self.config.data_dir
        make_data_dir(data_dir)
        try:
            self._lock.acquire()
        except Timeout:
            raise DatabaseInUseError(str(data_dir), owner_of(data_dir)) from None
        note_owner(data_dir)
        try:
            self._instructor_key = read_or_make_key(data_dir / KEY_FILE)
            self._engine = make_engine(self.config.database)
            if take_over(self._engine, data_dir):
                log.info("A backup was restored")
            bring_up_to_date(self._engine, migrations_dir(), self.clock.now())
            scrub_if_due(self._engine, data_dir)
            self._pages = read_pages(
                *(resources_dir() / name for name in PAGE_FOLDERS),
                minified=resources_dir() / MINIFIED_FOLDER,
            )
            if self._encryption is not None:
                self._encryption.prepare()
        except BaseException:
            self._lock.release()
            raise

    async def start(self) -> None:
        """Plug the parts together and listen.

        Raises:
            OSError: the port cannot be had.
            StorageError: the database cannot be read.
        """
        core = await self._open_core()
        visitors = await self._know_visitors(core)
        self._departures = visitors.departures
        self.activity = Activity(core.journal, self.clock, self._bounds.flush_activity_s)
        self.android = self._make_android_port(core, visitors)
        self._redirect = self._make_redirect_server()
        self.server = self._make_server(core, visitors, self._make_web(core, visitors))
        self._network = Network(self.server, self.android, Announcement())
        self._privacy = self._make_privacy_service(core, visitors)
        self.services = self._make_services(core, visitors)
        broadcaster = Broadcaster(visitors.registry, visitors.identities, self._bounds.after_end_s)
        # In this order: the phones hear of it first.
        for part in (broadcaster, visitors.departures, self.android, self._privacy):
            core.classroom.subscribe(part.on_notice)
        await self._listen()

    async def _open_core(self) -> _Core:
        """Read what is stored, and make what leads classes."""
        ids = SequenceIds()
        database = self._database = Database(self._engine)
        archive = SqlArchive(database)
        journal = self._make_journal(database)
        ids.start_after(await archive.highest_ids())
        classroom = Classroom(journal, archive, self.clock, ids)
        await classroom.start()
        lessons = LessonLibrary(
            SqlLessonStore(database, ids, self.clock.now), LessonFilesOnDisk(), sample_paths()
        )
        instructor = InstructorService(
            classroom,
            lessons,
            SqlProfileStore(database, ids, self.clock.now),
            max_participants=self._bounds.max_participants,
        )
        await instructor.start(system_user_name())
        return _Core(
            database=database,
            archive=archive,
            journal=journal,
            classroom=classroom,
            lessons=lessons,
            instructor=instructor,
        )

    async def _know_visitors(self, core: _Core) -> _Visitors:
        """Remember cookies and devices, and make what keeps an eye on connections."""
        registry = Registry()
        devices = DeviceService(core.classroom, registry, SqlDeviceStore(core.database))
        await devices.start()
        return _Visitors(
            registry=registry,
            identities=Identities(await core.archive.grants()),
            cookies=SqlCookieStore(core.database),
            passes=RemotePasses(self.clock.monotonic),
            tries=WrongTries(self.clock.monotonic),
            devices=devices,
            departures=Departures(core.classroom, registry),
            screenshots=ScreenshotFiles(SqlScreenshotStore(core.database), self.config.data_dir),
        )

    def _make_android_port(self, core: _Core, visitors: _Visitors) -> AndroidListener:
        context = AndroidContext(
            classroom=core.classroom,
            instructor=core.instructor,
            devices=visitors.devices,
            screenshots=visitors.screenshots,
            tries=visitors.tries,
            activity=self.activity,
            clock=self.clock,
            base_url=self._base_url,
        )
        return AndroidListener(
            partial(load_android_server, context, self._bounds.connections),
            self.config.host,
            self.config.port + 1 if self.config.port else 0,
        )

    def _make_web(self, core: _Core, visitors: _Visitors) -> Web:
        return Web(
            classroom=core.classroom,
            instructor=core.instructor,
            lessons=core.lessons,
            registry=visitors.registry,
            identities=visitors.identities,
            cookies=visitors.cookies,
            tries=visitors.tries,
            clock=self.clock,
            pages=self._pages,
            passes=visitors.passes,
            screenshots=visitors.screenshots,
            rest_port=lambda: self.android.port,
            instructor_key=self._instructor_key,
            secure_cookies=self.config.tls,
        )

    def _make_redirect_server(self) -> RedirectServer | None:
        if self._encryption is None:
            return None
        return RedirectServer(
            self.config.host,
            self._plain_port,
            lambda: self.server.port,
            self._encryption.authority,
            self._pages,
            self._bounds,
        )

    def _make_server(self, core: _Core, visitors: _Visitors, web: Web) -> SessionServer:
        redirect, encryption = self._redirect, self._encryption
        context = ConversationContext(
            classroom=core.classroom,
            instructor=core.instructor,
            registry=visitors.registry,
            activity=self.activity,
            clock=self.clock,
            data_dir=self.config.data_dir,
            devices=visitors.devices,
            departures=visitors.departures,
            decoding=asyncio.Semaphore(DECODED_AT_ONCE),
            guest_join_s=self._bounds.guest_join_s,
        )
        return SessionServer(
            context,
            web,
            visitors.identities,
            host=self.config.host,
            port=self.config.port,
            bounds=self._bounds,
            tls=encryption.context if encryption else None,
            entrance_port=(lambda: redirect.port) if redirect else None,
        )

    def _make_privacy_service(self, core: _Core, visitors: _Visitors) -> PrivacyService:
        def forget_person(participant_id: int) -> None:
            visitors.identities.void(participant_id)
            visitors.devices.forget(participant_id)

        eraser = SqlEraser(core.database, self.config.data_dir)
        return PrivacyService(core.classroom, eraser, self.clock, forget_person)

    def _make_services(self, core: _Core, visitors: _Visitors) -> Services:
        classroom, config = core.classroom, self.config
        return Services(
            classroom=classroom,
            lessons=core.lessons,
            instructor=core.instructor,
            server=self.server,
            remote=RemoteService(
                visitors.passes,
                visitors.identities,
                visitors.cookies,
                visitors.registry,
                self._base_url,
            ),
            reports=ReportService(classroom, core.archive, write_document),
            network=self._network,
            start=StartService(lambda port: check_port(config.host, port)),
            privacy=self._privacy,
            backups=BackupService(
                lambda: [(session.title, session.status) for session in classroom.live_sessions],
                ZipBackups(self._engine, config.data_dir),
                self.clock,
            ),
            clock=self.clock,
            data_dir=config.data_dir,
        )

    async def _listen(self) -> None:
        """Start the servers, and begin what goes on beside classes."""
        if self._redirect is not None:
            await self._redirect.start()
        await self.server.start()
        works = [self.activity.run(), self._network.run()]
        if self._encryption is not None:
            works.append(self._encryption.run())
        loop = asyncio.get_running_loop()
        self._background = [loop.create_task(_beside_a_class(work)) for work in works]

    def _base_url(self) -> str:
        return self.server.urls()[0]

    @property
    def _plain_port(self) -> int:
        """The port of the HTTP redirect; the one between is the Android app's."""
        return self.config.port + 2 if self.config.port else 0

    @property
    def _ports(self) -> list[int]:
        return [self.config.port, self._plain_port] if self.config.tls else [self.config.port]

    @property
    def trusted(self) -> ssl.SSLContext | None:
        """Whom clients of this PC's own trust, when the class is encrypted."""
        return self._encryption.client_context() if self._encryption else None

    def faults(self, *, folder_is_usable: bool) -> list[Fault]:
        """Return what else keeps this run from starting. Blocks; changes nothing."""
        lock = self._lock if folder_is_usable else None
        return faults_before_start(self.config, self._ports, lock)

    async def open_initial_session(self) -> ClassSession:
        """Open the class that the command line asks for, or take it up again.

        Raises:
            LessonFileError, OSError: the lesson file is bad.
            StorageError: the database would not take it.
        """
        config, services = self.config, self.services
        path = config.lesson_file or sample_paths()[config.language or "ko"][0]
        lesson_id = await services.lessons.import_file(path)
        session = await services.instructor.open_class(
            lesson_id,
            config.code or "",
            guests_allowed=config.guests,
            rehearsal=config.demo,
        )
        await self.android.settled()
        return session

    def wake(self) -> None:
        """Look around: the computer has slept, and may be in another network now."""
        if self._background:
            self._network.look_soon()

    async def stop(self) -> None:
        """Say goodbye to the phones, write everything, let go of the database."""
        if self._background:
            for task in self._background:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
            self._background = []
            # At once: when a session or a console ends, Windows gives us five seconds for it all.
            parts = (self._network, self.android, self._redirect, self.server)
            await asyncio.gather(*(part.stop() for part in parts if part is not None))
            # In this order: whoever hangs up leaves a command behind, `drain` returns when those
            # are stored, and after the last signs of life nothing is written any more.
            await self._departures.settled()
            await self._privacy.settled()
            await self.services.classroom.drain()
            await self.activity.flush()
        if self._database is not None:
            await self._database.close()
        self._lock.release()


async def _beside_a_class(work: Coroutine[Any, Any, None]) -> None:
    """Do what goes on beside classes; a bug in it harms neither them nor the orderly stop."""
    try:
        await work
    except Exception:
        log.exception("What runs beside the classes has ended")


def load_android_server(
    context: AndroidContext, limit: ConnectionLimit
) -> "Callable[[], DeviceServer]":
    """Import aiohttp, which blocks for a while, and return what makes the app's server."""
    from classroom_app.server.android.android_api import AndroidApi
    from classroom_app.server.android.device_server import DeviceServer

    return lambda: DeviceServer(AndroidApi(context).respond, limit)


def load_encryption(folder: Path, clock: Clock) -> "Encryption":
    """Import what certificates are made with, which other classes do without."""
    from classroom_app.server.encryption import Encryption

    return Encryption(folder, own_host_names, clock.now)


def sample_paths() -> dict[str, list[Path]]:
    """Return the sample lessons that come with the program, by language."""
    folder = resources_dir() / "lessons"
    return {language: sorted((folder / language).glob("*.json")) for language in LANGUAGES}


def system_user_name() -> str:
    """Return a name for the instructor until they give one."""
    try:
        return getpass.getuser() or DEFAULT_NAME
    except (KeyError, OSError):
        return DEFAULT_NAME


def read_or_make_key(path: Path) -> str:
    """Return the instructor key, made on the first start; only its owner can read the file.

    Raises:
        OSError: it cannot be read or written.
    """
    try:
        key = path.read_text("utf-8", "replace").strip()
    except FileNotFoundError:
        key = ""
    if not key:
        key = secrets.token_urlsafe(32)
        with atomic_write(path, private=True) as beside:
            beside.write_text(key + "\n", encoding="ascii")
    else:  # it may have come from another disk, or from an older version
        keep_file_private(path)
    return key
