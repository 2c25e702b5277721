"""What the classroom tells its listeners, always after the disk has it."""

from collections.abc import Callable
from dataclasses import dataclass

from classroom_app.application.ports import Leader
from classroom_app.domain.actors import Actor
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.commands import Command
from classroom_app.domain.events import Event


@dataclass(frozen=True, slots=True)
class Stored:
    """A command was carried out and stored; `session` is the state right after it."""

    session: ClassSession
    command: Command
    actor: Actor
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class SessionAdded:
    """A session can now be joined: opened, or taken up again."""

    session: ClassSession


@dataclass(frozen=True, slots=True)
class StorageFailed:
    """Commands of this session could not be stored, for this reason.

    `is_of_line` where it is the line to the database's server, which is tried again by itself.
    """

    session: ClassSession
    cause: str
    is_of_line: bool = False


@dataclass(frozen=True, slots=True)
class SessionReloaded:
    """After a failure the session was read back from the disk: forget what you showed."""

    session: ClassSession


@dataclass(frozen=True, slots=True)
class SessionLedElsewhere:
    """Another desk has taken the session up: it is closed here, as it was stored last."""

    session: ClassSession
    leader: Leader


Notice = Stored | SessionAdded | StorageFailed | SessionReloaded | SessionLedElsewhere
Listener = Callable[[Notice], None]
