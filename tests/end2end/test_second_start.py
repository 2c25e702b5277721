"""A second start with a window shows the first one's; everything else is refused in words."""

import asyncio
import os
import signal
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.helpers.school import LESSON
from tests.helpers.timing import PATIENCE_S

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


async def start(folder: Path, *arguments: str, program: tuple[str, ...]) -> Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, *program, "--host", "127.0.0.1", "--port", "0"),
        *("--data-dir", str(folder), *arguments),
        stdout=PIPE,
        stderr=PIPE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


async def line_of(process: Process) -> str:
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE_S * 2):
        return (await process.stdout.readline()).decode()


@pytest.fixture
async def first(tmp_path: Path) -> AsyncIterator[Process]:
    process = await start(tmp_path / "data", program=("-c", TELLING))
    assert (await line_of(process)).startswith("Listening on ")
    yield process
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(PATIENCE_S * 2):
        _, errors = await process.communicate()
    # The offscreen platform has no window manager to ask.
    said = errors.decode().replace("This plugin does not support raise()\n", "")
    assert (process.returncode, said) == (0, "")


async def test_a_second_start_shows_the_first_window(first: Process, tmp_path: Path) -> None:
    second = await start(tmp_path / "data", program=("-m", "classroom_app"))
    assert await line_of(first) == "shown True \n"
    async with asyncio.timeout(PATIENCE_S * 2):
        out, errors = await second.communicate()
    assert (second.returncode, out, errors) == (0, b"", b"")


async def test_a_lesson_file_is_handed_to_the_first_window(first: Process, tmp_path: Path) -> None:
    second = await start(tmp_path / "data", str(LESSON), program=("-m", "classroom_app"))
    assert await line_of(first) == f"shown True {LESSON}\n"
    async with asyncio.timeout(PATIENCE_S * 2):
        out, errors = await second.communicate()
    assert (second.returncode, out, errors) == (0, b"", b"")
    async with asyncio.timeout(PATIENCE_S):
        while "알림 켜기" not in titles(tmp_path / "data"):  # noqa: ASYNC110 - another process's
            await asyncio.sleep(0.02)


def titles(data_dir: Path) -> list[str]:
    with closing(sqlite3.connect(data_dir / "classroom.db")) as file:
        return [title for (title,) in file.execute("SELECT title FROM lessons")]


async def test_a_second_start_for_something_else_is_refused(first: Process, tmp_path: Path) -> None:
    second = await start(tmp_path / "data", "--headless", program=("-m", "classroom_app"))
    async with asyncio.timeout(PATIENCE_S * 2):
        out, errors = await second.communicate()
    assert (second.returncode, out) == (2, b"")
    assert str(tmp_path / "data") in errors.decode()


async def test_the_doctor_looks_at_a_running_program(first: Process, tmp_path: Path) -> None:
    doctor = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "classroom_app", "doctor", "--port", "0"),
        *("--data-dir", str(tmp_path / "data")),
        stdout=PIPE,
        stderr=PIPE,
    )
    async with asyncio.timeout(PATIENCE_S * 2):
        out, errors = await doctor.communicate()
    report = out.decode()
    assert errors == b""
    assert [line for line in report.splitlines() if not line.startswith(" ")] == [
        "Versions",
        "Data folder",
        "Database",
        "Network",
        "Last run",
    ]
    assert "in use by a running program" in report
    assert doctor.returncode == (1 if "  !! " in report else 0)


async def test_a_crash_is_offered_by_the_next_window_once(tmp_path: Path) -> None:
    crashing = TELLING.replace(
        "sys.exit(main())",
        "from PySide6.QtCore import QTimer\n"
        "import ctypes\n"
        "MainWindow.show_first = lambda self: QTimer.singleShot(0, lambda: ctypes.string_at(0))\n"
        "main()",
    )
    crashed = await start(tmp_path / "data", program=("-c", crashing))
    async with asyncio.timeout(PATIENCE_S * 2):
        await crashed.communicate()
    assert crashed.returncode == -signal.SIGSEGV
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
        "from classroom_app.gui.widgets.crash_banner import CrashBanner\n"
        "MainWindow.show_first = lambda self: QTimer.singleShot(0, lambda: look(self))\n"
        "main()",
    )
    for expected in (b"True", b"nothing"):
        process = await start(tmp_path / "data", program=("-c", offering))
        async with asyncio.timeout(PATIENCE_S * 2):
            out, errors = await process.communicate()
        assert (process.returncode, errors.decode()) == (0, "")
        assert expected in out.splitlines()


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
    process = await start(tmp_path / "data", program=("-c", copying))
    async with asyncio.timeout(PATIENCE_S * 2):
        out, errors = await process.communicate()
    assert (process.returncode, errors.decode()) == (0, "")
    (report,) = [line for line in out.decode().splitlines() if line.startswith("Versions|")]
    assert f"|  ok  {tmp_path / 'data'}|" in report
    assert "in use by a running program" in report
