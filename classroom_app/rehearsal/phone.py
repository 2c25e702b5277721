"""A simulated phone: signs in, stays connected, reconnects when the connection is lost."""

import asyncio
import json
import logging
import random
from collections.abc import Callable

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from classroom_app.protocol.close_codes import CloseCode
from classroom_app.rehearsal.helper import SimulatedHelper
from classroom_app.rehearsal.sign_in import Address, SignInError, sign_in, sign_in_as_helper
from classroom_app.rehearsal.student import HangUp, SimulatedStudent

log = logging.getLogger(__name__)

# As every client should (docs/PROTOCOL.md, "Reconnecting").
FIRST_RETRY_S = 0.5
LONGEST_RETRY_S = 8.0
OPEN_TIMEOUT_S = 10.0
CLOSE_TIMEOUT_S = 2.0
_FOR_GOOD = (CloseCode.NORMAL, CloseCode.REPLACED, CloseCode.REMOVED)


class SimulatedPhone:
    """Sends a student's acts to the server and passes the server's messages to the student.

    `pace` is how many seconds of the class pass in one real second; `number` is what the student
    signs in with instead of a name. With `invite`, which returns the pass of an invitation, it is a
    helper's phone, whose `device_id` must consist of hexadecimal digits.
    """

    def __init__(
        self,
        address: Address,
        student: SimulatedStudent | SimulatedHelper,
        device_id: str,
        *,
        pace: float,
        rng: random.Random,
        clock: Callable[[], float],
        number: int | None = None,
        invite: Callable[[], str] | None = None,
    ) -> None:
        self._address, self._student, self._device_id = address, student, device_id
        self._number = number
        self._pace, self._rng, self._clock = pace, rng, clock
        self._invite = invite
        self._cookie: str | None = None
        self._alarm: asyncio.Timeout | None = None
        self._retry_s = FIRST_RETRY_S
        self._is_over = False
        self.is_online = False

    async def run(self) -> None:
        """Take part until the class is over or the student is removed; cancel to stop."""
        try:
            await self._wait(self._student.character.arrives_after_s)
            while not self._is_over:
                await self._wait(await self._take_part())
        except Exception:
            log.exception("A simulated phone failed")

    def ask_for_help(self, within_s: float) -> None:
        """Make the student ask for help at a random time within these seconds of the class."""
        at = self._now() + self._rng.uniform(0.0, within_s)
        self._student.want_help(at)
        # An alarm that has just expired wakes the student in any case.
        if self._alarm is not None and not self._alarm.expired():
            self._alarm.reschedule(at / self._pace)

    def _now(self) -> float:
        return self._clock() * self._pace

    async def _wait(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self._pace)

    async def _take_part(self) -> float:
        """Sign in if necessary, connect and take part; return how long to stay away afterwards.

        The result is in seconds of the class.
        """
        try:
            if self._cookie is None:
                self._cookie = await self._sign_in()
            role = "" if self._invite is None else "?role=HELPER"
            socket = await connect(
                self._address.socket_url + role,
                additional_headers={"Cookie": self._cookie},
                compression=None,
                proxy=None,
                ssl=self._address.tls,
                ping_interval=None,
                open_timeout=OPEN_TIMEOUT_S,
                close_timeout=CLOSE_TIMEOUT_S,
            )
        except SignInError as error:
            self._is_over = error.is_final
            return max(error.retry_after_s * self._pace, self._next_retry())
        except InvalidStatus as error:
            self._rejected(error.response.status_code)
            return self._next_retry()
        except (OSError, EOFError, WebSocketException):
            return self._next_retry()
        try:
            return await self._talk(socket)
        except ConnectionClosed:
            self._is_over = socket.close_code in _FOR_GOOD
            return self._next_retry()
        finally:
            self.is_online = False
            await socket.close()

    async def _sign_in(self) -> str:
        name = self._student.character.name
        if self._invite is None:
            return await sign_in(self._address, name, self._device_id, self._number)
        return await sign_in_as_helper(self._address, self._invite(), name, self._device_id)

    def _rejected(self, status: int) -> None:
        if status == 403:  # the server does not know this cookie, or has revoked it
            self._cookie = None
            self._is_over = self._invite is not None  # a helper whose part was ended stays out
        self._is_over = self._is_over or status in (404, 410)

    def _next_retry(self) -> float:
        """Return the next pause: doubled each time, with jitter so that phones spread out."""
        retry_s = self._retry_s
        self._retry_s = min(retry_s * 2, LONGEST_RETRY_S)
        return retry_s * self._rng.uniform(0.5, 1.5)

    async def _talk(self, socket: ClientConnection) -> float:
        await socket.send(json.dumps({"type": "join", "data": {"presence": False}}))
        while True:
            for act in self._student.act(self._now()):
                if isinstance(act, HangUp):
                    socket.transport.abort()
                    return act.for_s
                await socket.send(json.dumps({"type": act.kind, "data": dict(act.data)}))
            if self._student.is_over:
                self._is_over = True
                return 0.0
            frame = await self._listen(socket)
            if frame is not None:
                self._take_in(frame)

    async def _listen(self, socket: ClientConnection) -> str | bytes | None:
        """Return the next frame, or None if it is time to act."""
        due_at = self._student.due_at()
        try:
            async with asyncio.timeout_at(due_at and due_at / self._pace) as self._alarm:
                return await socket.recv()
        except TimeoutError:
            return None
        finally:
            self._alarm = None

    def _take_in(self, frame: str | bytes) -> None:
        message = json.loads(frame)
        if message["type"] == "join_confirmed":
            self.is_online = True
            self._retry_s = FIRST_RETRY_S
        self._student.hear(message, self._now())
