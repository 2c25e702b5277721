"""Examines a server that is about to be chosen; nothing is changed there."""

from sqlalchemy import ColumnElement, Connection, Engine, Table, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from classroom_app.application.server_place import ServerReport
from classroom_app.storage.migrate import HEAD, known_revision
from classroom_app.storage.shared.connecting import is_encrypted
from classroom_app.storage.shared.login import server_error
from classroom_app.storage.tables import lecture_sessions, lessons

# The rights a role needs: to create the tables, to alter them in an upgrade, or to write to them.
_MAY_CREATE = "SELECT has_schema_privilege(current_schema(), 'CREATE')"
_MAY_UPGRADE = (
    "SELECT pg_has_role(tableowner, 'USAGE') FROM pg_tables "
    "WHERE schemaname = current_schema() AND tablename = 'lecture_sessions'"
)
_MAY_WRITE = "SELECT has_table_privilege('lecture_sessions', 'SELECT, INSERT, UPDATE, DELETE')"


def look_at(engine: Engine) -> ServerReport:
    """Return what a server has. Blocks, for some seconds if nothing answers.

    Raises:
        DatabaseError: classes could not be kept there.
    """
    revision = known_revision(engine)
    try:
        with engine.connect() as connection:
            may = {None: _MAY_CREATE, HEAD: _MAY_WRITE}.get(revision, _MAY_UPGRADE)
            if not connection.scalar(text(may)):
                raise server_error(engine.url, PermissionError("permission denied for its tables"))
            return _report(connection, is_empty=revision is None)
    except SQLAlchemyError as error:
        raise server_error(engine.url, error) from error


def _report(connection: Connection, *, is_empty: bool) -> ServerReport:
    line = connection.connection.driver_connection
    assert line is not None, "it is open"
    version = line.info.parameter_status("server_version") or "?"
    if is_empty:
        return ServerReport(version.split()[0], is_encrypted(line), is_empty)
    replaced = select(lessons.c.revision_of).where(lessons.c.revision_of.is_not(None))
    in_library = lessons.c.deleted_at.is_(None) & lessons.c.id.not_in(replaced)
    return ServerReport(
        version.split()[0],
        is_encrypted(line),
        is_empty,
        lessons=_count(connection, lessons, in_library),
        classes=_count(connection, lecture_sessions, ~lecture_sessions.c.rehearsal),
    )


def _count(connection: Connection, table: Table, which: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(table).where(which)) or 0
