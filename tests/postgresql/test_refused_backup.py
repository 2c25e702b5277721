"""A backup of what is on a server is made there: the window says how, and the line works."""

import shlex
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from classroom_app.application.backup_service import BackupError, Flaw
from classroom_app.domain import commands as cmd
from classroom_app.storage.backup import READY, take_over
from classroom_app.storage.database import make_engine
from classroom_app.storage.shared.dump_command import dump_command, restore_command
from tests.helpers.postgres import PostgresDatabase, programs
from tests.helpers.school import School, open_school


@pytest.fixture
async def school(tmp_path: Path, postgres: PostgresDatabase) -> AsyncIterator[School]:
    async with open_school(tmp_path / "data", database_url=postgres.url) as school:
        yield school


async def test_it_is_refused_with_the_lines_that_do_it(
    school: School, postgres: PostgresDatabase, tmp_path: Path
) -> None:
    await school.execute(cmd.EndSession())
    backups, file = school.services.backups, tmp_path / "any.zip"

    def unasked(_done: int, _of: int) -> None: ...

    lines = {dump_command(make_url(postgres.url)), restore_command(make_url(postgres.url))}
    with pytest.raises(BackupError) as caught:
        backups.check()
    assert caught.value.flaw is Flaw.OTHER_DATABASE
    assert set(caught.value.detail.splitlines()) == lines
    with pytest.raises(BackupError):
        await backups.write(file, unasked)
    with pytest.raises(BackupError):
        await backups.stage(file, unasked)
    assert not file.exists()


def run(line: str, folder: Path) -> None:
    program, *arguments = shlex.split(line)
    done = subprocess.run(
        [programs() / program, *arguments], cwd=folder, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


async def test_the_lines_back_up_and_restore(tmp_path: Path, postgres: PostgresDatabase) -> None:
    url = make_url(postgres.url)
    async with open_school(tmp_path / "data", database_url=postgres.url) as school:
        await school.student("김하나")
        run(dump_command(url), tmp_path)  # while a class goes on
        await school.student("Later")
    run(restore_command(url), tmp_path)
    names = "SELECT name FROM users WHERE role = 'STUDENT'"
    assert postgres.rows(names) == [("김하나",)]
    async with open_school(tmp_path / "data", database_url=postgres.url, code="AGAIN1") as school:
        await school.student("Next")
    assert {name for (name,) in postgres.rows(names)} == {"김하나", "Next"}


@pytest.mark.parametrize(
    ("url", "to"),
    [
        ("postgresql://room1:secret@db:6000/school", "--host=db --port=6000 --username=room1"),
        ("postgresql://room1@db/school?password=secret&sslmode=require", "--host=db"),
        ("postgresql:///?service=school", "--dbname=service=school"),
        ("postgresql://room1@/school?host=/run/postgresql", "--host=/run/postgresql"),
    ],
)
def test_the_lines_name_the_server_and_no_password(url: str, to: str) -> None:
    for line in (dump_command(make_url(url)), restore_command(make_url(url))):
        assert to in line
        assert "secret" not in line


def test_what_lies_ready_for_this_folders_own_file_waits_for_it(
    tmp_path: Path, postgres: PostgresDatabase
) -> None:
    (tmp_path / READY).mkdir()
    engine = make_engine(postgres.url)
    assert not take_over(engine, tmp_path)
    assert (tmp_path / READY).is_dir()
