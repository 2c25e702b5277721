"""Writes migrations/schema.sql: the schema that all migrations make in an empty database."""

import sys
from pathlib import Path

from sqlalchemy import create_engine

from classroom_app.storage.migrate import SCHEMA_FILE, upgrade
from classroom_app.system.paths import migrations_dir

_MADE = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
_REVISION = "SELECT version_num FROM alembic_version"


def schema(migrations: Path) -> str:
    """Return the statements, separated by empty lines."""
    with create_engine("sqlite://").begin() as connection:
        upgrade(connection, migrations)
        statements = list(connection.exec_driver_sql(_MADE).scalars())
        revision = connection.exec_driver_sql(_REVISION).scalar_one()
    note = "-- Written by `make schema` from the migrations: change those."
    statements.append(f"INSERT INTO alembic_version VALUES ('{revision}')")  # noqa: S608
    return "\n\n".join([f"{note}\n{statements[0]}", *statements[1:]]) + "\n"


def main() -> int:
    """Write the file."""
    migrations = migrations_dir()
    (migrations / SCHEMA_FILE).write_text(schema(migrations), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
