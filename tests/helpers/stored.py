"""What stands in a database file, read beside the running program."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any


def rows_of(data_dir: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a query, as any other program would read them."""
    with closing(sqlite3.connect(data_dir / "classroom.db")) as file:
        return file.execute(query, values).fetchall()


def one_of(data_dir: Path, query: str, *values: Any) -> Any:
    """Return the only value of a query's only row."""
    ((value,),) = rows_of(data_dir, query, *values)
    return value
