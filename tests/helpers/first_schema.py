"""A database as the first version of the program left it."""

import sqlite3
from contextlib import closing
from pathlib import Path

DUMP = Path(__file__).parents[1] / "fixtures" / "first_schema.sql"


def write_first_schema(path: Path) -> None:
    """Write the SQLite file of an instructor with two lessons and one ended class."""
    with closing(sqlite3.connect(path)) as file:
        file.executescript(DUMP.read_text(encoding="utf-8"))


def revision_of(path: Path) -> str:
    """Return the schema's revision in a file."""
    with closing(sqlite3.connect(path)) as file:
        revision: str = file.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        return revision


def copies_beside(path: Path) -> list[Path]:
    """Return the copies that were made before a migration."""
    return list(path.parent.glob(f"{path.stem}-before-*.db"))


def content_of(path: Path) -> list[str]:
    """Return the schema and all rows of a file, as statements."""
    with closing(sqlite3.connect(path)) as file:
        return list(file.iterdump())
