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
"""How long a desk that says nothing is taken to be there, in seconds, by the server's clock."""
DESK_KEY_FILE = "desk.key"
_KEY_BYTES = 24
_KEY = re.compile(r"[\w-]{16,64}", re.ASCII)
_LONGEST_NAME = 255  # the column's
_desks = tables.desks


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk as the database knows it; `name` is its computer's."""

    id: int
    name: str


def read_or_make_desk_key(data_dir: Path) -> str:
    """Return by what the database knows the desk of a data folder, made on the first start. Blocks.

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
    """Make the data folder that of a new desk, and return its key. Blocks.

    Raises:
        OSError: it cannot be written.
    """
    key = secrets.token_urlsafe(_KEY_BYTES)
    with atomic_write(data_dir / DESK_KEY_FILE, private=True) as beside:
        beside.write_text(key + "\n", encoding="ascii")
    return key


def server_time() -> ColumnElement[object]:
    """Return the present time by the server's clock, as the tables keep it.

    The clocks of desks may differ by more than any limit that is measured with them.
    """
    return func.timezone("utc", func.now(), type_=DateTime())


def is_running() -> ColumnElement[bool]:
    """Return whether a desk runs, or has stood still for no longer than a lease lasts."""
    return seen_within(timedelta(seconds=LEASE_S))


def seen_within(time: timedelta) -> ColumnElement[bool]:
    """Return whether a desk has run within a time up to now."""
    earliest: ColumnElement[object] = server_time() - time
    return _desks.c.seen_at > earliest


def desk_of(connection: Connection, key: str) -> Desk | None:
    """Return the desk of a key; None where it has never been here."""
    row = connection.execute(select(_desks.c.id, _desks.c.name).where(_desks.c.key == key)).first()
    return None if row is None else Desk(row.id, row.name)


def sign_on(connection: Connection, key: str, name: str, version: str) -> Desk:
    """Say that a desk is here, and return it; one that is new gets its row.

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
    """Say that a desk still runs."""
    connection.execute(update(_desks).where(_desks.c.id == desk_id).values(seen_at=server_time()))


def sign_off(connection: Connection, desk_id: int) -> None:
    """Say that a desk has stopped in order: its classes may be taken up elsewhere at once."""
    earlier = server_time() - timedelta(seconds=LEASE_S)
    connection.execute(update(_desks).where(_desks.c.id == desk_id).values(seen_at=earlier))


def desk_names(connection: Connection) -> dict[int, str]:
    """Return the names of all desks there ever were, by id."""
    return {row.id: row.name for row in connection.execute(select(_desks.c.id, _desks.c.name))}
