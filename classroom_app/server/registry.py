"""Maps participants to their connections: at most one live connection per participant."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from classroom_app.protocol.close_codes import CloseCode
from classroom_app.server.connection import Connection


class Registry:
    """The open connections of all sessions."""

    def __init__(self) -> None:
        self._students: dict[int, dict[int, Connection]] = defaultdict(dict)
        self._instructors: dict[int, dict[int, Connection]] = defaultdict(dict)
        self._helpers: dict[int, dict[int, Connection]] = defaultdict(dict)
        self._listeners: dict[int, dict[int, Connection]] = defaultdict(dict)

    def add_instructor(self, connection: Connection) -> None:
        """Add an instructor's connection; there may be several at once."""
        self._instructors[connection.session_id][id(connection)] = connection

    def add_helper(self, connection: Connection) -> None:
        """Add a helper's connection; an older one of the same helper is closed with 4001."""
        assert connection.helper_id is not None
        helpers = self._helpers[connection.session_id]
        older = helpers.get(connection.helper_id)
        helpers[connection.helper_id] = connection
        if older is not None and older is not connection:
            older.close(CloseCode.REPLACED, "opened somewhere else")

    def add_student(self, connection: Connection) -> None:
        """Add the connection of a known participant; an older one is closed with 4001."""
        assert connection.participant_id is not None
        students = self._students[connection.session_id]
        older = students.get(connection.participant_id)
        # Replaced before the older one closes: `remove` then returns False for the older one, and
        # no departure is stored or broadcast.
        students[connection.participant_id] = connection
        if older is not None and older is not connection:
            older.close(CloseCode.REPLACED, "opened somewhere else")

    def add_listener(self, connection: Connection) -> None:
        """Add a guest's connection: it receives broadcasts though its student is not known yet."""
        self._listeners[connection.session_id][id(connection)] = connection

    def remove(self, connection: Connection) -> bool:
        """Forget a connection; return whether it was a participant's current one."""
        self._listeners[connection.session_id].pop(id(connection), None)
        if connection.is_instructor:
            self._instructors[connection.session_id].pop(id(connection), None)
            return False
        if connection.helper_id is not None:
            helpers = self._helpers[connection.session_id]
            if helpers.get(connection.helper_id) is connection:
                del helpers[connection.helper_id]
            return False
        students = self._students[connection.session_id]
        if (
            connection.participant_id is None
            or students.get(connection.participant_id) is not connection
        ):
            return False
        del students[connection.participant_id]
        return True

    def student(self, session_id: int, participant_id: int) -> Connection | None:
        """Return a participant's connection, None if offline."""
        return self._students[session_id].get(participant_id)

    def students(self, session_id: int) -> Iterator[Connection]:
        """Iterate over a copy of the students' connections."""
        return iter(list(self._students[session_id].values()))

    def instructors(self, session_id: int) -> Iterator[Connection]:
        """Iterate over a copy of the instructors' connections."""
        return iter(list(self._instructors[session_id].values()))

    def helpers(self, session_id: int) -> Iterator[Connection]:
        """Iterate over a copy of the helpers' connections."""
        return iter(list(self._helpers[session_id].values()))

    def helper(self, session_id: int, helper_id: int) -> Connection | None:
        """Return a helper's connection, None if offline."""
        return self._helpers[session_id].get(helper_id)

    @property
    def has_remotes(self) -> bool:
        """Whether a remote is connected now."""
        return any(
            connection.is_remote
            for connections in self._instructors.values()
            for connection in connections.values()
        )

    def close_leaders(self, are_over: Callable[[Connection], bool] = lambda _one: True) -> None:
        """Close, with 4003, the instructors' connections for which `are_over`; all by default."""
        for connections in self._instructors.values():
            for connection in connections.values():
                if are_over(connection):
                    connection.close(CloseCode.REMOVED, "the right to lead is over")

    def everybody(self, session_id: int) -> Iterator[Connection]:
        """Iterate over every connection of a session."""
        yield from self.students(session_id)
        yield from list(self._listeners[session_id].values())
        yield from self.instructors(session_id)
        yield from self.helpers(session_id)

    def online(self, session_id: int) -> int:
        """Return how many students are connected."""
        return len(self._students[session_id])
