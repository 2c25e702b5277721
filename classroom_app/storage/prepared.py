"""Statements that are compiled once and then run by the driver itself.

SQLAlchemy's work at each execution does not matter for a report. At a press of *Next step*, while
every phone waits, it was a third of the time before the disk is reached.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table, bindparam, insert, update
from sqlalchemy.sql.dml import Insert, Update

from classroom_app.storage import tables

Row = dict[str, Any]


class Prepared:
    """An INSERT or UPDATE for any number of rows."""

    def __init__(self, statement: Insert | Update, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        self._is_positional = compiled.positiontup is not None
        self._parameters: list[tuple[str, Callable[[Any], Any] | None]] = [
            (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.positiontup or compiled.binds
        ]

    def run(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Run it for each row.

        Raises:
            The driver's own errors (`dialect.dbapi.Error`), not SQLAlchemy's.
        """
        parameters = [
            [
                row[name] if process is None else process(row[name])
                for name, process in self._parameters
            ]
            for row in rows
        ]
        cursor = connection.connection.cursor()
        try:
            cursor.executemany(
                self._sql, parameters if self._is_positional else self._named(parameters)
            )
        finally:
            cursor.close()

    def _named(self, parameters: list[list[Any]]) -> list[Row]:
        names = [name for name, _ in self._parameters]
        return [dict(zip(names, values, strict=True)) for values in parameters]


@lru_cache
def prepared_insert(table: Table, columns: tuple[str, ...], dialect: Dialect) -> Prepared:
    """Return the statement that inserts rows of these columns."""
    values: Row = {name: bindparam(name) for name in columns}
    return Prepared(insert(table).values(values).inline(), dialect)


@lru_cache
def prepared_update(table: Table, columns: tuple[str, ...], dialect: Dialect) -> Prepared:
    """Return the statement that sets these columns where `id` is the row's `row_id`."""
    values: Row = {name: bindparam(name) for name in columns}
    return Prepared(update(table).where(table.c.id == bindparam("row_id")).values(values), dialect)


@lru_cache
def prepared_answers(dialect: Dialect) -> Prepared:
    """Return the statement that sets the answer of `of_participant` to `of_subtask`."""
    done = tables.subtask_completions
    of_whom = done.c.participant_id == bindparam("of_participant")
    of_what = done.c.subtask_id == bindparam("of_subtask")
    values: Row = {"answer": bindparam("new_answer")}
    return Prepared(update(done).where(of_whom, of_what).values(values), dialect)
