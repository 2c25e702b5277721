"""What listeners of the classroom are notified of, always after it is stored."""

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
    """A session can now be joined: it was opened or resumed."""

    session: ClassSession


@dataclass(frozen=True, slots=True)
class StorageFailed:
    """Commands of this session could not be stored; `cause` says why.

    `is_of_line` if the database's server does not answer, which is retried automatically.
    """

    session: ClassSession
    cause: str
    is_of_line: bool = False


@dataclass(frozen=True, slots=True)
class SessionReloaded:
    """After a failure the session was read back from storage: what was shown is out of date."""

    session: ClassSession


@dataclass(frozen=True, slots=True)
class SessionLedElsewhere:
    """Another desk has resumed the session, so it was closed here, in its last stored state."""

    session: ClassSession
    leader: Leader


Notice = Stored | SessionAdded | StorageFailed | SessionReloaded | SessionLedElsewhere
Listener = Callable[[Notice], None]
