"""Prepared statements leave what SQLAlchemy's own execution would, on a real SQLite file."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, insert, select, update

from classroom_app.storage import tables
from classroom_app.storage.prepared import Row, prepared_insert, prepared_update

NINE_IN_SEOUL = datetime(2026, 3, 2, 9, 0, 0, 1, timezone(timedelta(hours=9)))
ROWS: list[Row] = [
    {"id": 1, "name": "김영희", "role": "STUDENT", "device_id": None, "created_at": NINE_IN_SEOUL},
    {"id": 2, "name": "'); --", "role": "STUDENT", "device_id": "x", "created_at": NINE_IN_SEOUL},
]


@pytest.fixture(params=["qmark", "named"])
def engine(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Drivers want their parameters by place or by name."""
    engine = create_engine(f"sqlite:///{tmp_path / 'a.db'}", paramstyle=request.param)
    tables.metadata.create_all(engine)
    yield engine
    engine.dispose()


def in_file(connection: Connection, table: str = "users") -> list[Any]:
    """Return the rows as the driver gives them: no type has mended anything."""
    found = connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608
    return list(found)


def test_inserts_what_sqlalchemy_would(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(insert(tables.users), ROWS)
        expected = in_file(connection)
        connection.rollback()
        prepared_insert(tables.users, tuple(ROWS[0]), engine.dialect).run(connection, ROWS)
        assert in_file(connection) == expected
        read = connection.execute(select(tables.users.c.created_at)).scalars().all()
    assert read == [NINE_IN_SEOUL, NINE_IN_SEOUL]


def test_updates_what_sqlalchemy_would(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(insert(tables.users), ROWS)
    values: Row = {"name": "이순자", "created_at": NINE_IN_SEOUL + timedelta(days=1)}
    with engine.connect() as connection:
        connection.execute(update(tables.users).where(tables.users.c.id == 2).values(values))
        expected = in_file(connection)
        connection.rollback()
        statement = prepared_update(tables.users, tuple(values), engine.dialect)
        statement.run(connection, [{"row_id": 2, **values}])
        assert in_file(connection) == expected
    assert expected[0][1] == "김영희"


def test_numbers_a_row_that_has_no_id(engine: Engine) -> None:
    """As the events of a class are."""
    row: Row = {
        "session_id": 1,
        "at": NINE_IN_SEOUL,
        "kind": "StepStarted",
        "payload": "{}",
    }
    with engine.connect() as connection:
        statement = prepared_insert(tables.session_events, tuple(row), engine.dialect)
        statement.run(connection, [row, row])
        statement.run(connection, [row])
        assert [stored[0] for stored in in_file(connection, "session_events")] == [1, 2, 3]


def test_is_compiled_once(engine: Engine) -> None:
    columns = tuple(ROWS[0])
    first = prepared_insert(tables.users, columns, engine.dialect)
    assert prepared_insert(tables.users, columns, engine.dialect) is first
