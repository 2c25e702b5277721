"""The Qt application and its event loop: an orderly start, and an orderly stop.

Qt is imported as late as possible, in the functions that need it: once PySide is loaded, it reads
the source of each module that is imported later.
"""

import asyncio
import logging
import os
import platform
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from classroom_app import __version__
from classroom_app.application.classroom import CodeInUseElsewhereError
from classroom_app.application.ports import StorageError
from classroom_app.application.roster_service import UnknownTitleError
from classroom_app.application.start_service import RestartRequest
from classroom_app.bootstrap import Program
from classroom_app.bootstrap.faults import (
    fault_of_database,
    fault_of_folder,
    fault_of_lesson,
    fault_of_missing_folder,
    fault_of_port,
    fault_of_storage,
)
from classroom_app.config import Config
from classroom_app.domain.class_session import ClassSession
from classroom_app.protocol.lesson_file import LessonFileError
from classroom_app.server.addresses import in_url
from classroom_app.server.open_files import allow_many_connections
from classroom_app.storage.errors import DatabaseError
from classroom_app.system.crash_reports import CrashReports
from classroom_app.system.data_folder import carry, check_place, is_in_use
from classroom_app.system.data_rights import settings_file
from classroom_app.system.input_methods import choose_input_methods
from classroom_app.system.log_setup import set_up_logging
from classroom_app.system.paths import default_data_dir, make_data_dir
from classroom_app.system.start_faults import Fault
from classroom_app.system.startup_settings import StartupSettings

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication

    from classroom_app.gui.main_window import MainWindow
    from classroom_app.gui.opened_files import OpenedFiles
    from classroom_app.gui.single_instance import SingleInstance

log = logging.getLogger(__name__)

APP_NAME = "classroom_app"
PROGRAM = "classroom-app"
MakeProgram = Callable[[Config], Program]
DEMO_STUDENTS = 12
WORKER_THREADS = 4


class BadStartError(Exception):
    """The program cannot start; `str()` names every fault, on one line."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        """Return the faults on one line."""
        return "; ".join(str(fault).replace("\n", " ") for fault in self.faults)


def run(config: Config, make_program: MakeProgram = Program) -> int:
    """Run the program until it is closed; return the exit status.

    Raises:
        BadStartError: it cannot start; nothing was changed.
    """
    allow_many_connections()
    if config.is_bare and is_in_use(config.data_dir) and _first_one_shows_itself(config):
        return 0
    program = _prepared(make_program(config))
    crashes = _begin_reports(config)
    try:
        return _run_until_closed(program, crashes, make_program)
    except BadStartError:
        raise
    except Exception as error:
        crashes.write(error)
        raise
    finally:
        crashes.end()


def _first_one_shows_itself(config: Config) -> bool:
    from classroom_app.gui.single_instance import SingleInstance

    window_application()
    return SingleInstance(config.data_dir).is_shown_by_first(config.shown_lesson)


def _begin_reports(config: Config) -> CrashReports:
    crashes = CrashReports(config.logs, f"{PROGRAM} {__version__}, {platform.platform()}")
    with suppress(OSError):  # a disk that cannot be written is reported elsewhere
        crashes.begin()
    return crashes


def _run_until_closed(program: Program, crashes: CrashReports, make_program: MakeProgram) -> int:
    from classroom_app.system.event_loop import ClassroomEventLoop

    app = _headless_application() if program.config.headless else window_application()
    # On other systems, opening a file starts the program again, with an argument.
    opened = _files_opened_by_system(app) if sys.platform == "darwin" else None
    with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(app)) as runner:
        executor = ThreadPoolExecutor(WORKER_THREADS)
        runner.get_loop().set_default_executor(executor)
        said: list[Fault] = []
        while True:
            one = _Run(program, crashes, said, opened)
            runner.run(one.main())
            if one.request is None:
                return 0
            program, said = _again(program.config, one.request, make_program)


def _again(
    config: Config, request: RestartRequest, make_program: MakeProgram
) -> tuple[Program, list[Fault]]:
    """Return the program with the new choices, or with the former ones and why; prepared.

    Raises:
        BadStartError: it cannot even start with the former choices.
    """
    before = replace(config, lesson_file=None, code=None, guests=False, demo=False)
    after = replace(before, port=request.port, data_dir=request.data_dir, tls=request.tls)
    if (request.database, request.passed_over) != (before.database_url, before.passed_over):
        after = replace(
            after,
            database_url=request.database,
            passed_over=request.passed_over,
            is_database_chosen=request.database is not None,
            expects_data=False,
        )
    try:
        if after.data_dir != before.data_dir:
            carry(before.data_dir, after.data_dir)
        program = _prepared(make_program(after))
    except BadStartError as error:
        return _prepared(make_program(before)), error.faults
    except (OSError, shutil.Error) as error:
        return _prepared(make_program(before)), [Fault.other(str(error))]
    try:
        if after.data_dir != before.data_dir:
            StartupSettings(default_data_dir()).choose(data_dir=str(after.data_dir))
        if after != before:
            StartupSettings(after.data_dir).choose(port=after.port, tls=after.tls)
            _keep_database(after)
    except OSError as error:
        return program, [Fault.other(str(error))]
    return program, []


def _keep_database(config: Config) -> None:
    """Store the choice of the database for the next start, unless the command line names one.

    Raises:
        OSError: it cannot be written.
    """
    chosen = config.passed_over or config.database_url
    settings = StartupSettings(config.data_dir)
    if not config.is_database_given and chosen != settings.database:
        settings.choose(database=chosen or "")


def _prepared(program: Program) -> Program:
    """Prepare the program; raise `BadStartError` with all faults at once."""
    config = program.config
    faults = _faults_of_folder(config)
    faults += program.faults(folder_is_usable=not faults)
    if faults:
        raise BadStartError(faults)
    try:
        program.prepare()
    except DatabaseError as error:
        raise BadStartError([fault_of_database(error)]) from error
    except OSError as error:
        raise BadStartError([fault_of_folder(config.data_dir, error)]) from error
    return program


def _faults_of_folder(config: Config) -> list[Fault]:
    """Make the data folder and set up the log; return why that fails."""
    if config.is_data_missing:  # a folder must not be made where a missing drive's should be
        return [fault_of_missing_folder(config.data_dir)]
    try:
        if config.database_url is None:
            check_place(config.data_dir)
        make_data_dir(config.data_dir)
        set_up_logging(config.logs)
    except OSError as error:
        return [fault_of_folder(config.data_dir, error)]
    return []


def _headless_application() -> "QCoreApplication":
    from PySide6.QtCore import QCoreApplication

    QCoreApplication.setApplicationName(APP_NAME)
    return QCoreApplication.instance() or QCoreApplication(sys.argv[:1])


def window_application() -> "QApplication":
    """Return the application for windows, made at the first call."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication

    from classroom_app.gui.taskbar import name_for_taskbar
    from classroom_app.gui.theme.icons import program_icon
    from classroom_app.system.ends.window_application import WindowApplication

    QCoreApplication.setApplicationName(APP_NAME)
    name_for_taskbar()
    if sys.platform not in ("win32", "darwin"):
        choose_input_methods(os.environ)
    app = QApplication.instance() or WindowApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    # Closing the last window must not stop the loop under a pending await.
    app.setQuitOnLastWindowClosed(False)
    app.setWindowIcon(program_icon())
    app.setDesktopFileName(PROGRAM)
    return app


def _files_opened_by_system(app: "QCoreApplication") -> "OpenedFiles":
    from classroom_app.gui.opened_files import OpenedFiles

    return OpenedFiles(app)


class _Run:
    """One run of the program: start, wait, stop; `request` is set if it is to start again."""

    def __init__(
        self,
        program: Program,
        crashes: CrashReports,
        said: list[Fault],
        opened: "OpenedFiles | None",
    ) -> None:
        self._program, self._crashes, self._said = program, crashes, said
        self._opened = opened
        self.request: RestartRequest | None = None
        self._config = program.config
        self._window: MainWindow | None = None
        self._instance: SingleInstance | None = None
        self._rehearsal: asyncio.Task[None] | None = None
        self._give_collecting_back: Callable[[], None] = lambda: None
        self._end_reports: Callable[[], None] = lambda: None

    async def main(self) -> None:
        from classroom_app.system.ends import Ends
        from classroom_app.system.gc_scheduler import collect_on_this_thread

        stopping = asyncio.Event()

        def end() -> None:
            self.request = None  # even if it was about to start again
            stopping.set()

        ends = Ends(end, self._program.wake)
        try:
            session = await self._start()
            if not self._config.headless:
                self._show_window(session, stopping)
            self._give_collecting_back = collect_on_this_thread()
            self._announce(session)
            if self._config.demo and session is not None:
                self._rehearse(session, DEMO_STUDENTS)
            await stopping.wait()
        finally:
            await self._stop()
            self._give_collecting_back()
            ends.close()

    async def _start(self) -> ClassSession | None:
        config, program = self._config, self._program
        try:
            await program.start()
            if config.lesson_file is not None or config.demo:
                return await program.open_initial_session()
        except StorageError as error:
            raise BadStartError([fault_of_storage(config, error)]) from error
        except OSError as error:
            raise BadStartError([fault_of_port(config.host, config.port, error)]) from error
        except (UnknownTitleError, CodeInUseElsewhereError) as error:
            raise BadStartError([Fault.other(str(error))]) from error
        except LessonFileError as error:
            path = config.lesson_file
            fault = fault_of_lesson(path, str(error)) if path else Fault.other(str(error))
            raise BadStartError([fault]) from error
        return None

    def _show_window(self, session: ClassSession | None, stopping: asyncio.Event) -> None:
        from PySide6.QtCore import QSettings

        from classroom_app.gui.frame.support import Support
        from classroom_app.gui.main_window import MainWindow
        from classroom_app.gui.single_instance import SingleInstance
        from classroom_app.gui.uncaught import report_uncaught

        settings = QSettings(str(settings_file(self._config.data_dir)), QSettings.Format.IniFormat)
        window = MainWindow(
            self._program.services,
            settings,
            language=self._config.language,
            rehearse=self._rehearse,
            support=Support(
                partial(_diagnose, self._config), self._crashes.last(), self._crashes.dismiss
            ),
        )
        self._end_reports = report_uncaught(window.console.tasks)
        self._instance = SingleInstance(self._config.data_dir, window)
        self._instance.asked_to_show.connect(window.come_to_front)
        self._instance.listen()
        window.close_requested.connect(stopping.set)

        def restart(request: RestartRequest) -> None:
            self.request = request
            stopping.set()

        def start_again() -> None:
            config = self._config
            restart(
                RestartRequest(
                    config.port,
                    config.data_dir,
                    config.tls,
                    config.database_url,
                    config.passed_over,
                )
            )

        window.restart_requested.connect(restart)
        window.start_again_requested.connect(start_again)
        window.show_first()
        if self._said:
            from classroom_app.gui.frame.start_fault_words import words_of

            told = (words_of(fault) for fault in self._said)
            window.notice.say(" ".join(f"{words.what} {words.way_out}" for words in told).strip())
        if session is not None:
            window.show_session(session)
        if self._config.shown_lesson is not None:
            window.add_lessons([str(self._config.shown_lesson)])
        if self._opened is not None:
            self._opened.hand_to(window.come_to_front)
        self._window = window

    def _announce(self, session: ClassSession | None) -> None:
        server = self._program.server
        line = f"Listening on {server.scheme}://{in_url(server.host)}:{server.port}"
        print(f"{line}  session {session.code}" if session else line, flush=True)

    def _rehearse(self, session: ClassSession, count: int, helpers: int = 0) -> None:
        from classroom_app.rehearsal import Rehearsal

        server = self._program.server
        host = "127.0.0.1" if server.host == "0.0.0.0" else server.host  # noqa: S104 - compared
        roster = self._program.services.rosters.roster(session.roster_id)
        rehearsal = Rehearsal(
            f"{server.scheme}://{host}:{server.port}",
            session.code,
            count,
            seed=1,
            language=session.lesson.language,
            tls=self._program.trusted,
            numbers=[person.number for person in roster.people] if roster else (),
            helpers=helpers,
            invite=lambda: self._program.services.helpers.new_pass(session.id),
        )
        if self._rehearsal is not None:  # one at a time: the former class is over
            self._rehearsal.cancel()
        self._rehearsal = asyncio.get_running_loop().create_task(rehearsal.run())

    async def _stop(self) -> None:
        if self._rehearsal is not None:
            self._rehearsal.cancel()
            with suppress(asyncio.CancelledError):
                await self._rehearsal
        if self._opened is not None:
            self._opened.hand_to(None)
        if self._instance is not None:
            self._instance.close()
        if self._window is not None:
            self._window.hide()
            try:
                await self._window.flush()
            except StorageError:
                log.exception("What was written last could not be saved")
        await self._program.stop()
        if self._window is not None:
            self._window.allow_close()
            self._window.close()
        self._end_reports()


def _diagnose(config: Config) -> str:
    from classroom_app.doctor import examine

    return examine(config)[1]
