"""What was typed into a lesson is there again, however the program ended."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from classroom_app.gui.lessons.lesson_saver import DELAY_MS
from tests.helpers.child import Child
from tests.helpers.systems import SCREEN
from tests.helpers.timing import PATIENCE_S

TITLE = "Typed at the last moment"


async def type_a_title(data_dir: Path) -> Child:
    return await Child.start(
        *(sys.executable, "-m", "tests.helpers.typist", data_dir, TITLE),
        environment=SCREEN,
    )


async def test_what_was_typed_last_is_saved_by_an_orderly_end(tmp_path: Path) -> None:
    typist = await type_a_title(tmp_path)
    await typist.says("typed", within_s=PATIENCE_S * 3)
    await typist.ask_to_end()
    ended = await typist.finish()
    assert (ended.status, ended.errors) == (0, "")
    assert stored_titles(tmp_path) == [(TITLE, 1)]


async def test_what_was_saved_is_there_after_a_power_cut(tmp_path: Path) -> None:
    typist = await type_a_title(tmp_path)
    await typist.says("saved", within_s=PATIENCE_S * 3)
    await typist.kill()
    assert stored_titles(tmp_path) == [(TITLE, 1)]


def stored_titles(data_dir: Path) -> list[tuple[str, int]]:
    with closing(sqlite3.connect(data_dir / "classroom.db")) as file:
        return file.execute("SELECT title, is_unfinished FROM lessons").fetchall()


def test_a_power_cut_takes_less_than_a_second() -> None:
    assert DELAY_MS <= 500
