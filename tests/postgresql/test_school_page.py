"""What docs/SCHOOL.md tells administrators to type does what it says, on a real server."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from classroom_app.application.server_place import holds_password
from classroom_app.storage.database import make_engine
from classroom_app.storage.migrate import HEAD, bring_up_to_date, known_revision
from classroom_app.storage.shared.trial import look_at
from classroom_app.system.passwords import Passwords, login_name
from classroom_app.system.paths import migrations_dir
from tests.helpers.postgres import ADMIN, HOST, PostgresServer, programs

DOCS = Path(__file__).parents[2] / "docs"
ENGLISH, KOREAN = ((DOCS / name).read_text("utf-8") for name in ("SCHOOL.md", "SCHOOL.ko.md"))
BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
# The tests' server has a role of the documents' name already.
NAMES = {r"\bclassroom\b": "one_school", r"\broom1\b": "desk1"}
PASSWORD = "열쇠 1"


def blocks(kind: str, page: str = ENGLISH) -> list[str]:
    return [body for found, body in BLOCK.findall(page) if found == kind]


def renamed(written: str) -> str:
    for name, ours in NAMES.items():
        written = re.sub(name, ours, written)
    return written


@pytest.fixture(scope="module")
def school(postgres_server: PostgresServer) -> Iterator[PostgresServer]:
    """A server on which the page's statements were run, for two computers."""
    database, desk, _leaving = blocks("sql")
    second = desk.replace("room1", "room2")
    with postgres_server.connect("postgres") as admin:
        for statement in renamed(database + desk + second).split(";\n"):
            if statement:
                admin.execute(statement.encode())
        for role in ("desk1", "room2"):
            admin.execute(f"ALTER ROLE {role} PASSWORD '{PASSWORD}'".encode())
        admin.execute("CREATE ROLE stranger LOGIN")
    yield postgres_server
    postgres_server.drop("one_school")
    with postgres_server.connect("postgres") as admin:
        for role in ("desk1", "room2", "stranger", "one_school"):
            admin.execute(f"DROP ROLE {role}".encode())


def url_of(server: PostgresServer, role: str) -> str:
    return f"postgresql://{role}@{HOST}:{server.port}/one_school"


def run_as_postgres(server: PostgresServer, script: str) -> None:
    """Run lines of a shell as the page's reader does, on the tests' server."""
    found = {"PGHOST": HOST, "PGPORT": str(server.port), "PGUSER": ADMIN}
    path = {"PATH": f"{programs()}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(
        ["sh", "-e", "-c", script],
        env={**os.environ, **found, **path},
        check=True,
        capture_output=True,
        timeout=60,
    )


def test_each_computer_makes_and_uses_the_tables(school: PostgresServer) -> None:
    for role in ("desk1", "room2"):
        passwords = Passwords()
        passwords.tell(login_name(role, HOST, school.port, "one_school"), PASSWORD)
        engine = make_engine(url_of(school, role), passwords)
        bring_up_to_date(engine, migrations_dir(), NOW)
        assert known_revision(engine) == HEAD
        assert not look_at(engine).is_empty
        with engine.begin() as connection:
            owners = (
                connection.execute(
                    text("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
                )
                .scalars()
                .all()
            )
            assert owners == ["one_school"], "who makes them is not who owns them"
            connection.execute(text("ALTER TABLE lecture_sessions ADD COLUMN later INTEGER"))
            connection.execute(text("ALTER TABLE lecture_sessions DROP COLUMN later"))
            seen = "SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()"
            assert connection.scalar(text(seen)) is not None, "it sees its own connections"
        engine.dispose()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE DATABASE another",
        "CREATE ROLE another",
        "SELECT rolpassword FROM pg_authid",
        "SELECT pg_read_file('postgresql.conf')",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "ALTER ROLE room2 PASSWORD 'mine'",
        "ALTER SYSTEM SET log_statement = 'all'",
    ],
)
def test_a_computer_may_do_nothing_else(school: PostgresServer, statement: str) -> None:
    with (
        school.connect("one_school", "desk1", password=PASSWORD) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement.encode())


def test_nobody_else_gets_in(school: PostgresServer) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        school.connect("one_school", "stranger")


def test_a_backup_comes_back(school: PostgresServer, tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    make_folder, dump, restore = blocks("sh")[-3:]
    folder = tmp_path / "backups"
    if sys.platform == "win32" or os.getuid() != 0:  # who runs the tests is who the server runs as
        make_folder = make_folder.replace("-o postgres ", "")
    make_folder = make_folder.replace("sudo ", "").replace("/var/backups/classroom", str(folder))
    subprocess.run(["sh", "-e", "-c", make_folder], check=True, timeout=60)
    assert folder.stat().st_mode & 0o77 == 0, "names are in it"
    with school.connect("one_school", "desk1", password=PASSWORD) as connection:
        connection.execute("CREATE TABLE kept AS SELECT '김영희' AS name")
    for lines in (dump, restore):
        lines = re.sub(r"/var/backups/classroom/\w+\.dump", f"{folder}/classroom.dump", lines)
        run_as_postgres(school, renamed(lines))
    with school.connect("one_school", "desk1") as connection:
        assert connection.execute("SELECT name FROM kept").fetchall() == [("김영희",)]
        connection.execute("DROP TABLE kept")


def test_a_computer_that_leaves_is_shut_out(school: PostgresServer) -> None:
    leaving = renamed(blocks("sql")[-1])
    with school.connect("postgres") as admin:
        admin.execute(leaving.encode())
        try:
            with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
                school.connect("one_school", "desk1", password=PASSWORD)
        finally:
            admin.execute("ALTER ROLE desk1 LOGIN")


def test_no_url_of_the_page_holds_a_password() -> None:
    urls = re.findall(r"postgresql://[^\"`]+", ENGLISH)
    assert urls
    assert not any(map(holds_password, urls))


def test_both_languages_say_the_same_to_the_server() -> None:
    assert BLOCK.findall(KOREAN) == BLOCK.findall(ENGLISH)
    assert [line.count("#") for line in ENGLISH.splitlines() if line.startswith("#")] == [
        line.count("#") for line in KOREAN.splitlines() if line.startswith("#")
    ]
