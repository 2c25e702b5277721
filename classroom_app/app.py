"""The Qt application and its loop: an orderly start, and an orderly stop."""

import asyncio
import logging
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from classroom_app.application.ports import StorageError
from classroom_app.bootstrap import Program, fault_of_folder, fault_of_port
from classroom_app.config import Config
from classroom_app.domain.class_session import ClassSession
from classroom_app.event_loop import ClassroomEventLoop
from classroom_app.garbage import collect_on_this_thread
from classroom_app.log_setup import set_up_logging
from classroom_app.paths import make_data_dir
from classroom_app.protocol.lesson_file import LessonFileError
from classroom_app.server.addresses import in_url
from classroom_app.server.open_files import allow_many_connections
from classroom_app.storage.errors import DatabaseError

if TYPE_CHECKING:
    from classroom_app.gui.main_window import MainWindow

log = logging.getLogger(__name__)

APP_NAME = "classroom_app"
DEMO_STUDENTS = 12
WORKER_THREADS = 4


class BadStartError(Exception):
    """The program cannot start; `str()` names every fault, on one line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        """Return the faults on one line."""
        return "; ".join(fault.replace("\n", " ") for fault in self.faults)


def run(config: Config) -> int:
    """Run the program until it is closed; return the exit status.

    Raises:
        BadStartError: it cannot start; nothing was changed.
    """
    allow_many_connections()
    program = Program(config)
    _prepare(program)
    app = _headless_application() if config.headless else _window_application()
    with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(app)) as runner:
        return runner.run(_Run(program).main())


def _prepare(program: Program) -> None:
    """Do what can fail for the user's reasons, and name every fault at once."""
    config = program.config
    faults: list[str] = []
    try:
        make_data_dir(config.data_dir)
        set_up_logging(config.data_dir)
    except OSError as error:
        faults.append(fault_of_folder(config.data_dir, error))
    faults += program.faults(folder_is_usable=not faults)
    if faults:
        raise BadStartError(faults)
    try:
        program.prepare()
    except DatabaseError as error:
        raise BadStartError([str(error)]) from error
    except OSError as error:
        raise BadStartError([fault_of_folder(config.data_dir, error)]) from error


def _headless_application() -> QCoreApplication:
    QCoreApplication.setApplicationName(APP_NAME)
    return QCoreApplication.instance() or QCoreApplication(sys.argv[:1])


def _window_application() -> QCoreApplication:
    from PySide6.QtWidgets import QApplication

    QCoreApplication.setApplicationName(APP_NAME)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    # The last window's closing must not stop the loop under a pending await.
    app.setQuitOnLastWindowClosed(False)
    return app


class _Run:
    """One run of the program: start, wait, stop."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._config = program.config
        self._window: MainWindow | None = None
        self._rehearsal: asyncio.Task[None] | None = None
        self._give_garbage_back: Callable[[], None] = lambda: None

    async def main(self) -> int:
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(WORKER_THREADS))
        stopping = asyncio.Event()
        forget_signals = _call_on_signals(stopping.set)
        try:
            session = await self._start()
            if not self._config.headless:
                self._show_window(session, stopping)
            self._give_garbage_back = collect_on_this_thread()
            self._announce(session)
            if self._config.demo and session is not None:
                self._rehearse(session, DEMO_STUDENTS)
            await stopping.wait()
        finally:
            await self._stop()
            self._give_garbage_back()
            forget_signals()
        return 0

    async def _start(self) -> ClassSession | None:
        config, program = self._config, self._program
        try:
            await program.start()
            if config.lesson_file is not None or config.demo:
                return await program.open_initial_session()
        except StorageError as error:
            raise BadStartError([f"The database cannot be used: {error}"]) from error
        except OSError as error:
            raise BadStartError([fault_of_port(config.host, config.port, error)]) from error
        except LessonFileError as error:
            raise BadStartError([str(error)]) from error
        return None

    def _show_window(self, session: ClassSession | None, stopping: asyncio.Event) -> None:
        from PySide6.QtCore import QSettings

        from classroom_app.gui.main_window import MainWindow

        settings = QSettings(
            str(self._config.data_dir / "settings.ini"), QSettings.Format.IniFormat
        )
        window = MainWindow(
            self._program.services,
            settings,
            language=self._config.language,
            rehearse=self._rehearse,
        )
        window.close_requested.connect(stopping.set)
        window.show()
        if session is not None:
            window.show_session(session)
        self._window = window

    def _announce(self, session: ClassSession | None) -> None:
        server = self._program.server
        line = f"Listening on {server.scheme}://{in_url(server.host)}:{server.port}"
        print(f"{line}  session {session.code}" if session else line, flush=True)

    def _rehearse(self, session: ClassSession, count: int) -> None:
        from classroom_app.rehearsal import Rehearsal

        server = self._program.server
        host = "127.0.0.1" if server.host == "0.0.0.0" else server.host  # noqa: S104
        rehearsal = Rehearsal(
            f"http://{host}:{server.port}",
            session.code,
            count,
            seed=1,
            language=session.lesson.language,
        )
        if self._rehearsal is not None:  # one at a time: the class before it is over
            self._rehearsal.cancel()
        self._rehearsal = asyncio.get_running_loop().create_task(rehearsal.run())

    async def _stop(self) -> None:
        if self._rehearsal is not None:
            self._rehearsal.cancel()
            with suppress(asyncio.CancelledError):
                await self._rehearsal
        if self._window is not None:
            self._window.hide()
        await self._program.stop()
        if self._window is not None:
            self._window.allow_close()
            self._window.close()


def _call_on_signals(callback: Callable[[], None]) -> Callable[[], None]:
    """Call back on Ctrl-C and SIGTERM; return what ends that."""
    loop = asyncio.get_running_loop()
    numbers = (signal.SIGINT, signal.SIGTERM)
    try:
        for number in numbers:
            loop.add_signal_handler(number, callback)
    except NotImplementedError:  # Windows
        for number in numbers:
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(callback))
        return lambda: None

    def forget() -> None:
        for number in numbers:
            loop.remove_signal_handler(number)

    return forget
