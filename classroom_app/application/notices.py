"""What listeners of the classroom are notified of, always after it is stored."""

from collections.abc import Callable

from msgspec import Struct

from classroom_app.application.ports import Leader
from classroom_app.domain.actors import Actor
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.commands import Command
from classroom_app.domain.events import Event


class Stored(Struct, frozen=True):
    """A command was carried out and stored; `session` is the state right after it."""

    session: ClassSession
    command: Command
    actor: Actor
    events: tuple[Event, ...]


class SessionAdded(Struct, frozen=True):
    """A session can now be joined: it was opened or resumed."""

    session: ClassSession


class StorageFailed(Struct, frozen=True):
    """Commands of this session could not be stored; `cause` says why.

    `is_of_line` if the database's server does not answer, which is retried automatically.
    """

    session: ClassSession
    cause: str
    is_of_line: bool = False


class SessionReloaded(Struct, frozen=True):
    """After a failure the session was read back from storage: what was shown is out of date."""

    session: ClassSession


class SessionLedElsewhere(Struct, frozen=True):
    """Another desk has resumed the session, so it was closed here, in its last stored state."""

    session: ClassSession
    leader: Leader


Notice = Stored | SessionAdded | StorageFailed | SessionReloaded | SessionLedElsewhere
Listener = Callable[[Notice], None]
