"""Tracks which instructor messages one phone was sent, so that it gets each of them once.

A client that names the last message it has (`last_message_id` in its `join`) is sent the later
ones, and reports itself what was on its screen (`message_seen`). For any other client, messages
count as seen once it has answered a ping sent after them.
"""

import asyncio
import contextlib

from classroom_app.application.classroom import Classroom
from classroom_app.application.ports import StorageError
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import Student
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.errors import Refused
from classroom_app.protocol import limits
from classroom_app.protocol.codec import encode_message
from classroom_app.server import translate
from classroom_app.server.connection import Connection, frame_of


class Hearing:
    """Tracks the instructor messages sent over one student's connection."""

    def __init__(self, classroom: Classroom, connection: Connection) -> None:
        self._classroom, self._connection = classroom, connection
        self._told: set[int] = set()
        self._last_heard: int | None = None
        self._asking: asyncio.Task[None] | None = None
        connection.on_told = self._note

    def begin(self, last_heard: int | None) -> None:
        """Begin a `join`; messages sent from now on are delivered after its reply.

        A client that names the last message it has discards those delivered before the reply, so
        they count as not sent: a pong that is still awaited does not mean that they were shown.
        """
        self._last_heard = last_heard
        if last_heard is not None:
            self._told.clear()
            if self._asking is not None:
                self._asking.cancel()
                self._asking = None

    def missed(self, session: ClassSession) -> bytes:
        """Return the frames of the messages this phone lacks, to send after the `join` reply.

        Only the newest `MAX_MISSED_MESSAGES`. They count as sent from now on.
        """
        connection = self._connection
        assert connection.participant_id is not None, "who joins is known"
        participant = session.participants[connection.participant_id]
        news = [
            each
            for each in session.said_to(participant, self._last_heard)
            if each.number not in self._told
        ][-limits.MAX_MISSED_MESSAGES :]
        self._told.update(each.number for each in news)
        self._ask()
        return b"".join(frame_of(encode_message(translate.message_of(each))) for each in news)

    async def close(self) -> None:
        """Stop waiting for pongs. Call it when the connection ends."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.wait([self._asking])

    def _note(self, number: int) -> None:
        self._told.add(number)
        self._ask()

    def _ask(self) -> None:
        """Find out by pings what has arrived, unless the client reports it (`message_seen`)."""
        is_due = self._told and self._connection.joined and self._last_heard is None
        if is_due and (self._asking is None or self._asking.done()):
            self._asking = asyncio.get_running_loop().create_task(self._see())

    async def _see(self) -> None:
        seen = 0
        while (latest := max(self._told)) > seen and await self._connection.answers(None):
            seen = latest
            assert self._connection.participant_id is not None
            # If it cannot be stored, these messages are sent again when the phone is back.
            with contextlib.suppress(Refused, StorageError, KeyError):
                await self._classroom.execute(
                    self._connection.session_id,
                    cmd.MarkSeen(seen),
                    Student(self._connection.participant_id),
                )
