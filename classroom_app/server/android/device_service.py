"""Remembers which phones joined over REST from which address: their WebSockets have no cookie."""

import logging
from collections import defaultdict
from typing import Protocol

from classroom_app.application.classroom import Classroom
from classroom_app.application.ports import StorageError
from classroom_app.domain.participant import Participant
from classroom_app.protocol.close_codes import CloseCode
from classroom_app.server.connection import Connection
from classroom_app.server.registry import Registry

log = logging.getLogger(__name__)

_Place = tuple[int, str]


class Unclaimed(Protocol):
    """A connection that may belong to one of several phones."""

    @property
    def connection(self) -> Connection:
        """Its connection."""

    async def bind(self, person: Participant) -> bool:
        """Bind it to this participant; return False if the class refused them."""


class DeviceStore(Protocol):
    """Stores the addresses, so that phones are recognized after a restart."""

    async def remember(self, session_id: int, participant_id: int, address: str) -> None:
        """Store the address a participant's device joined from last; may raise `StorageError`."""

    async def addresses(self, session_id: int | None = None) -> list[tuple[int, int, str]]:
        """Return (session, participant, address) of every device, or of those of one session.

        May raise `StorageError`.
        """


class DeviceService:
    """Holds the devices behind each address, and the connections not assigned to one yet."""

    def __init__(self, classroom: Classroom, registry: Registry, store: DeviceStore) -> None:
        self._classroom, self._registry, self._store = classroom, registry, store
        self._address_of: dict[int, str] = {}
        self._behind: dict[_Place, dict[int, None]] = defaultdict(dict)
        self._unclaimed: dict[_Place, list[Unclaimed]] = defaultdict(list)

    async def start(self) -> None:
        """Load the devices of all sessions.

        Raises:
            StorageError: it could not be read.
        """
        await self.learn()

    async def learn(self, session_id: int | None = None) -> None:
        """Load the stored devices of one session, or of all.

        Raises:
            StorageError: it could not be read.
        """
        for of_session, participant_id, address in await self._store.addresses(session_id):
            self._note(of_session, participant_id, address)

    async def note(self, session_id: int, participant_id: int, address: str) -> None:
        """Remember that a participant's device joined from this address.

        A failure to store it is logged.
        """
        if self._address_of.get(participant_id) == address:
            return
        self._note(session_id, participant_id, address)
        try:
            await self._store.remember(session_id, participant_id, address)
        except StorageError as error:
            log.warning("A phone's address could not be stored: %s", error)

    def _note(self, session_id: int, participant_id: int, address: str) -> None:
        earlier = self._address_of.get(participant_id)
        if earlier is not None:
            self._behind[session_id, earlier].pop(participant_id, None)
        self._address_of[participant_id] = address
        self._behind[session_id, address][participant_id] = None

    def forget(self, participant_id: int) -> None:
        """Forget a participant's device."""
        self._address_of.pop(participant_id, None)
        for behind in self._behind.values():
            behind.pop(participant_id, None)

    # Questions ----------------------------------------------------------------------------------

    def is_device(self, participant_id: int) -> bool:
        """Return whether this participant ever joined over REST."""
        return participant_id in self._address_of

    def behind(self, session_id: int, address: str) -> list[Participant]:
        """Return the participants whose devices joined from this address."""
        session = self._classroom.session(session_id)
        known = self._behind.get((session_id, address))
        if session is None or not known:
            return []
        found = (session.participants.get(participant_id) for participant_id in known)
        return [person for person in found if person is not None and not person.was_sent_out]

    def absent(self, session_id: int, address: str) -> list[Participant]:
        """Return those of `behind` that have no connection."""
        return [
            person
            for person in self.behind(session_id, address)
            if self._registry.student(session_id, person.id) is None
        ]

    # Unclaimed connections ----------------------------------------------------------------------

    def keep_unclaimed(self, talk: Unclaimed, address: str, meant: int) -> None:
        """Send a connection the broadcasts until it is known whose it is.

        `meant` is the number of devices it may belong to. There are never more such connections
        than that: the oldest is closed.
        """
        waiting = self._unclaimed[talk.connection.session_id, address]
        waiting.append(talk)
        self._registry.add_listener(talk.connection)
        if len(waiting) > meant:
            oldest = waiting.pop(0).connection
            self._registry.remove(oldest)
            oldest.close(CloseCode.REPLACED, "opened somewhere else")

    def claim(self, talk: Unclaimed, address: str) -> None:
        """Remove a connection from the unclaimed ones, if it is among them."""
        place = talk.connection.session_id, address
        waiting = self._unclaimed.get(place)
        if waiting is None or talk not in waiting:
            return
        waiting.remove(talk)
        self._registry.remove(talk.connection)
        if not waiting:
            del self._unclaimed[place]

    async def settle(self, session_id: int, address: str) -> None:
        """If one unclaimed connection and one device without a connection are left, bind them."""
        absent = self.absent(session_id, address)
        waiting = self._unclaimed.get((session_id, address), [])
        if len(absent) == 1 and len(waiting) == 1:
            await waiting[0].bind(absent[0])
