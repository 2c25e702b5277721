"""The real program, started as from an icon, says in a window why it cannot start, and goes on.

There is no terminal here. The offscreen platform counts as a screen, so that no other is needed; a
timer presses what a person would.
"""

import asyncio
import json
import os
import socket
import sys
from asyncio.subprocess import PIPE
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from classroom_app.system.startup_settings import StartupSettings
from tests.helpers.free_ports import free_pair
from tests.helpers.school import HOST
from tests.helpers.systems import SCREEN
from tests.helpers.timing import PATIENCE_S

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton
from classroom_app import failed_start
from classroom_app.cli import main
from classroom_app.gui.frame.start_fault_dialog import StartFaultDialog
from classroom_app.gui.main_window import MainWindow

failed_start._has_screen = lambda: True
say = print
shown = StartFaultDialog.showEvent
def showEvent(self, event):
    shown(self, event)
    say("told", self.accessibleDescription().replace("\\n", " "), flush=True)
    QTimer.singleShot(0, lambda: press(self))
StartFaultDialog.showEvent = showEvent
first = MainWindow.show_first
def show_first(self):
    first(self)
    QTimer.singleShot(0, self.close)
MainWindow.show_first = show_first
def click(dialog, name):
    dialog.findChild(QPushButton, name).click()
PRESS
code = main()
say("exit", code, flush=True)
sys.exit(code)
"""


async def run(
    folder: Path, press: str, *arguments: str, port: int = 0
) -> tuple[int, list[str], str]:
    """Run it from an icon until it ends; return its exit status, its lines and its errors."""
    return await run_in({}, press, "--data-dir", str(folder), *arguments, port=port)


async def run_in(
    environment: Mapping[str, str], press: str, *arguments: str, port: int = 0
) -> tuple[int, list[str], str]:
    """Run it as `run` does, with what is added to the environment."""
    program = PROGRAM.replace("PRESS", f"def press(dialog):\n    {press}\n")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program, "--host", HOST, "--port", str(port)),
        *("--language", "en", *arguments),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=PIPE,
        stderr=PIPE,
        env={**os.environ, **SCREEN, "PYTHONUTF8": "1", **environment},
    )
    try:
        async with asyncio.timeout(PATIENCE_S * 3):
            out, errors = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode is not None
    # The offscreen platform has no window manager to ask.
    lines = [line for line in errors.decode().splitlines() if "This plugin does not" not in line]
    return process.returncode, out.decode().splitlines(), "\n".join(lines)


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program has."""
    port = free_pair()
    with socket.socket() as other:
        other.bind((HOST, port))
        other.listen()
        yield port


async def test_another_port_starts_the_program(tmp_path: Path, taken: int) -> None:
    (tmp_path / "start.json").write_text(json.dumps({"port": taken}), "utf-8")
    press = "dialog.findChild(QCheckBox).click(); click(dialog, 'mainButton')"
    code, lines, errors = await run(tmp_path, press, port=taken)
    assert (code, lines[-1]) == (0, "exit 0"), errors
    assert lines[0].startswith(f"told Port {taken} is used by another program.")
    port = json.loads((tmp_path / "start.json").read_text("utf-8"))["port"]
    assert lines[1] == f"Listening on http://{HOST}:{port}"
    assert port != taken
    assert errors.startswith(f"classroom-app: Cannot listen on {HOST} port {taken}")
    assert "\n" not in errors, "the line is said in any case"


async def test_who_closes_the_window_has_not_started(tmp_path: Path, taken: int) -> None:
    code, lines, _errors = await run(tmp_path, "dialog.close()", port=taken)
    assert (code, lines[-1]) == (2, "exit 2")
    assert len(lines) == 2


async def test_another_folder_starts_the_program(tmp_path: Path) -> None:
    blocked, other = tmp_path / "blocked", tmp_path / "다른 폴더"
    blocked.write_text("a file, not a folder", "utf-8")
    code, lines, _errors = await run(blocked, f"dialog.choose_folder({str(other)!r})")
    assert (code, lines[-1]) == (0, "exit 0")
    assert lines[0].startswith(f"told The data folder {blocked} cannot be used")
    assert (other / "classroom.db").exists()


def home_with_a_stick(tmp_path: Path) -> tuple[Mapping[str, str], Path]:
    """A user whose data was moved to a stick, which is not plugged in."""
    home, stick = tmp_path / "home", tmp_path / "media" / "stick" / "classroom"
    StartupSettings(home / "classroom_app").choose(data_dir=str(stick))
    # Linux's and platformdirs' own variable for the folder that every start looks into.
    return {
        "XDG_DATA_HOME": str(home),
        "XDG_STATE_HOME": str(home),
        "WIN_PD_OVERRIDE_LOCAL_APPDATA": str(home),
    }, stick


async def test_a_stick_is_plugged_in_and_the_start_tried_again(tmp_path: Path) -> None:
    environment, stick = home_with_a_stick(tmp_path)
    there = (
        "import pathlib, shutil\n"
        f"    stick = pathlib.Path({str(stick)!r})\n"
        "    assert not stick.parent.exists(), 'something was made in its place'\n"
        "    stick.parent.mkdir(parents=True)\n"
        f"    shutil.copytree({str(tmp_path / 'before')!r}, stick)\n"
        "    click(dialog, 'mainButton')"
    )
    assert (await run(tmp_path / "before", "pass"))[0] == 0
    code, lines, errors = await run_in(environment, there)
    assert (code, lines[-1]) == (0, "exit 0"), errors
    assert lines[0].startswith(f"told Your lessons and classes are not there: {stick} is missing")
    assert (stick / "settings.ini").exists()
    assert not (tmp_path / "home" / "classroom_app" / "classroom.db").exists()


async def test_without_the_stick_it_starts_empty_elsewhere(tmp_path: Path) -> None:
    environment, stick = home_with_a_stick(tmp_path)
    code, lines, errors = await run_in(environment, "click(dialog, 'startEmptyButton')")
    assert (code, lines[-1]) == (0, "exit 0"), errors
    assert (tmp_path / "home" / "classroom_app" / "classroom.db").exists()
    assert not stick.parent.exists()
    # The stick is still what the next start looks for; in a terminal that is one line.
    code, _lines, errors = await run_in(environment, "dialog.close()", "--headless")
    assert (code, errors.count("\n")) == (2, 0)
    assert f"The data folder {stick} that was chosen before is not there" in errors


async def test_a_bad_lesson_is_left_out(tmp_path: Path) -> None:
    lesson = tmp_path / "나쁜 교안.json"
    lesson.write_text("{}", "utf-8")
    code, lines, _errors = await run(
        tmp_path / "data", "click(dialog, 'mainButton')", "--lesson", str(lesson)
    )
    assert (code, lines[-1]) == (0, "exit 0")
    assert f"The lesson file {lesson} cannot be used" in lines[0]


async def test_a_wrong_option_is_told_too(tmp_path: Path) -> None:
    code, lines, errors = await run(tmp_path, "dialog.close()", str(tmp_path / "gone.json"))
    assert (code, lines[-1]) == (2, "exit 2")
    assert "gone.json" in lines[0]
    assert "gone.json" in errors


async def test_a_damaged_database_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "classroom.db").write_bytes(b"no database" * 1000)
    code, lines, _errors = await run(tmp_path, "dialog.close()")
    assert code == 2
    assert lines[0].startswith("told The database")
    assert "restore your last backup" in lines[0]


async def test_a_crash_is_told_of_and_logged(tmp_path: Path) -> None:
    crash = (
        "click(dialog, 'mainButton')\n"
        "class Sorry(Exception): pass\n"
        "def show_first(self): raise Sorry('of a student called Kim')\n"
        "MainWindow.show_first = show_first"
    )
    code, lines, _errors = await run(tmp_path, crash)
    assert (code, lines[-1]) == (1, "exit 1")
    assert lines[0].startswith("told An error in the program itself has ended it (Sorry).")
    assert str(tmp_path / "logs") in lines[0]
    assert "Sorry" in (tmp_path / "logs" / "classroom_app.log").read_text("utf-8")


STAYING = (
    "pass\n"
    "MainWindow.show_first = first\n"
    "def come_to_front(self, lesson_file=''):\n"
    "    say('shown', flush=True)\n"
    "    self.close()\n"
    "MainWindow.come_to_front = come_to_front"
)


@pytest.mark.parametrize(
    ("folder", "words"),
    [
        ("data", "told Classroom is running already"),
        ("other", "told Another Classroom has the database"),
    ],
)
async def test_the_running_one_is_brought_to_the_front(
    tmp_path: Path, folder: str, words: str
) -> None:
    """The second start asks for a sample class: it may not just show what is running."""
    data = tmp_path / "data"
    running = asyncio.create_task(run(data, STAYING))
    async with asyncio.timeout(PATIENCE_S * 2):
        while not (data / "settings.ini").exists():  # noqa: ASYNC110 - another process's
            await asyncio.sleep(0.05)
    what = ["--demo", "--database", f"sqlite:///{data / 'classroom.db'}"]
    code, lines, _errors = await run(tmp_path / folder, "click(dialog, 'mainButton')", *what)
    assert (code, lines[-1]) == (0, "exit 0")
    assert lines[0].startswith(words)
    assert str(data) in lines[0]
    first_code, first_lines, _ = await running
    assert first_code == 0
    assert "shown" in first_lines


async def test_streams_that_are_not_there(tmp_path: Path, taken: int) -> None:
    """As `pythonw` and a packaged program on Windows have none."""
    press = (
        "click(dialog, 'mainButton')\n"
        "out = sys.stdout\n"
        "say = lambda *words, flush=True: print(*words, file=out, flush=True)\n"
        "sys.stdin = sys.stdout = sys.stderr = None"
    )
    code, lines, errors = await run(tmp_path, press, port=taken)
    assert (code, lines[-1], errors) == (0, "exit 0", "")
