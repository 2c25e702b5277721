"""A database that must not be touched, and a disk that takes no more in mid-class."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from classroom_app.domain import commands as cmd
from classroom_app.storage.database import make_engine
from classroom_app.storage.migrate import HEAD, bring_up_to_date, copy_beside
from classroom_app.system.paths import migrations_dir
from tests.helpers.child import Child
from tests.helpers.school import LESSON, School, open_school

if sys.platform != "win32":
    import resource

NOW = datetime(2026, 1, 2, tzinfo=UTC)


async def start_and_fail(*arguments: str) -> str:
    """Start the real program and return the one line that it says before it exits with 2."""
    program = await Child.start(
        *(sys.executable, "-m", "classroom_app", "--headless", "--host", "127.0.0.1"),
        *("--port", "0", "--lesson", str(LESSON), *arguments),
    )
    status, out, errors = await program.finish()
    lines = errors.splitlines()
    assert (status, out, len(lines)) == (2, "", 1), errors
    return lines[0]


async def test_a_newer_database_is_refused_untouched(tmp_path: Path) -> None:
    async with open_school(tmp_path):
        pass
    path = tmp_path / "classroom.db"
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
        file.commit()
    before = path.read_bytes()
    line = await start_and_fail("--data-dir", str(tmp_path))
    assert "newer version" in line
    assert "9999" in line
    assert path.read_bytes() == before


async def test_two_programs_never_share_a_folder(school: School) -> None:
    folder = school.program.config.data_dir
    line = await start_and_fail("--data-dir", str(folder))
    assert str(folder) in line
    assert f"(process {os.getpid()})" in line


def test_a_copy_holds_what_the_database_held(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'classroom.db'}")
    assert bring_up_to_date(engine, migrations_dir(), NOW) is None
    copy = copy_beside(engine, NOW)
    engine.dispose()
    assert copy is not None
    assert copy.parent == tmp_path
    with closing(sqlite3.connect(copy)) as file:
        assert file.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)


@contextmanager
def no_file_grows_over(size: int) -> Iterator[None]:
    if sys.platform != "win32":
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    else:
        raise NotImplementedError


async def test_a_full_disk_is_told_and_loses_nothing(school: School) -> None:
    phone = await school.student("Kim", presence=False)
    watcher = await school.student("Lee")
    wal = school.program.config.data_dir / "classroom.db-wal"
    with no_file_grows_over(wal.stat().st_size):
        answer = await phone.ask("step_complete", subtask_id=1)
    assert (answer["type"], answer["code"]) == ("error", "storage_failed")
    assert answer["ref"] == "step_complete"

    session = school.services.classroom.session(school.session.id)
    assert session is not None
    assert session.completion_counts[1] == 0
    assert (await phone.ask("step_complete", subtask_id=1))["type"] == "step_complete_confirmed"
    await school.execute(cmd.NextStep())
    assert (await watcher.expect("step_changed"))["subtask"]["id"] == 1
    path = school.program.config.data_dir / "classroom.db"
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT count(*) FROM subtask_completions").fetchone() == (1,)
