"""A second start with a window shows the first one's; everything else is refused in words."""

import asyncio
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.helpers.child import Child
from tests.helpers.school import LESSON
from tests.helpers.systems import SCREEN
from tests.helpers.timing import PATIENCE_S

# What the system reports of a program that read what is not its own.
CRASHED = 3 if sys.platform == "win32" else -signal.SIGSEGV  # the C library's word for a signal

# The real program, which says when its window is brought to the front.
TELLING = """
import sys
from classroom_app.cli import main
from classroom_app.gui.main_window import MainWindow
before = MainWindow.come_to_front
def come_to_front(self, lesson_file=""):
    before(self, lesson_file)
    print("shown", self.isVisible(), lesson_file, flush=True)
MainWindow.come_to_front = come_to_front
sys.exit(main())
"""


async def start(folder: Path, *arguments: str, program: tuple[str, ...]) -> Child:
    return await Child.start(
        *(sys.executable, *program, "--host", "127.0.0.1", "--port", "0"),
        *("--data-dir", str(folder), *arguments),
        environment=SCREEN,
    )


@pytest.fixture
async def first(tmp_path: Path) -> AsyncIterator[Child]:
    program = await start(tmp_path / "data", program=("-c", TELLING))
    assert (await program.line()).startswith("Listening on ")
    yield program
    await program.ask_to_end()
    ended = await program.finish()
    # The offscreen platform has no window manager to ask.
    said = ended.errors.replace("This plugin does not support raise()\n", "")
    assert (ended.status, said) == (0, "")


async def test_a_second_start_shows_the_first_window(first: Child, tmp_path: Path) -> None:
    second = await start(tmp_path / "data", program=("-m", "classroom_app"))
    assert await first.line() == "shown True "
    assert await second.finish() == (0, "", "")


async def test_a_lesson_file_is_handed_to_the_first_window(first: Child, tmp_path: Path) -> None:
    second = await start(tmp_path / "data", str(LESSON), program=("-m", "classroom_app"))
    assert await first.line() == f"shown True {LESSON}"
    assert await second.finish() == (0, "", "")
    async with asyncio.timeout(PATIENCE_S):
        while "알림 켜기" not in titles(tmp_path / "data"):  # noqa: ASYNC110 - another process's
            await asyncio.sleep(0.02)


def titles(data_dir: Path) -> list[str]:
    with closing(sqlite3.connect(data_dir / "classroom.db")) as file:
        return [title for (title,) in file.execute("SELECT title FROM lessons")]


async def test_a_second_start_for_something_else_is_refused(first: Child, tmp_path: Path) -> None:
    second = await start(tmp_path / "data", "--headless", program=("-m", "classroom_app"))
    ended = await second.finish()
    assert (ended.status, ended.out) == (2, "")
    assert str(tmp_path / "data") in ended.errors


async def test_a_database_is_one_programs_whatever_the_folders(
    first: Child, tmp_path: Path
) -> None:
    database = tmp_path / "data" / "classroom.db"
    before = dump(database)
    second = await start(
        *(tmp_path / "other", "--headless", "--database", f"sqlite:///{database}"),
        program=("-m", "classroom_app"),
    )
    ended = await second.finish()
    assert (ended.status, ended.out, ended.errors.count("\n")) == (2, "", 1)
    assert f"process {first.process.pid}, data folder {tmp_path / 'data'}" in ended.errors
    assert "--database" in ended.errors
    assert dump(database) == before, "nothing was written into it"


def dump(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as file:
        return list(file.iterdump())


async def test_the_doctor_looks_at_a_running_program(first: Child, tmp_path: Path) -> None:
    doctor = await Child.start(
        *(sys.executable, "-m", "classroom_app", "doctor", "--port", "0"),
        *("--data-dir", tmp_path / "data"),
    )
    status, report, errors = await doctor.finish()
    assert errors == ""
    assert [line for line in report.splitlines() if not line.startswith(" ")] == [
        "Versions",
        "Data folder",
        "Database",
        "Network",
        "Last run",
    ]
    assert "in use by a running program" in report
    assert status == (1 if "  !! " in report else 0)


async def test_a_crash_is_offered_by_the_next_window_once(tmp_path: Path) -> None:
    crashing = TELLING.replace(
        "sys.exit(main())",
        "from PySide6.QtCore import QTimer\n"
        "import faulthandler\n"
        "crash = faulthandler._sigsegv\n"
        "MainWindow.show_first = lambda self: QTimer.singleShot(0, lambda: crash())\n"
        "main()",
    )
    crashed = await start(tmp_path / "data", program=("-c", crashing))
    assert (await crashed.finish()).status == CRASHED
    offering = TELLING.replace(
        "sys.exit(main())",
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QPushButton, QApplication\n"
        "def look(self):\n"
        "    banner = self.findChild(CrashBanner)\n"
        "    if banner is not None:\n"
        "        banner.findChild(QPushButton, 'copyCrashButton').click()\n"
        "        print('Segmentation' in QApplication.clipboard().text(), flush=True)\n"
        "        banner.findChild(QPushButton, 'dismissCrashButton').click()\n"
        "    else:\n"
        "        print('nothing', flush=True)\n"
        "    self.close()\n"
        "from classroom_app.gui.frame.crash_banner import CrashBanner\n"
        "MainWindow.show_first = lambda self: QTimer.singleShot(0, lambda: look(self))\n"
        "main()",
    )
    for expected in ("True", "nothing"):
        program = await start(tmp_path / "data", program=("-c", offering))
        ended = await program.finish()
        assert (ended.status, ended.errors) == (0, "")
        assert expected in ended.out.splitlines()


async def test_diagnostics_are_copied_from_the_settings(tmp_path: Path) -> None:
    copying = TELLING.replace(
        "sys.exit(main())",
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QPushButton, QApplication\n"
        "def look(self):\n"
        "    def copied():\n"
        "        print(QApplication.clipboard().text().replace('\\n', '|'), flush=True)\n"
        "        self.close()\n"
        "    QApplication.clipboard().dataChanged.connect(copied)\n"
        "    self.show_page('settings')\n"
        "    self.findChild(QPushButton, 'copyDiagnosticsButton').click()\n"
        "MainWindow.show_first = lambda self: QTimer.singleShot(0, lambda: look(self))\n"
        "main()",
    )
    program = await start(tmp_path / "data", program=("-c", copying))
    ended = await program.finish()
    assert (ended.status, ended.errors) == (0, "")
    (report,) = [line for line in ended.out.splitlines() if line.startswith("Versions|")]
    assert f"|  ok  {tmp_path / 'data'}|" in report
    assert "in use by a running program" in report
