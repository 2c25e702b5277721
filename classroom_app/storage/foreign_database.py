"""Copies the rows, and nothing else, from the untrusted database of a backup.

A database file can hold more than rows: triggers, views, generated columns, indexes that call
functions, values of another type than their column's. So our own migrations create a new file of
the backup's revision, and it gets the rows of the tables and columns that it has, each value
checked. Cookies are copied only of students, paths only of our own pictures.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

from sqlalchemy.exc import SQLAlchemyError

from classroom_app.application.backup_service import BackupError, Flaw
from classroom_app.application.ports import StorageError
from classroom_app.domain.attendance import Mark
from classroom_app.domain.events import Event, HelpRequested
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.domain.lesson_rules import MAX_PICTURE_PIXELS
from classroom_app.domain.names import is_name
from classroom_app.domain.participant import ParticipantStatus
from classroom_app.domain.roster import MAX_NUMBER, MAX_TITLE_LENGTH
from classroom_app.domain.transitions import SessionStatus
from classroom_app.protocol.mark_fields import marks_of
from classroom_app.protocol.picture_head import is_modest
from classroom_app.protocol.question_fields import question_of
from classroom_app.storage import event_store
from classroom_app.storage.database import cause_of
from classroom_app.storage.migrate import KNOWN_REVISIONS, make_schema
from classroom_app.system.owner_only import create_private
from classroom_app.system.stored_pictures import is_picture_path

Row = dict[str, Any]

# A lesson's picture, the largest value, has at most half a megabyte.
_LONGEST_ROW = 8 << 20
# The highest id that fits into the path of a picture; new ids still have room above it.
_LARGEST_NUMBER = 10**12 - 1
# What reading a value of the wrong kind raises.
_BAD_VALUES = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
_FIRST_YEAR, _LAST_YEAR = 1970, 9000
# Steps of SQLite's virtual machine: a row takes about thirty, far less than its bytes allow.
_STEPS_PER_BYTE, _STEPS_AT_LEAST, _STEPS_AT_ONCE = 20, 10_000_000, 100_000
_ROWS_AT_ONCE = 500

_WORDS: dict[tuple[str, str], frozenset[str]] = {
    ("lecture_sessions", "status"): frozenset(SessionStatus),
    ("session_participants", "status"): frozenset(ParticipantStatus),
    ("help_requests", "status"): frozenset(HelpStatus),
    ("attendance_corrections", "mark"): frozenset(Mark),
    ("pictures", "media_type"): frozenset({"image/png", "image/jpeg", "image/webp"}),
}
# Deletes cookies whose participant, session and user do not belong together.
_STRAY_COOKIES = """
    DELETE FROM cookies WHERE NOT EXISTS (
        SELECT 1 FROM session_participants AS p WHERE p.id = cookies.participant_id
        AND p.session_id = cookies.session_id AND p.user_id = cookies.user_id)
"""


def rebuild(foreign: Path, target: Path, migrations: Path, tick: Callable[[], None]) -> None:
    """Create a new database from the rows of an untrusted one. Blocks; calls `tick` now and then.

    Raises:
        BackupError: the untrusted one is damaged, malicious or from a newer version; or the disk is
            full.
        StorageError, OSError: the new one could not be created.
    """
    create_private(target).close()
    try:
        with closing(_opened(foreign)) as source:
            make_schema(target, migrations, _revision_of(source))
            with closing(sqlite3.connect(target, isolation_level=None)) as file:
                _fill(file, source, tick)
    except BackupError:
        raise
    except SQLAlchemyError as error:  # from our migrations, which do not read the other file
        raise StorageError(cause_of(error)) from error
    except (sqlite3.Error, *_BAD_VALUES) as error:
        is_full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        raise BackupError(Flaw.NO_ROOM if is_full else Flaw.DAMAGED, str(error)) from error


def _opened(foreign: Path) -> sqlite3.Connection:
    """Open a file for reading plain rows: its schema cannot call, change or attach anything."""
    uri = f"{foreign.absolute().as_uri()}?mode=ro&immutable=1"
    source = sqlite3.connect(uri, uri=True, isolation_level=None)
    source.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_ROW)
    for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON", "mmap_size=0"):
        source.execute(f"PRAGMA {pragma}")
    source.execute("PRAGMA ignore_check_constraints=ON")  # they call functions too
    source.set_authorizer(_may)
    # Many references to one page can make endless rows out of a small file.
    left = _STEPS_AT_LEAST + _STEPS_PER_BYTE * foreign.stat().st_size

    def count_steps() -> bool:
        nonlocal left
        left -= _STEPS_AT_ONCE
        return left < 0

    source.set_progress_handler(count_steps, _STEPS_AT_ONCE)
    return source


def _may(
    action: int, what: str | None, _more: str | None, _file: str | None, within: str | None
) -> int:
    """Allow reading; deny functions, and whatever a view or a trigger would do."""
    is_reading = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
    is_asking = action == sqlite3.SQLITE_PRAGMA and what in ("table_xinfo", "quick_check")
    return sqlite3.SQLITE_OK if (is_reading or is_asking) and not within else sqlite3.SQLITE_DENY


def _revision_of(source: sqlite3.Connection) -> str:
    _check_table(source, "alembic_version", ["version_num"])
    row = source.execute("SELECT version_num FROM alembic_version NOT INDEXED").fetchone()
    if row is None:
        raise BackupError(Flaw.DAMAGED, "no revision")
    if row[0] not in KNOWN_REVISIONS:
        raise BackupError(Flaw.NEWER, str(row[0])[:80])
    return str(row[0])


def _fill(file: sqlite3.Connection, source: sqlite3.Connection, tick: Callable[[], None]) -> None:
    file.execute("PRAGMA foreign_keys=OFF")  # the tables come in any order; checked below
    file.execute("PRAGMA synchronous=FULL")
    file.execute("BEGIN")
    names = [
        name
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if name != "alembic_version"
    ]
    for name in names:
        _copy(name, file, source, tick)
    file.execute(_STRAY_COOKIES)
    if file.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise BackupError(Flaw.DAMAGED, "a row refers to one that is not there")
    file.execute("COMMIT")


def _copy(
    name: str, file: sqlite3.Connection, source: sqlite3.Connection, tick: Callable[[], None]
) -> None:
    types = {row[1]: str(row[2]) for row in file.execute(f"PRAGMA table_xinfo({name})")}
    columns = list(types)
    _check_table(source, name, columns)
    listed = ", ".join(f'"{column}"' for column in columns)

    def rows() -> Iterator[Row]:
        select = f'SELECT {listed} FROM "{name}" NOT INDEXED'  # noqa: S608 our names
        # Closed in any case: Windows cannot delete a file that a statement still reads.
        with closing(source.execute(select)) as found:
            for number, values in enumerate(found):
                if number % _ROWS_AT_ONCE == 0:
                    tick()
                row = dict(zip(columns, values, strict=True))
                for column, value in row.items():
                    _check_value(name, column, types[column], value)
                checked = _CHECKS[name](row) if name in _CHECKS else row
                if checked is not None:
                    yield checked

    places = ", ".join(f":{column}" for column in columns)
    file.executemany(f'INSERT INTO "{name}" ({listed}) VALUES ({places})', rows())  # noqa: S608 our names


def _check_table(source: sqlite3.Connection, name: str, columns: list[str]) -> None:
    """Check that it is a real table, and that none of these columns is generated."""
    found = source.execute(
        "SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)
    ).fetchone()
    if found is None or not found[0]:  # a virtual table has no page
        raise BackupError(Flaw.DAMAGED, f"no table {name}")
    plain = {row[1] for row in source.execute(f"PRAGMA table_xinfo({name})") if row[6] == 0}
    if not plain.issuperset(columns):
        raise BackupError(Flaw.DAMAGED, f"other columns in {name}")
    verdict = source.execute(f"PRAGMA quick_check({name})").fetchone()
    if verdict != ("ok",):
        raise BackupError(Flaw.DAMAGED, str(verdict))


def _check_value(table: str, column: str, declared: str, value: object) -> None:
    """Check that a value has its column's type; NOT NULL is enforced by the new file."""
    if value is None:
        return
    words = _WORDS.get((table, column))
    if not _is_of_type(declared, value) or (words is not None and value not in words):
        raise BackupError(Flaw.DAMAGED, f"a value in {table}.{column}")


def _is_of_type(declared: str, value: object) -> bool:
    match declared.partition("(")[0]:
        case "INTEGER":
            return isinstance(value, int) and 0 <= value <= _LARGEST_NUMBER
        case "BOOLEAN":
            return value in (0, 1) and isinstance(value, int)
        case "DATETIME":
            return isinstance(value, str) and _is_time(value)
        case "BLOB":
            return isinstance(value, bytes)
        case "VARCHAR" | "TEXT":
            return isinstance(value, str)
        case _:
            raise AssertionError(f"no column is of type {declared}")


def _is_time(value: str) -> bool:
    moment = datetime.fromisoformat(value)
    return moment.tzinfo is None and _FIRST_YEAR <= moment.year <= _LAST_YEAR


def _cookie(row: Row) -> Row | None:
    return row if row["role"] == "STUDENT" and row["remote"] == 0 else None


def _screenshot(row: Row) -> Row | None:
    return row if is_picture_path(row["path"], row["session_id"]) else None


def _help_request(row: Row) -> Row:
    path = row["screenshot_path"]
    return row if is_picture_path(path, row["session_id"]) else {**row, "screenshot_path": None}


def _picture(row: Row) -> Row:
    if hashlib.sha256(row["data"]).hexdigest() != row["sha256"]:
        raise BackupError(Flaw.DAMAGED, "the checksum of a lesson's picture")
    if not is_modest(row["data"], MAX_PICTURE_PIXELS):
        raise BackupError(Flaw.DAMAGED, "a lesson's picture would take too much to show")
    return row


def _subtask(row: Row) -> Row:
    """Check that marks and question can be read; a backup of an earlier version has none."""
    try:
        marks_of(row.get("marks"))
        question_of(row.get("question"))
    except ValueError as error:
        raise BackupError(Flaw.DAMAGED, f"the marks or question of a step: {error}") from error
    return row


def _roster(row: Row) -> Row:
    if not 1 <= len(row["title"].strip()) <= MAX_TITLE_LENGTH:
        raise BackupError(Flaw.DAMAGED, "the title of a roster")
    return row


def _person(row: Row) -> Row:
    """Check name and number: a roster with an invalid person could not be edited any more."""
    if not is_name(row["name"]) or not 1 <= row["number"] <= MAX_NUMBER:
        raise BackupError(Flaw.DAMAGED, "a person on a roster")
    return row


def _event(row: Row) -> Row:
    """Check that the program can read the event later: one that it cannot would stop it."""
    event = event_store.from_row(datetime.fromisoformat(row["at"]), row["kind"], row["payload"])
    for name, kind in _field_types()[type(event)].items():
        value = getattr(event, name)
        if not isinstance(value, kind) or (isinstance(value, int) and value > _LARGEST_NUMBER):
            raise BackupError(Flaw.DAMAGED, f"{name} of an event")
        if isinstance(value, str):
            value.encode()  # fails for lone surrogates, which JSON allows and no phone can be sent
    return row if _names_own_picture(event, row["session_id"]) else _without_picture(row)


@cache
def _field_types() -> dict[type[Event], dict[str, Any]]:
    return {event_type: get_type_hints(event_type) for event_type in event_store.KINDS}


def _names_own_picture(event: Event, session_id: int) -> bool:
    if not isinstance(event, HelpRequested) or event.screenshot_path is None:
        return True
    return is_picture_path(event.screenshot_path, session_id)


def _without_picture(row: Row) -> Row:
    payload = {**json.loads(row["payload"]), "screenshot_path": None}
    return {**row, "payload": json.dumps(payload, ensure_ascii=False, separators=(",", ":"))}


_CHECKS: dict[str, Callable[[Row], Row | None]] = {
    "cookies": _cookie,
    "screenshots": _screenshot,
    "help_requests": _help_request,
    "pictures": _picture,
    "subtasks": _subtask,
    "rosters": _roster,
    "roster_people": _person,
    "session_events": _event,
}
