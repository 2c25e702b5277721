"""The desks: the programs that share a database, each known by a key in its data folder."""

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, DateTime, func, insert, select, update

from classroom_app.storage import tables
from classroom_app.system.atomic_write import atomic_write

LEASE_S = 15
"""Seconds for which a silent desk still counts as running, by the server's clock."""
DESK_KEY_FILE = "desk.key"
_KEY_BYTES = 24
_KEY = re.compile(r"[\w-]{16,64}", re.ASCII)
_LONGEST_NAME = 255  # the column's
_desks = tables.desks


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk in the database; `name` is its computer's."""

    id: int
    name: str


def read_or_make_desk_key(data_dir: Path) -> str:
    """Return the key of a data folder's desk, which is made on the first start. Blocks.

    Raises:
        OSError: it cannot be read or written.
    """
    try:
        key = (data_dir / DESK_KEY_FILE).read_text("utf-8", "replace").strip()
    except FileNotFoundError:
        key = ""
    # A file that a power cut has left full of zeros, or somebody has written into, is none.
    return key if _KEY.fullmatch(key) else make_desk_key(data_dir)


def make_desk_key(data_dir: Path) -> str:
    """Give a data folder the key of a new desk, and return it. Blocks.

    Raises:
        OSError: it cannot be written.
    """
    key = secrets.token_urlsafe(_KEY_BYTES)
    with atomic_write(data_dir / DESK_KEY_FILE, private=True) as beside:
        beside.write_text(key + "\n", encoding="ascii")
    return key


def server_time() -> ColumnElement[object]:
    """Return an expression for the present time by the server's clock, in UTC without a zone.

    The clocks of desks may differ by more than any limit that is measured with them.
    """
    return func.timezone("utc", func.now(), type_=DateTime())


def is_running() -> ColumnElement[bool]:
    """Return the condition that a desk was seen within the last `LEASE_S`."""
    return seen_within(timedelta(seconds=LEASE_S))


def seen_within(time: timedelta) -> ColumnElement[bool]:
    """Return the condition that a desk was seen within the last `time`."""
    earliest: ColumnElement[object] = server_time() - time
    return _desks.c.seen_at > earliest


def desk_of(connection: Connection, key: str) -> Desk | None:
    """Return the desk with a key, or None."""
    row = connection.execute(select(_desks.c.id, _desks.c.name).where(_desks.c.key == key)).first()
    return None if row is None else Desk(row.id, row.name)


def sign_on(connection: Connection, key: str, name: str, version: str) -> Desk:
    """Record that a desk runs, and return it; a new one gets a row.

    Raises:
        SQLAlchemyError: it could not be stored.
    """
    name = name[:_LONGEST_NAME]
    said = {"name": name, "version": version, "seen_at": server_time()}
    changed = update(_desks).where(_desks.c.key == key).values(said).returning(_desks.c.id)
    desk_id = connection.scalar(changed)
    if desk_id is None:
        added = insert(_desks).values(key=key, **said).returning(_desks.c.id)
        desk_id = connection.execute(added).scalar_one()
    return Desk(desk_id, name)


def note_seen(connection: Connection, desk_id: int) -> None:
    """Record that a desk still runs."""
    connection.execute(update(_desks).where(_desks.c.id == desk_id).values(seen_at=server_time()))


def sign_off(connection: Connection, desk_id: int) -> None:
    """Record that a desk has stopped normally: others may take up its classes at once."""
    earlier = server_time() - timedelta(seconds=LEASE_S)
    connection.execute(update(_desks).where(_desks.c.id == desk_id).values(seen_at=earlier))


def desk_names(connection: Connection) -> dict[int, str]:
    """Return the names of all desks that ever used the database, by id."""
    return {row.id: row.name for row in connection.execute(select(_desks.c.id, _desks.c.name))}
