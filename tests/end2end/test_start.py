"""The start is quick: what the first window and the port do without is not loaded."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

from tests.helpers.timing import PATIENCE_S

# Each takes as long as several frames, and some as long as a tenth of the whole start.
NOT_AT_THE_START = {
    "aiohttp",
    "alembic",
    "cryptography",
    "PIL",
    "segno",
    "sqlalchemy.dialects.postgresql",
    "xlsxwriter",
    "zeroconf",
    "classroom_app.doctor",
    "classroom_app.rehearsal",
}


async def loaded_by_start(data_dir: Path) -> list[str]:
    """Start the program, stop it once it listens; return what it imported, in order."""
    command = (sys.executable, "-X", "importtime", "-m", "classroom_app")
    where = ("--host", "127.0.0.1", "--port", "0", "--data-dir", str(data_dir))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    process = await asyncio.create_subprocess_exec(
        *command, *where, stdout=PIPE, stderr=PIPE, env=environment
    )
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE_S * 2):
        assert (await process.stdout.readline()).startswith(b"Listening on ")
        process.send_signal(signal.SIGTERM)
        _, said = await process.communicate()
    assert process.returncode == 0
    lines = [line for line in said.decode().splitlines() if line.startswith("import time:")]
    return [line.rpartition("|")[2].strip() for line in lines]


async def test_what_the_start_does_without(tmp_path: Path) -> None:
    for _database in ("new", "known"):
        loaded = await loaded_by_start(tmp_path)
        assert "classroom_app.gui.main_window" in loaded
        assert NOT_AT_THE_START.intersection(loaded) == set()


async def test_qt_comes_last(tmp_path: Path) -> None:
    """Qt's binding reads the source of each module that is imported after it."""
    loaded = await loaded_by_start(tmp_path)
    assert loaded.index("classroom_app.bootstrap") < loaded.index("PySide6.QtCore")
