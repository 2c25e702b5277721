"""What makes the student page easier to read, kept with a person on a roster for the next class."""

import json
from typing import Any

from sqlalchemy import Connection, select

from classroom_app.domain.comfort import Comfort
from classroom_app.storage import tables
from classroom_app.storage.database import Database

_FIELDS = ("larger_text", "read_aloud", "high_contrast")


def to_text(**wishes: bool | None) -> str:
    """Return the JSON stored for a person; wishes that are None are left out."""
    return json.dumps({name: wish for name, wish in wishes.items() if wish is not None})


def from_text(text: str | None) -> Comfort | None:
    """Parse what is stored for a person, or return None; values other than booleans are ignored.

    A restored backup may hold anything.
    """
    try:
        found: Any = json.loads(text) if text else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    wishes = {name: found[name] for name in _FIELDS if isinstance(found.get(name), bool)}
    return Comfort(**wishes) if wishes else None


class SqlComfortStore:
    """Implements `application.comfort_memory.ComfortStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_person(self, person_id: int) -> Comfort | None:
        """Return what is stored for a person on a roster, or None."""

        def work(connection: Connection) -> Comfort | None:
            people = tables.roster_people
            query = select(people.c.comfort).where(people.c.id == person_id)
            return from_text(connection.scalar(query))

        return await self._database.read(work)
