"""Leases: which desk leads which class, and which classes nobody leads any more.

A lease is an advisory lock held by the desk's own connection (`DeskLine`), so it ends with that. It
only shows that a class is led; the fence keeps others from writing to it.
"""

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, func, select, update
from sqlalchemy.exc import DBAPIError

from classroom_app.application.ports import Leader, LedElsewhereError, StorageError
from classroom_app.storage import tables
from classroom_app.storage.database import cause_of
from classroom_app.storage.shared import desks
from classroom_app.storage.shared.desk_line import DeskLine
from classroom_app.storage.shared.desks import Desk
from classroom_app.storage.shared.fence import FIRST_EPOCH, Fence, leader_of

log = logging.getLogger(__name__)

BEAT_S = 4.0
# Seconds that the server may need to end the connection of a program that was just killed,
# whatever its computer's name is now.
_CLOSING_S = 2
# The first keys of our advisory locks; the second is an id.
DESK_LOCK, SESSION_LOCK = 0x636C6173, 0x636C6174
_sessions = tables.lecture_sessions

Lost = list[tuple[int, Leader]]


class DeskLeases:
    """Implements `application.ports.Leases`; `on_lost` is called for classes taken by others."""

    def __init__(self, line: DeskLine, fence: Fence) -> None:
        self._line, self._fence = line, fence
        self._leased: set[int] = set()
        # Leased sessions whose locks a new connection does not hold yet.
        self._not_locked: set[int] = set()
        self._is_away = False
        self.on_lost: Callable[[int, Leader], None] = lambda _session_id, _leader: None
        line.on_connect = self._on_connect

    async def take(self, session_id: int) -> None:
        """Lead a session from now on; it may not be stored yet.

        Raises:
            LedElsewhereError: another desk leads it.
            StorageError: it could not be taken.
        """
        await self._line.ask(partial(self._take, session_id))

    def give_up(self, session_id: int) -> None:
        """Stop leading a session, if this desk does."""
        if session_id in self._leased:
            self._forget(session_id)
            self._line.tell(partial(_unlock, SESSION_LOCK, session_id))

    def _forget(self, session_id: int) -> None:
        self._leased.discard(session_id)
        self._fence.drop(session_id)

    async def run(self) -> None:
        """Keep the leases until cancelled, taking them again after the connection was lost."""
        while True:
            await self.beat()
            await asyncio.sleep(BEAT_S)

    async def beat(self) -> None:
        """Record once that this desk runs; call `on_lost` for each lease that is lost."""
        try:
            lost = await self._ask_twice()
        except StorageError as error:
            if not self._is_away:
                log.warning("The database cannot be told that this desk runs: %s", error)
            self._is_away = True
            return
        if self._is_away:
            log.info("The database is told again that this desk runs")
        self._is_away = False
        for session_id, leader in lost:
            self.on_lost(session_id, leader)

    async def _ask_twice(self) -> Lost:
        """Beat, and retry at once on a new connection: the server may have ended a silent one."""
        try:
            return await self._line.ask(self._beat)
        except StorageError:
            if self._is_away:
                raise
            return await self._line.ask(self._beat)

    async def stop(self) -> None:
        """Give up all leases: other desks may take up the classes at once."""
        await self._line.close(partial(_say_goodbye, self._fence.desk.id))

    # On the connection's thread -------------------------------------------------------------------

    def _on_connect(self, connection: Connection) -> None:
        self._not_locked = set(self._leased)
        _try_lock(connection, DESK_LOCK, self._fence.desk.id)

    def _take(self, session_id: int, connection: Connection) -> None:
        if not _try_lock(connection, SESSION_LOCK, session_id):
            raise LedElsewhereError(session_id, leader_of(connection, session_id))
        try:
            if _is_of_running_desk(connection, session_id, self._fence.desk):
                raise LedElsewhereError(session_id, leader_of(connection, session_id))
            # Waits for a transaction of the previous desk, which cannot write after this.
            counted = (
                update(_sessions)
                .where(_sessions.c.id == session_id)
                .values(owner_epoch=_sessions.c.owner_epoch + 1, desk_id=self._fence.desk.id)
                .returning(_sessions.c.owner_epoch)
            )
            epoch = connection.scalar(counted)
        except LedElsewhereError:
            _unlock(SESSION_LOCK, session_id, connection)
            raise
        except DBAPIError as error:
            if error.connection_invalidated:
                raise
            _unlock(SESSION_LOCK, session_id, connection)
            raise StorageError(cause_of(error)) from error
        self._leased.add(session_id)
        self._not_locked.discard(session_id)
        if epoch is None:
            self._fence.hold(session_id)
        else:
            self._fence.hold(session_id, epoch)

    def _beat(self, connection: Connection) -> Lost:
        desks.note_seen(connection, self._fence.desk.id)
        lost: Lost = []
        for session_id in sorted(self._not_locked & self._leased):
            is_locked = _try_lock(connection, SESSION_LOCK, session_id)
            query = select(_sessions.c.owner_epoch).where(_sessions.c.id == session_id)
            epoch = connection.scalar(query)
            if epoch is None:  # it is just being opened
                epoch = FIRST_EPOCH
            if not self._fence.is_under(session_id, epoch):
                if is_locked:
                    _unlock(SESSION_LOCK, session_id, connection)
                self._forget(session_id)
                lost.append((session_id, leader_of(connection, session_id)))
            elif is_locked:  # else the former connection still holds it, for some seconds
                self._not_locked.discard(session_id)
        self._not_locked &= self._leased
        return lost


async def sign_on(line: DeskLine, data_dir: Path, name: str, version: str) -> Desk:
    """Sign on as the data folder's desk, and return it; a copied folder becomes a new desk.

    If this desk seems to run on this computer already, waits a little longer than a lease lasts:
    the connection may be left over from a power cut.

    Raises:
        StorageError: the server was not reached.
        OSError: the data folder cannot be written.
    """
    key = await asyncio.to_thread(desks.read_or_make_desk_key, data_dir)
    for second in range(desks.LEASE_S + 2):
        desk, is_other = await line.ask(partial(_sign_on, key, name, version))
        if desk is not None:
            return desk
        if is_other and second >= _CLOSING_S:
            break
        await asyncio.sleep(1)
    log.warning("Another program runs as this desk: this one becomes a new desk")
    key = await asyncio.to_thread(desks.make_desk_key, data_dir)
    desk, _is_other = await line.ask(partial(_sign_on, key, name, version))
    assert desk is not None, "nobody else knows the new key"
    return desk


def _sign_on(key: str, name: str, version: str, connection: Connection) -> tuple[Desk | None, bool]:
    """Return the desk, or None while its lock is held, and whether another computer holds it."""
    known = desks.desk_of(connection, key)
    if known is not None and not _try_lock(connection, DESK_LOCK, known.id):
        return None, known.name != name
    desk = desks.sign_on(connection, key, name, version)
    if known is None:
        _try_lock(connection, DESK_LOCK, desk.id)
    return desk, False


def _is_of_running_desk(connection: Connection, session_id: int, me: Desk) -> bool:
    """Return whether another desk that runs was the last to lead a session.

    Right after the server was restarted, a desk may lead without holding its lease.
    """
    query = (
        select(tables.desks.c.id)
        .join(_sessions, _sessions.c.desk_id == tables.desks.c.id)
        .where(_sessions.c.id == session_id, tables.desks.c.id != me.id, desks.is_running())
    )
    return connection.scalar(query) is not None


def _say_goodbye(desk_id: int, connection: Connection) -> None:
    desks.sign_off(connection, desk_id)
    # Now: the server notices the end of the connection only a moment later.
    connection.execute(select(func.pg_advisory_unlock_all()))


def _try_lock(connection: Connection, kind: int, number: int) -> bool:
    return bool(connection.scalar(select(func.pg_try_advisory_lock(kind, number))))


def _unlock(kind: int, number: int, connection: Connection) -> None:
    connection.execute(select(func.pg_advisory_unlock(kind, number)))
