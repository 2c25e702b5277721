"""The database of the first version opens in this one, and a copy of it is kept."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from classroom_app.domain.transitions import SessionStatus
from classroom_app.storage.database import make_engine
from classroom_app.storage.errors import UnusableDatabaseError
from classroom_app.storage.migrate import HEAD, SCHEMA_FILE, bring_up_to_date, upgrade
from classroom_app.storage.tables import metadata
from classroom_app.system.paths import migrations_dir
from scripts.schema import schema as schema_of
from tests.helpers.first_schema import content_of, copies_beside, revision_of, write_first_schema
from tests.helpers.school import open_school


async def test_everything_is_still_there_and_a_copy_is_kept(tmp_path: Path) -> None:
    database = tmp_path / "classroom.db"
    write_first_schema(database)
    async with open_school(tmp_path, code="TEST002") as school:
        lessons = await school.services.lessons.lessons()
        assert [lesson.title for lesson in lessons] == ["알림 켜기", "Connect to Wi-Fi"]
        assert school.session.lesson.id == 1, "the same file is not imported again"
        old = school.services.classroom.summary("TEST001")
        assert old is not None
        assert old.status is SessionStatus.ENDED
    assert revision_of(database) == HEAD
    (copy,) = copies_beside(database)
    assert revision_of(copy) == "0001"


def test_the_migrations_make_what_the_tables_say(tmp_path: Path) -> None:
    write_first_schema(tmp_path / "classroom.db")
    engine = make_engine(f"sqlite:///{tmp_path / 'classroom.db'}")
    bring_up_to_date(engine, migrations_dir(), datetime(2026, 1, 2, tzinfo=UTC))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_a_new_database_is_what_the_migrations_make(tmp_path: Path) -> None:
    made, migrated = (make_engine(tmp_path / f"{name}.db") for name in ("made", "migrated"))
    bring_up_to_date(made, migrations_dir(), datetime(2026, 1, 2, tzinfo=UTC))
    with migrated.begin() as connection:
        upgrade(connection, migrations_dir())
    contents = []
    for engine in (made, migrated):
        with engine.connect() as connection:
            schema = connection.exec_driver_sql(
                "SELECT type, name, tbl_name, sql FROM sqlite_master"
            )
            contents.append(schema.fetchall())
        engine.dispose()
    assert contents[0] == contents[1]
    assert revision_of(tmp_path / "made.db") == HEAD
    written = (migrations_dir() / SCHEMA_FILE).read_text("utf-8")
    assert written == schema_of(migrations_dir()), "run `make schema`"


def test_a_failing_migration_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    database, migrations = tmp_path / "classroom.db", tmp_path / "migrations"
    write_first_schema(database)
    before = content_of(database)
    shutil.copytree(migrations_dir(), migrations)
    second = migrations / "versions" / "0002_lessons.py"
    failing = second.read_text(encoding="utf-8").replace(
        'op.execute("UPDATE lessons',
        'op.execute("INSERT INTO nowhere VALUES (1)")\n    op.execute("UPDATE lessons',
    )
    second.write_text(failing, encoding="utf-8")
    engine = make_engine(f"sqlite:///{database}")
    with pytest.raises(UnusableDatabaseError, match="nowhere"):
        bring_up_to_date(engine, migrations, datetime(2026, 1, 2, tzinfo=UTC))
    engine.dispose()
    assert content_of(database) == before
    assert [content_of(copy) for copy in copies_beside(database)] == [before]
