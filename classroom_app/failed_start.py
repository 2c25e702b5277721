"""Reports a failed start in a window if there is no terminal.

A program started from an icon has nowhere to print: the window names every fault in the user's
language and offers ways out. The command line prints its one line in any case.
"""

import logging
import os
import platform
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from classroom_app import __version__
from classroom_app.application.server_place import ServerPlace
from classroom_app.config import DEFAULT_PORT, Config
from classroom_app.server.addresses import check_port
from classroom_app.system.data_folder import has_data, home_in
from classroom_app.system.passwords import PASSWORDS
from classroom_app.system.paths import default_data_dir, make_data_dir
from classroom_app.system.start_faults import OF_A_SERVER, Fault, FaultKind
from classroom_app.system.startup_settings import StartupSettings

if TYPE_CHECKING:
    from classroom_app.gui.frame.start_fault_dialog import Offers, Retry, StartFaultDialog

log = logging.getLogger(__name__)

PROPOSED_PORTS = range(8_010, 8_200, 10)
OF_THE_PORT = frozenset({FaultKind.PORT_TAKEN, FaultKind.PORT_FORBIDDEN})
OF_THE_FOLDER = frozenset(
    {
        FaultKind.FOLDER,
        FaultKind.FOLDER_MISSING,
        FaultKind.NETWORK_FOLDER,
        FaultKind.FILE_HELD,
        FaultKind.IN_USE,
        FaultKind.DATABASE_IN_USE,
        FaultKind.IN_USE_ELSEWHERE,
        FaultKind.NEWER,
        FaultKind.DATABASE,
        FaultKind.OTHER,
    }
)
OF_THE_RUNNING = frozenset({FaultKind.IN_USE, FaultKind.DATABASE_IN_USE})
# Set by the packaged console program, whose caller reads the line and waits for the end.
BY_CONSOLE_PROGRAM = "CLASSROOM_CONSOLE"
NO_SCREEN = ("offscreen", "minimal", "linuxfb", "vnc")


class RunningShownError(Exception):
    """Not started: the program that uses the folder was brought to the front instead."""


def is_told_in_window() -> bool:
    """Return whether there is a screen but no terminal to read messages in."""
    return _has_screen() and not _has_terminal() and BY_CONSOLE_PROGRAM not in os.environ


def ask(config: Config, faults: list[Fault]) -> Config | None:
    """Show the faults; return the configuration to start again with, or None to end.

    Raises:
        RunningShownError: the user continues in the window of the running program.
    """
    with _signals_as_usual():
        dialog = _made(config, faults, details_of(config, faults))
        if dialog is None:
            return None
        dialog.exec()
    if dialog.is_running_shown:
        raise RunningShownError
    return None if dialog.retry is None else _with(config, dialog.retry)


def tell_of_crash(config: Config, error: Exception) -> None:
    """Show that the program has crashed, and where the logs are."""
    cause = type(error).__qualname__
    fault = Fault(FaultKind.CRASH, f"The program has crashed: {cause}", str(config.logs), cause)
    # Its position in the code and no data, as in the report that the next start offers.
    trace = "".join(traceback.format_tb(error.__traceback__))
    with _signals_as_usual():
        dialog = _made(config, [fault], f"{details_of(config, [fault])}\n\n{trace}{cause}")
        if dialog is not None:
            dialog.exec()


def details_of(config: Config, faults: list[Fault]) -> str:
    """Return details for support, in English."""
    return "\n".join(
        [
            f"classroom-app {__version__}, {platform.platform()}",
            *(str(fault) for fault in faults),
            f"data folder: {config.data_dir}",
            f"log files: {config.logs}",
        ]
    )


def free_port(config: Config) -> int | None:
    """Return a free port whose next two, which a class may need, are free as well. Blocks."""
    for port in PROPOSED_PORTS:
        with suppress(OSError):
            for needed in (port, port + 1, port + 2):
                check_port(config.host, needed)
            return port
    return None


def _made(config: Config, faults: list[Fault], details: str) -> "StartFaultDialog | None":
    """Return the window, or None without Qt, after having reported what is possible."""
    try:
        from PySide6.QtCore import QSettings

        from classroom_app.app import window_application
        from classroom_app.gui.frame.start_fault_dialog import StartFaultDialog
        from classroom_app.gui.language import Language
        from classroom_app.gui.preferences import Key, Preferences
        from classroom_app.gui.theme.theme import Scheme, Theme
    except ImportError:
        log.exception("There is no Qt to show a window with")
        _say_without_qt(details)
        return None
    app = window_application()
    ini = QSettings(str(config.data_dir / "settings.ini"), QSettings.Format.IniFormat)
    preferences = Preferences(ini)
    chosen, scheme = preferences.text(Key.LANGUAGE), preferences.text(Key.SCHEME)
    language = Language(app, config.language or chosen or None)
    theme = Theme(app, Scheme(scheme) if scheme in list(Scheme) else Scheme.SYSTEM)
    dialog = StartFaultDialog(faults, _offers(config, faults), details)
    language.setParent(dialog)
    theme.setParent(dialog)
    dialog.finished.connect(theme.close)
    return dialog


def _offers(config: Config, faults: list[Fault]) -> "Offers":
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    from classroom_app.gui.frame.start_fault_dialog import Offers
    from classroom_app.gui.single_instance import SingleInstance

    def open_logs() -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(config.logs)))

    kinds = {fault.kind for fault in faults}
    if FaultKind.CRASH in kinds:
        return Offers(again=False, open_logs=open_logs if config.logs.is_dir() else None)
    if kinds & OF_A_SERVER and not kinds - OF_A_SERVER:
        login = _login_of(config) if FaultKind.SERVER_PASSWORD in kinds else None
        return Offers(
            own_data=True,
            keep_password=None if login is None else partial(PASSWORDS.keep, login),
            can_keep=login is not None,
        )
    if kinds & OF_THE_FOLDER:
        has_choice = config.database_url is None
        is_missing = FaultKind.FOLDER_MISSING in kinds
        running = SingleInstance(_folder_of_running(faults) or config.data_dir)
        is_there = bool(kinds & OF_THE_RUNNING) and running.is_first_there()
        return Offers(
            home_in=home_in if has_choice else None,
            show_running=(lambda: running.is_shown_by_first(config.shown_lesson))
            if is_there
            else None,
            can_keep=has_choice and config.data_dir == _usual_folder(),
            empty=_empty_folder() if is_missing else None,
            own=default_data_dir() if is_missing and has_data(default_data_dir()) else None,
        )
    if kinds & OF_THE_PORT:
        usual = StartupSettings(config.data_dir).port
        return Offers(
            port=free_port(config),
            try_port=lambda port: _try_port(config, port),
            can_keep=config.port == (DEFAULT_PORT if usual is None else usual),
        )
    return Offers(without_lesson=bool(kinds & {FaultKind.LESSON, FaultKind.COMMAND}))


def _login_of(config: Config) -> str | None:
    place = ServerPlace.of(config.database_url or "")
    return None if place is None else place.login


def _folder_of_running(faults: list[Fault]) -> Path | None:
    named = (fault.cause for fault in faults if fault.kind in OF_THE_RUNNING)
    return next((Path(folder) for folder in named if folder), None)


def _empty_folder() -> Path:
    """Return a folder for an empty start, on this computer and not in the missing drive's place.

    A folder there would be mistaken for the data without the drive, and hidden when it is back.
    """
    usual = default_data_dir()
    others = (usual.with_name(f"{usual.name}-{number}") for number in count(2))
    return next(folder for folder in chain([usual], others) if not has_data(folder))


def _usual_folder() -> os.PathLike[str]:
    return StartupSettings(default_data_dir()).data_dir or default_data_dir()


def _try_port(config: Config, port: int) -> None:
    check_port(config.host, port)
    if config.tls:
        check_port(config.host, port + 2)


def _with(config: Config, retry: "Retry") -> Config:
    """Return the configuration to start with, and store what the user wants to keep."""
    if retry.without_lesson:
        return replace(config, lesson_file=None, shown_lesson=None, code=None, guests=False)
    if retry.own_data:
        return replace(
            config,
            database_url=None,
            passed_over=config.database_url,
            expects_data=False,
        )
    login = _login_of(config)
    if retry.password is not None and login is not None:
        PASSWORDS.tell(login, retry.password)
    try:
        if retry.is_kept and retry.port is not None:
            make_data_dir(config.data_dir)
            StartupSettings(config.data_dir).choose(port=retry.port)
        if retry.is_kept and retry.data_dir is not None:
            make_data_dir(default_data_dir())
            StartupSettings(default_data_dir()).choose(data_dir=str(retry.data_dir))
    except OSError as error:
        log.warning("The choice cannot be kept for the next start (%s)", error)
    if retry.data_dir is not None:
        settings = StartupSettings(retry.data_dir)
        port = config.port if settings.port is None else settings.port
        tls = config.tls or settings.tls
        return replace(config, data_dir=retry.data_dir, port=port, tls=tls, expects_data=False)
    return config if retry.port is None else replace(config, port=retry.port)


def _has_terminal() -> bool:
    """Return whether one of our streams is a terminal that outlives this program."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with suppress(ValueError, OSError):  # it was closed, or has no file number
            if stream is not None and stream.isatty() and _is_for_reading(stream.fileno()):
                return True
    return False


if sys.platform == "win32":
    import ctypes
    import msvcrt

    def _is_for_reading(number: int) -> bool:
        """Return whether it is a console that stays open; `NUL` counts as a terminal too.

        For a program started from an icon, Windows opens a console that closes when the program
        ends: nobody could read it.
        """
        handle = ctypes.c_void_p(msvcrt.get_osfhandle(number))
        kernel, mode, ids = ctypes.windll.kernel32, ctypes.c_ulong(), (ctypes.c_ulong * 2)()
        is_console = kernel.GetConsoleMode(handle, ctypes.byref(mode)) != 0
        return bool(is_console and kernel.GetConsoleProcessList(ids, 2) != 1)

else:

    def _is_for_reading(number: int) -> bool:
        """Every terminal is."""
        return number >= 0


def _has_screen() -> bool:
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in NO_SCREEN:
        return False
    always_there = {"win32": True, "darwin": "SSH_CONNECTION" not in os.environ}
    by_name = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return always_there.get(sys.platform, by_name)


@contextmanager
def _signals_as_usual() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM kill the process: Python's handlers cannot run while Qt does."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, signal.SIG_DFL) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _say_without_qt(text: str) -> None:
    if sys.platform == "win32":
        import ctypes

        error_sign = 0x10
        ctypes.windll.user32.MessageBoxW(None, text, "Classroom", error_sign)
