"""A student in a class: all that a client must do, and nothing more.

    python client.py http://192.168.0.12:8000 482913 Kim

Then type `done`, `help`, `help I cannot see the button` or `cancel`.
Needs Python 3.11 and the package `websockets` (14 or newer).
"""

import asyncio
import json
import random
import sys
import threading
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import ProxyHandler, Request, build_opener

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

HEARTBEAT_S = 30
FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 8.0
REPLIES = {"step_complete_confirmed", "request_help_confirmed", "cancel_help_confirmed"}
FOR_GOOD = {
    1000: "the class is over",
    1008: "the server will not have us",
    4001: "you came in somewhere else",
    4003: "the instructor removed you",
}


class Refused(Exception):
    """There is no use in trying again."""


class Later(Exception):
    """The server asks us to come back after so many seconds."""


class Student:
    def __init__(self, address: str, code: str, name: str) -> None:
        self.address, self.code, self.name = address, code, name
        self.http = build_opener(ProxyHandler({}))  # the class is on this network
        self.cookie = ""
        self.socket: ClientConnection | None = None
        self.step: dict[str, Any] | None = None
        self.total_steps = 0
        self.wait_s = FIRST_WAIT_S
        # What is to be sent, also while the line is down. One request is under way at a time:
        # replies keep the order of requests, so the next reply is the first one's.
        self.requests: list[tuple[str, dict[str, Any]]] = []
        self.under_way = False

    async def run(self) -> None:
        """Take part until it is over for good; come back after every lost line."""
        while True:
            hint_s = 0.0
            try:
                await asyncio.to_thread(self.sign_in)
                close_code = await self.talk()
                if close_code in FOR_GOOD:
                    print(FOR_GOOD[close_code])
                    return
            except Refused as refused:
                print(f"not let in: {refused}")
                return
            except Later as later:
                hint_s = float(later.args[0])
            except (OSError, HTTPException, WebSocketException):
                pass  # no network, or the door has just closed: signing in again will tell
            print("connecting again")
            spread = random.uniform(0.5, 1.5)  # so that a class does not return all at once
            await asyncio.sleep(hint_s + self.wait_s * spread)
            self.wait_s = min(self.wait_s * 2, LONGEST_WAIT_S)

    def sign_in(self) -> None:
        """Get the cookie; who brings it again gets the same one, so this is safe to repeat."""
        path = f"/api/sessions/{quote(self.code)}/join?{urlencode({'name': self.name})}"
        request = Request(self.address + path, method="POST", headers={"Cookie": self.cookie})
        try:
            with self.http.open(request, timeout=10) as answer:
                cookie = answer.headers["Set-Cookie"].partition(";")[0]
        except HTTPError as answer:
            with answer:
                error = json.load(answer)["error"]
            if answer.code in (429, 503):
                raise Later(answer.headers.get("Retry-After", 5)) from None
            raise Refused(f"{error['code']}: {error['message']}") from None
        if cookie != self.cookie and self.cookie:  # somebody new: the old one's requests are void
            self.requests.clear()
        self.cookie = cookie

    async def talk(self) -> int | None:
        """Hold one connection; return the code with which it was closed."""
        url = f"{self.address.replace('http', 'ws', 1)}/ws/sessions/{quote(self.code)}/"
        headers = {"Cookie": self.cookie}
        async with connect(url, additional_headers=headers, proxy=None) as socket:
            self.send(socket, "join", presence=False)
            beating = asyncio.create_task(self.beat(socket))
            try:
                async for frame in socket:
                    self.hear(socket, json.loads(frame))
            finally:
                self.socket, self.under_way = None, False
                beating.cancel()
        return socket.close_code

    async def beat(self, socket: ClientConnection) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_S)
            self.send(socket, "heartbeat", timestamp=asyncio.get_running_loop().time())

    def hear(self, socket: ClientConnection, message: dict[str, Any]) -> None:
        """Take in a message; types and fields that are not known are passed over."""
        kind = message["type"]
        if kind == "join_confirmed":  # the state as it is: what was known before does not count
            self.socket, self.wait_s = socket, FIRST_WAIT_S
            self.total_steps = message["total_steps"]
            print(f"joined as {message['user_name']}, {message['status']}")
            self.show(message["subtask"])
        elif kind == "step_changed":
            self.show(message["subtask"])
        elif kind == "session_status_changed":
            print(message["status"])
        elif kind == "instructor_message":
            print(f"{message['user_name']}: {message['message']}")
        elif kind == "help_response":
            print(f"help: {message['status']} {message['message'] or ''}".rstrip())
        elif kind == "help_position":
            print(f"help: place {message['position']}")
        elif kind in REPLIES:
            self.answered(f"{kind} {message.get('subtask_id', '')}".rstrip())
        elif kind == "error":
            if message["code"] in ("storage_failed", "rate_limited"):  # nothing changed
                self.under_way = False
                asyncio.get_running_loop().call_later(1, self.send_next)
            elif self.requests and message["ref"] == self.requests[0][0]:
                self.answered(f"error {message['code']}: {message['error']}")
        self.send_next()

    def show(self, step: dict[str, Any] | None) -> None:
        self.step = step
        if step is not None:
            print(f"step {step['order_index']} of {self.total_steps}: {step['title']}")

    def ask(self, kind: str, **data: Any) -> None:
        """Send something now, or as soon as the line is back."""
        self.requests.append((kind, data))
        self.send_next()

    def send_next(self) -> None:
        if self.socket is not None and self.requests and not self.under_way:
            self.under_way = True
            kind, data = self.requests[0]
            self.send(self.socket, kind, **data)

    def answered(self, words: str) -> None:
        print(words)
        del self.requests[0]
        self.under_way = False

    def send(self, socket: ClientConnection, kind: str, **data: Any) -> None:
        frame = json.dumps({"type": kind, "data": data})
        task = asyncio.ensure_future(socket.send(frame))
        task.add_done_callback(lambda done: done.exception())  # a lost line shows in `talk`

    def type_in(self, line: str) -> None:
        command, _, words = line.strip().partition(" ")
        if command == "done" and self.step is not None:
            self.ask("step_complete", subtask_id=self.step["id"])
        elif command == "help":
            self.ask("request_help", message=words or None)
        elif command == "cancel":
            self.ask("cancel_help")


async def main() -> None:
    student = Student(*sys.argv[1:4])
    taking_part = asyncio.create_task(student.run())
    loop = asyncio.get_running_loop()

    def read() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(student.type_in, line)
        loop.call_soon_threadsafe(taking_part.cancel)

    threading.Thread(target=read, daemon=True).start()
    await asyncio.wait([taking_part])


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    asyncio.run(main())
