"""The migrations make the same tables on both engines: those that the program has in mind."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from psycopg.errors import UniqueViolation
from sqlalchemy import Engine, inspect

from classroom_app.storage import tables
from classroom_app.storage.database import make_engine
from classroom_app.storage.migrate import bring_up_to_date
from classroom_app.system.paths import migrations_dir
from tests.helpers.postgres import PostgresDatabase

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def engines(tmp_path: Path, postgres: PostgresDatabase) -> Iterator[tuple[Engine, Engine]]:
    """SQLite and PostgreSQL, both of the newest schema."""
    file, server = make_engine(tmp_path / "classroom.db"), make_engine(postgres.url)
    bring_up_to_date(file, migrations_dir(), NOW)
    yield file, server
    file.dispose()
    server.dispose()


def shape_of(engine: Engine) -> dict[str, Any]:
    """Return what is the same on every engine: columns, keys, indexes."""
    found = inspect(engine)
    return {
        table: {
            "columns": {c["name"]: c["nullable"] for c in found.get_columns(table)},
            "key": found.get_pk_constraint(table)["constrained_columns"],
            "refers": sorted(
                (
                    key["constrained_columns"],
                    key["referred_table"],
                    key["referred_columns"],
                )
                for key in found.get_foreign_keys(table)
            ),
            "unique": sorted(u["column_names"] for u in found.get_unique_constraints(table)),
            "indexes": sorted(
                (index["name"], index["column_names"], bool(index["unique"]))
                for index in found.get_indexes(table)
                # PostgreSQL shows the index of a unique constraint too.
                if not index.get("duplicates_constraint")
            ),
        }
        for table in found.get_table_names()
    }


def test_both_engines_have_the_same_tables(engines: tuple[Engine, Engine]) -> None:
    file, server = map(shape_of, engines)
    assert file.keys() == server.keys()
    for table in file:
        assert file[table] == server[table], table


@pytest.mark.parametrize("number", [0, 1], ids=["file", "server"])
def test_the_columns_are_what_the_program_has_in_mind(
    engines: tuple[Engine, Engine], number: int
) -> None:
    found, dialect = inspect(engines[number]), engines[number].dialect
    assert {*tables.metadata.tables, "alembic_version"} == set(found.get_table_names())
    for table in tables.metadata.sorted_tables:
        there = {
            column["name"]: (column["type"].compile(dialect), column["nullable"])
            for column in found.get_columns(table.name)
        }
        wanted = {
            column.name: (column.type.compile(dialect), bool(column.nullable))
            for column in table.columns
        }
        assert there == wanted, table.name


def test_a_code_belongs_to_one_open_class(postgres: PostgresDatabase) -> None:
    postgres.run("INSERT INTO users (name, role, created_at) VALUES ('I', 'INSTRUCTOR', now())")
    postgres.run(
        "INSERT INTO lessons (title, language, content_sha256, created_at) "
        "VALUES ('T', 'ko', '', now())"
    )
    opened = (
        "INSERT INTO lecture_sessions (lesson_id, instructor_id, title, session_code, status, "
        "guests_allowed, max_participants, locked, rehearsal, created_at) "
        "SELECT lessons.id, users.id, 'T', 'ABC234', %s, false, 10, false, false, now() "
        "FROM users, lessons"
    )
    postgres.run(opened, "ENDED")
    postgres.run(opened, "ENDED")
    postgres.run(opened, "WAITING")
    with pytest.raises(UniqueViolation):
        postgres.run(opened, "PAUSED")
