"""The command line, which README.md describes."""

import argparse
import gc
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from classroom_app import __version__
from classroom_app.application.server_place import holds_password
from classroom_app.config import DEFAULT_PORT, Config
from classroom_app.failed_start import RunningShownError, ask, is_told_in_window, tell_of_crash
from classroom_app.system import terminal
from classroom_app.system.early_stop import EARLY_STOP
from classroom_app.system.paths import default_data_dir, default_log_dir
from classroom_app.system.side_process import ARGUMENTS, PAINTING
from classroom_app.system.start_faults import Fault, FaultKind
from classroom_app.system.startup_settings import StartupSettings

log = logging.getLogger(__name__)

PROGRAM = "classroom-app"
EXIT_CRASH = 1
EXIT_BAD_START = 2
MAX_PORT = 65_535
DOCTOR = "doctor"
HANDOUT = "handout"


class BadCommandLine(SystemExit):
    """The command line is wrong, and that was printed; `message` is the fault alone."""

    def __init__(self, message: str) -> None:
        super().__init__(EXIT_BAD_START)
        self.message = message


class _Parser(argparse.ArgumentParser):
    """Reports errors on one line."""

    def error(self, message: str) -> NoReturn:
        """Print the fault and the way out, and exit with 2."""
        self._print_message(f"{self.prog}: {message} (see {self.prog} --help)\n", sys.stderr)
        raise BadCommandLine(message)


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) <= MAX_PORT:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a valid port: use 0 to {MAX_PORT}")


def _host(text: str) -> str:
    if text.strip():
        return text
    raise argparse.ArgumentTypeError("name an address, such as 0.0.0.0 for all of this computer's")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = _Parser(
        prog=PROGRAM,
        description="Lead a class of Android phones, step by step.",
        epilog=f"{PROGRAM} {DOCTOR} checks this computer's setup and reports problems. "
        f"{PROGRAM} {HANDOUT} makes a PDF of a lesson file.",
    )
    made.add_argument(
        "shown_lesson",
        type=Path,
        nargs="?",
        metavar="FILE",
        help="add this lesson file and show it",
    )
    made.add_argument("--host", type=_host, default="0.0.0.0", help="address to listen on")  # noqa: S104 - for phones
    made.add_argument("--port", type=_port, help="port (8000); 0 takes any free one")
    made.add_argument("--data-dir", type=Path, default=None, metavar="DIR", help="data folder")
    made.add_argument("--database", metavar="URL", help="URL of a database server or file instead")
    made.add_argument("--lesson", type=Path, metavar="FILE", help="open a class on this lesson")
    made.add_argument("--code", help="class code (with --lesson)")
    made.add_argument("--guests", action="store_true", help="allow guests: phones without sign-in")
    made.add_argument("--roster", metavar="TITLE", help="the roster of the class (with --lesson)")
    made.add_argument("--language", choices=("ko", "en"), help="language of the window")
    made.add_argument("--tls", action="store_true", help="encrypt: https and wss")
    made.add_argument("--headless", action="store_true", help="no window, until Ctrl-C")
    made.add_argument("--demo", action="store_true", help="a sample class with simulated phones")
    made.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    return made


def config_of(arguments: Sequence[str] | None = None) -> Config:
    """Return what the command line and stored settings ask for.

    Raises:
        BadCommandLine: it is wrong; that was printed.
    """
    made = parser()
    given = made.parse_args(arguments)
    if given.lesson is None and (given.code or given.guests) and not given.demo:
        made.error("--code and --guests go with --lesson FILE")
    if given.lesson is None and given.roster:
        made.error("--roster goes with --lesson FILE")
    if given.shown_lesson and (given.headless or given.lesson or given.demo):
        made.error(
            "FILE can't be combined with --headless, --lesson or --demo; "
            "to start a class from a file, use --lesson FILE"
        )
    if given.shown_lesson and not given.shown_lesson.is_file():
        made.error(f"file not found: {given.shown_lesson}")
    chosen = None if given.data_dir else StartupSettings(default_data_dir()).data_dir
    data_dir = given.data_dir or chosen or default_data_dir()
    settings = StartupSettings(data_dir)
    port = settings.port if given.port is None else given.port
    if given.database is not None and holds_password(given.database):
        made.error(
            "the URL of --database holds a password, which everybody on this computer could read: "
            "leave it out; keep it in the keyring (in Settings) or in PostgreSQL's password file"
        )
    return Config(
        data_dir=data_dir,
        host=given.host,
        port=DEFAULT_PORT if port is None else port,
        database_url=given.database or settings.database,
        lesson_file=given.lesson,
        code=given.code,
        guests=given.guests,
        roster=given.roster,
        language=given.language,
        headless=given.headless,
        demo=given.demo,
        tls=given.tls or settings.tls,
        shown_lesson=given.shown_lesson,
        log_dir=None if given.data_dir else default_log_dir(),
        expects_data=chosen is not None,
        is_database_chosen=not given.database and settings.database is not None,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program, or one of its commands, and return the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] in ARGUMENTS:  # this is a side process of the packaged program
        _work_for_parent(ARGUMENTS[given[0]], given[1:])
        return 0
    terminal.make_ready()
    if given[:1] == [DOCTOR]:
        return _examine(config_of(given[1:]))
    if given[:1] == [HANDOUT]:
        return _make_handout(given[1:])
    EARLY_STOP.listen()
    try:
        config = _config_or_asked(given)
        return EXIT_BAD_START if config is None else _run(config)
    except KeyboardInterrupt:
        return 0


def _work_for_parent(module: str, limits: Sequence[str]) -> None:
    # Written out, since the packager looks for imports.
    if module == PAINTING:
        from classroom_app.painting_process import main as work
    else:
        from classroom_app.decoding_process import main as work
    work(limits)


def _config_or_asked(given: list[str]) -> Config | None:
    """Return the configuration; without a terminal, show a wrong command line in a window."""
    try:
        return config_of(given)
    except BadCommandLine as bad:
        if "--headless" in given or not is_told_in_window():
            raise
        fault = Fault(FaultKind.COMMAND, bad.message, cause=bad.message)
        return ask(config_of([]), [fault])


def _run(config: Config) -> int:
    gc.disable()  # the start makes little garbage; afterwards `gc_scheduler` collects
    try:
        while True:
            outcome = _run_once(config)
            if isinstance(outcome, int):
                return outcome
            config = outcome
    finally:
        gc.enable()


def _run_once(config: Config) -> int | Config:
    """Return the exit status, or the configuration to start again with after a failed start."""
    from_icon = not config.headless and is_told_in_window()
    try:
        # Imported late: `--version` and `--help` answer without Qt.
        from classroom_app.app import BadStartError, run

        try:
            return run(config)
        except BadStartError as error:
            print(f"{PROGRAM}: {error}", file=sys.stderr)
            if not from_icon:
                return EXIT_BAD_START
            faults = error.faults
        return ask(config, faults) or EXIT_BAD_START
    except RunningShownError:
        return 0
    except Exception as error:
        if not from_icon:
            raise
        log.exception("The program has ended by a fault of its own")
        tell_of_crash(config, error)
        return EXIT_CRASH


def _numbers(text: str) -> list[int]:
    parts = text.split(",")
    if all(part.isascii() and part.isdigit() for part in parts):
        return [int(part) for part in parts]
    raise argparse.ArgumentTypeError(f"{text!r} are no steps: write numbers, such as 1,2,5")


def _make_handout(arguments: Sequence[str]) -> int:
    made = _Parser(
        prog=f"{PROGRAM} {HANDOUT}", description="Make a PDF of a lesson file, for students."
    )
    made.add_argument("lesson", type=Path, metavar="LESSON", help="the lesson file")
    made.add_argument("pdf", type=Path, metavar="PDF", help="the file to write")
    made.add_argument("--steps", type=_numbers, default=[], help="of these alone: 1,2,5")
    made.add_argument("--columns", type=int, choices=(1, 2), default=1, help="on a page (1)")
    given = made.parse_args(arguments)
    from classroom_app.handout_command import make_handout
    from classroom_app.protocol.lesson_file import LessonFileError

    try:
        make_handout(given.lesson, given.pdf, given.steps, given.columns)
    except LessonFileError as error:
        print(f"{PROGRAM}: {given.lesson} cannot be used: {error}", file=sys.stderr)
    except OSError as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
    else:
        return 0
    return EXIT_BAD_START


def _examine(config: Config) -> int:
    from classroom_app.doctor import examine

    is_well, report = examine(config)
    print(report)
    return 0 if is_well else 1
