"""What leads classes takes up what an earlier run has stored."""

import getpass
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from classroom_app.bootstrap.basis import lay_basis
from classroom_app.bootstrap.core import DEFAULT_NAME, Core, open_core
from classroom_app.config import Config
from classroom_app.server.bounds import Bounds
from classroom_app.storage.database import Database
from classroom_app.storage.journal import SqlJournal
from classroom_app.system.clock import SystemClock
from classroom_app.system.paths import make_data_dir
from tests.helpers.school import LESSON


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Core]:
    make_data_dir(folder)
    basis = lay_basis(Config(data_dir=folder), SystemClock(), Bounds(), None)
    database = Database(basis.engine)
    try:
        yield await open_core(basis, database, SqlJournal)
    finally:
        await database.close()


async def test_a_class_is_there_again_and_no_id_is_given_twice(tmp_path: Path) -> None:
    async with opened(tmp_path) as before:
        lesson_id = await before.lessons.import_file(LESSON)
        session = await before.instructor.open_class(lesson_id, "TEST001")
    async with opened(tmp_path) as after:
        (found,) = after.classroom.unfinished
        assert (found.id, found.code) == (session.id, "TEST001")
        another = await after.instructor.open_class(lesson_id, "TEST002")
        assert another.id > session.id


async def test_the_first_start_names_the_instructor_after_the_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError("uid 4711 has no name")

    monkeypatch.setattr(getpass, "getuser", lambda: "kim")
    async with opened(tmp_path / "one") as one:
        assert one.instructor.profile.name == "kim"
    monkeypatch.setattr(getpass, "getuser", nobody)
    async with opened(tmp_path / "one") as one, opened(tmp_path / "two") as two:
        assert one.instructor.profile.name == "kim", "it is asked for once"
        assert two.instructor.profile.name == DEFAULT_NAME
