"""What was typed into a lesson is there again, however the program ended."""

import asyncio
import os
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from classroom_app.gui.pages.lesson_saver import DELAY_MS
from tests.helpers.timing import PATIENCE_S

TITLE = "Typed at the last moment"


@pytest.mark.parametrize(
    ("sign", "number", "status"),
    [("typed", signal.SIGTERM, 0), ("saved", signal.SIGKILL, -signal.SIGKILL)],
)
async def test_nothing_typed_is_lost(
    tmp_path: Path, sign: str, number: signal.Signals, status: int
) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.helpers.typist", str(tmp_path), TITLE),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE_S * 3):
        while (await process.stdout.readline()).decode().strip() != sign:
            assert process.returncode is None
        process.send_signal(number)
        assert await process.wait() == status
    with closing(sqlite3.connect(tmp_path / "classroom.db")) as file:
        assert file.execute("SELECT title, is_unfinished FROM lessons").fetchall() == [(TITLE, 1)]


def test_a_power_cut_takes_less_than_a_second() -> None:
    assert DELAY_MS <= 500
