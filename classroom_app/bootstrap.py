"""The composition root: the only module that knows every layer. Each part can be replaced."""

import asyncio
import contextlib
import errno
import getpass
import logging
import os
import secrets
import socket
import ssl
from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from classroom_app.application.activity import Activity
from classroom_app.application.backup_service import BackupService
from classroom_app.application.classroom import Classroom
from classroom_app.application.ids import SequenceIds
from classroom_app.application.instructor_service import InstructorService, InvalidCodeError
from classroom_app.application.lesson_library import LessonLibrary
from classroom_app.application.ports import Clock, Journal
from classroom_app.application.privacy_service import PrivacyService
from classroom_app.application.report_service import ReportService
from classroom_app.application.services import Services
from classroom_app.application.start_service import StartService
from classroom_app.config import Config
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.session_code import normalise_code
from classroom_app.protocol.lesson_file import LessonFileError, read_lesson_file
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
    DatabaseError,
    DatabaseInUseError,
    NewerDatabaseError,
    UnusableDatabaseError,
)
from classroom_app.storage.journal import SqlJournal
from classroom_app.storage.lesson_files import LessonFilesOnDisk
from classroom_app.storage.lesson_store import SqlLessonStore
from classroom_app.storage.migrate import bring_up_to_date, known_revision
from classroom_app.storage.profile_store import SqlProfileStore
from classroom_app.system.atomic_write import atomic_write
from classroom_app.system.clock import SystemClock
from classroom_app.system.data_folder import (
    LOCK_FILE,
    NetworkFolderError,
    check_place,
    note_owner,
    owner_of,
)
from classroom_app.system.held_files import is_held
from classroom_app.system.owner_only import keep_file_private
from classroom_app.system.paths import make_data_dir, migrations_dir, resources_dir
from classroom_app.system.start_faults import Fault, FaultKind

if TYPE_CHECKING:
    from classroom_app.server.android.device_server import DeviceServer
    from classroom_app.server.encryption import Encryption

log = logging.getLogger(__name__)

KEY_FILE = "instructor.key"
TLS_FOLDER = "tls"
LANGUAGES = ("ko", "en")
DEFAULT_NAME = "Instructor"
WSAEACCES = 10_013  # what Windows says of a port that it keeps for itself


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
    """The running parts, and the order in which they start and stop."""

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
        config = self.config
        faults: list[Fault] = []
        if config.code is not None and normalise_code(config.code) is None:
            english = str(InvalidCodeError(config.code))
            faults.append(Fault(FaultKind.COMMAND, english, cause=english))
        if config.lesson_file is not None:
            faults += faults_of_lesson(config.lesson_file)
        for port in self._ports:
            try:
                check_port(config.host, port)
            except OSError as error:
                faults.append(fault_of_port(config.host, port, error))
        if folder_is_usable or config.database_url is not None:
            faults += self._faults_of_database(self._lock if folder_is_usable else nullcontext())
        return faults

    def _faults_of_database(self, lock: AbstractContextManager[object]) -> list[Fault]:
        try:
            with lock:
                engine = make_engine(self.config.database)
                try:
                    if engine.dialect.name == "sqlite" and engine.url.database:
                        check_place(Path(engine.url.database).parent)
                    known_revision(engine)
                finally:
                    engine.dispose()
        except Timeout:
            folder = self.config.data_dir
            return [fault_of_database(DatabaseInUseError(str(folder), owner_of(folder)))]
        except DatabaseError as error:
            return [fault_of_database(error)]
        except OSError as error:
            return [fault_of_folder(self.config.data_dir, error)]
        return []

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


def faults_of_lesson(path: Path) -> list[Fault]:
    """Return what is wrong with a lesson file; empty when nothing is."""
    try:
        if not path.is_file():  # to read CON would be to wait for the keyboard on Windows
            cause = "it is no file" if path.exists() else os.strerror(errno.ENOENT)
            english = f"The lesson file {path} cannot be read ({cause})"
            return [Fault(FaultKind.LESSON, english, str(path), cause)]
        read_lesson_file(path.read_bytes())
    except LessonFileError as error:
        return [fault_of_lesson(path, str(fault)) for fault in error.faults]
    except OSError as error:
        english = f"The lesson file {path} cannot be read ({error.strerror})"
        return [Fault(FaultKind.LESSON, english, str(path), error.strerror or str(error))]
    return []


def fault_of_lesson(path: Path, cause: str) -> Fault:
    """Say what is wrong in a lesson file."""
    return Fault(FaultKind.LESSON, f"{path}: {cause}", str(path), cause)


def fault_of_database(error: DatabaseError) -> Fault:
    """Say why the database is of no use."""
    match error:
        case DatabaseInUseError():
            return Fault(FaultKind.IN_USE, str(error), error.folder, owner=error.owner)
        case NewerDatabaseError():
            return Fault(FaultKind.NEWER, str(error), error.database, error.revision)
        case UnusableDatabaseError():
            return Fault(FaultKind.DATABASE, str(error), error.database, error.cause)
    return Fault.other(str(error))


def fault_of_folder(folder: Path, error: OSError) -> Fault:
    """Say why the data folder is of no use, and the way out."""
    if isinstance(error, NetworkFolderError):
        english = (
            f"The data folder {folder} is on another computer ({error.reached_by}), where a "
            "database cannot be kept safely: choose a folder of this computer with --data-dir"
        )
        return Fault(FaultKind.NETWORK_FOLDER, english, str(folder), error.reached_by)
    cause = error.strerror or str(error)
    if is_held(error) and error.filename is not None:
        english = (
            f"{error.filename} cannot be replaced ({cause}): close the program that has it open, "
            "then start again"
        )
        return Fault(FaultKind.FILE_HELD, english, str(error.filename), cause)
    english = (
        f"The data folder {folder} cannot be written ({cause}): choose another with --data-dir"
    )
    return Fault(FaultKind.FOLDER, english, str(folder), cause)


def fault_of_port(host: str, port: int, error: OSError) -> Fault:
    """Say why nobody can be listened to, and the way out."""
    is_number = error.errno is not None and not isinstance(error, socket.gaierror)
    cause = _cause_of_port(error) if is_number else error.strerror or str(error)
    if not is_number or error.errno == errno.EADDRNOTAVAIL:
        kind = FaultKind.NO_ADDRESS
        way_out = "name an address of this computer with --host, or leave it out"
    else:
        is_forbidden = error.errno in (errno.EACCES, errno.EPERM, WSAEACCES)
        kind = FaultKind.PORT_FORBIDDEN if is_forbidden else FaultKind.PORT_TAKEN
        way_out = "close the program that has it, or choose another with --port"
    english = f"Cannot listen on {host} port {port} ({cause}): {way_out}"
    return Fault(kind, english, host, cause, port)


def _cause_of_port(error: OSError) -> str:
    """Return the system's words for an error's number, in English."""
    number = error.errno or 0
    if os.name == "posix":  # asyncio puts a sentence of its own into `strerror`
        return os.strerror(number)
    # Windows says it in the language of the system.
    said = {
        errno.EADDRINUSE: "Address already in use",
        errno.EADDRNOTAVAIL: "Cannot assign requested address",
        WSAEACCES: "Permission denied",
    }
    return said.get(number) or error.strerror or str(error)


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
