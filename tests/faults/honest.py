"""Honest phones and an honest instructor: they come back by themselves and keep books.

What each has heard stays in `heard`; what it asked for and what was confirmed can be compared with
the database afterwards (see `books.py`).
"""

import asyncio
import contextlib
import json
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from urllib.parse import quote

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

_NOT_ENCRYPTED = ssl.create_default_context()  # each of its own takes as long as a sign-in
Message = dict[str, Any]
LOST = (OSError, TimeoutError, ConnectionClosed, InvalidHandshake, httpx.HTTPError)
"""What a bad line or a dead server looks like from a phone."""


class NotServedError(Exception):
    """The server answered a sign-in with something else than yes; the phone tries again."""


class Caller:
    """Somebody with a cookie and at most one connection.

    `url` may change while nobody is connected. A request that is not answered within `patience_s`
    counts as a lost line. `source` is the address to come from, `tls` how an encrypted class is
    spoken to.
    """

    def __init__(
        self,
        url: str,
        code: str,
        *,
        patience_s: float = 10.0,
        pause_s: float = 0.05,
        source: str | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.url, self.code = url, code
        self.patience_s, self.pause_s = patience_s, pause_s
        self.source, self.tls = source, tls
        self.cookie: str | None = None
        self.heard: list[Message] = []
        self.connections = 0
        self.was_moved = False
        self.close_codes: list[int | None] = []
        self.latencies: list[tuple[float, str]] = []
        self._socket: ClientConnection | None = None
        self._news = asyncio.Event()

    async def live(self, act: Callable[[], Awaitable[None]]) -> None:
        """Connect and `act`, again and again, until `act` returns.

        It ends also where the class is over (410), or goes on at another computer (`was_moved`).
        """
        while True:
            try:
                async with self.connected():
                    await act()
                    return
            except (*LOST, NotServedError) as error:
                if isinstance(error, InvalidStatus) and error.response.status_code == 410:
                    self.note({"type": "session_status_changed", "status": "ENDED"})
                    return
                if isinstance(error, InvalidStatus) and _has_moved(error):
                    self.was_moved = True
                    return
                await asyncio.sleep(self.pause_s)

    async def _sign_in(self) -> None:
        transport = httpx.AsyncHTTPTransport(
            verify=self.tls or _NOT_ENCRYPTED, local_address=self.source
        )
        async with httpx.AsyncClient(
            base_url=self.url, trust_env=False, timeout=self.patience_s, transport=transport
        ) as http:
            begun = time.perf_counter()
            answer = await self._ask_for_cookie(http)
            self.latencies.append((time.perf_counter() - begun, "sign in"))
        if answer.status_code not in (200, 201):
            raise NotServedError(answer.status_code, answer.text)
        self.cookie = answer.headers["set-cookie"].split(";")[0].removeprefix("sessionid=")

    async def _ask_for_cookie(self, http: httpx.AsyncClient) -> httpx.Response:
        raise NotImplementedError

    @contextlib.asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Sign in, if need be, and connect."""
        if self.cookie is None:
            await self._sign_in()
        begun = time.perf_counter()
        async with connect(
            f"{self.url.replace('http', 'ws', 1)}/ws/sessions/{self.code}/",
            additional_headers={"Cookie": f"sessionid={self.cookie}"},
            proxy=None,
            open_timeout=self.patience_s,
            close_timeout=1.0,
            ping_interval=None,
            max_size=None,
            ssl=self.tls,
            local_addr=(self.source, 0) if self.source else None,
        ) as socket:
            self.latencies.append((time.perf_counter() - begun, "connect"))
            self._socket = socket
            self.connections += 1
            try:
                yield
            finally:
                self._socket = None
        self.close_codes.append(socket.close_code)

    async def send(self, kind: str, **data: Any) -> None:
        assert self._socket is not None, "it is connected"
        await self._socket.send(json.dumps({"type": kind, "data": data}))

    async def hang_up(self) -> None:
        assert self._socket is not None, "it is connected"
        await self._socket.close()

    async def receive(self) -> Message:
        """Return the next message; it is in `heard` then."""
        assert self._socket is not None, "it is connected"
        message: Message = json.loads(await self._socket.recv())
        self.heard.append(message)
        self.note(message)
        self._news.set()
        return message

    async def news(self) -> None:
        """Return when something has been heard, from now on."""
        self._news.clear()
        await self._news.wait()

    def note(self, message: Message) -> None:
        """Learn from what was heard."""

    async def ask(self, kind: str, reply: str, status: str | None = None, **data: Any) -> Message:
        """Send a message and return its reply (of that status), or the error about it."""
        begun = time.perf_counter()
        async with asyncio.timeout(self.patience_s):
            await self.send(kind, **data)
            while True:
                message = await self.receive()
                if message["type"] == reply and status in (None, message.get("status")):
                    break
                if message["type"] == "error" and message["ref"] == kind:
                    break
        self.latencies.append((time.perf_counter() - begun, kind))
        return message

    async def listen(self, within_s: float) -> None:
        """Hear what comes until a moment has passed."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                while True:
                    await self.receive()


def _has_moved(refusal: InvalidStatus) -> bool:
    return refusal.response.status_code == 404 and b"session_moved" in (
        refusal.response.body or b""
    )


class HonestPhone(Caller):
    """A student's phone: one device, one participant, however often it comes back."""

    def __init__(self, name: str, url: str, code: str, **options: Any) -> None:
        super().__init__(url, code, **options)
        self.name = name
        self.snapshot: Message = {}
        self.status = ""
        self.step: int | None = None
        self.completed: set[int] = set()
        self.asked: set[int] = set()
        self.confirmed: set[int] = set()
        self.help_ids: set[int] = set()

    async def _ask_for_cookie(self, http: httpx.AsyncClient) -> httpx.Response:
        path = f"/api/sessions/{self.code}/join?name={quote(self.name)}&device_id=of-{self.name}"
        return await http.post(path)

    async def join(self) -> Message:
        return await self.ask("join", "join_confirmed", presence=False)

    async def complete(self, subtask_id: int) -> Message:
        self.asked.add(subtask_id)
        return await self.ask("step_complete", "step_complete_confirmed", subtask_id=subtask_id)

    async def beat(self) -> Message:
        return await self.ask("heartbeat", "heartbeat_ack", timestamp=1)

    async def call_for_help(self, subtask_id: int, **data: Any) -> Message:
        return await self.ask(
            "request_help", "request_help_confirmed", subtask_id=subtask_id, **data
        )

    async def take_back_help(self) -> Message:
        return await self.ask("cancel_help", "cancel_help_confirmed")

    def note(self, message: Message) -> None:
        match message["type"]:
            case "join_confirmed":
                self.snapshot, self.status = message, message["status"]
                self.step = message["subtask"]["id"] if message["subtask"] else None
                self.completed = set(message["completed_subtasks"])
            case "session_status_changed":
                self.status = message["status"]
            case "step_changed":
                self.step = message["subtask"]["id"]
            case "step_complete_confirmed":
                self.completed.add(message["subtask_id"])
                self.confirmed.add(message["subtask_id"])
            case "request_help_confirmed":
                self.help_ids.add(message["help_request_id"])


class HonestInstructor(Caller):
    """Who leads the class from another device; `sent` holds the commands in order."""

    def __init__(self, key: str, url: str, code: str, **options: Any) -> None:
        super().__init__(url, code, **options)
        self.key = key
        self.sent: list[tuple[str, Any]] = []

    async def _ask_for_cookie(self, http: httpx.AsyncClient) -> httpx.Response:
        return await http.post(
            "/api/instructor/login", headers={"Authorization": f"Bearer {self.key}"}
        )

    async def go_to(self, subtask_id: int, message: str = "") -> Message:
        self.sent.append(("START_STEP", subtask_id))
        return await self.ask("next_step", "step_changed", subtask_id=subtask_id, message=message)

    async def pause(self) -> Message:
        return await self._turn("PAUSE", "pause_session", "PAUSED")

    async def resume(self) -> Message:
        return await self._turn("RESUME", "resume_session", "IN_PROGRESS")

    async def end(self) -> Message:
        return await self._turn("END_STEP", "end_session", "ENDED")

    async def _turn(self, action: str, kind: str, status: str) -> Message:
        self.sent.append((action, None))
        return await self.ask(kind, "session_status_changed", status)

    async def say(self, words: str) -> Message:
        self.sent.append(("SAY", words))
        return await self.ask("instructor_message", "instructor_message", message=words)
