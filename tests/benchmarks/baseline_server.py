"""The baseline: a minimal `websockets` server on plain asyncio; no database, no window, no rules.

It answers the same messages with messages of the same length as the program's, and is as simple
as a server can be that is written with websockets in the way its documentation shows.
"""

import asyncio
import json
import logging
import secrets
import sys
from typing import Any

from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from tests.benchmarks.control import Order, memory_kb, now, say
from tests.benchmarks.stalls import TICK_S, Stalls

STEP = {
    "id": 1,
    "title": "Step 1 of a benchmark",
    "order_index": 1,
    "target_action": "CLICK",
    "guide_text": "A sentence that tells what to do in this step.",
    "voice_guide_text": None,
}


def encode(kind: str, **fields: Any) -> str:
    """Return a message with flat fields and the same in `data`, as the protocol has them."""
    return json.dumps({"type": kind, **fields, "data": fields}, separators=(",", ":"))


class BaselineServer:
    """Who is connected, and what is answered."""

    def __init__(self) -> None:
        self.everybody: set[ServerConnection] = set()
        self.with_presence: set[ServerConnection] = set()
        self.stalls = Stalls()
        self.pressed_at = 0.0

    def process_request(self, _socket: ServerConnection, request: Request) -> Response | None:
        """Answer a sign-in; let everybody through to the socket."""
        if not request.path.startswith("/api/"):
            return None
        body = encode("signed_in", user_id=1, participant_id=1, user_name="x").encode()
        headers = Headers(
            {
                "Set-Cookie": f"sessionid={secrets.token_urlsafe(32)}; HttpOnly",
                "Content-Type": "application/json",
                "Content-Length": str(len(body)),
            }
        )
        return Response(201, "Created", headers, body)

    async def converse(self, socket: ServerConnection) -> None:
        """Answer each message."""
        self.everybody.add(socket)
        try:
            async for frame in socket:
                await self.answer(socket, json.loads(frame))
        finally:
            self.everybody.discard(socket)
            self.with_presence.discard(socket)

    async def answer(self, socket: ServerConnection, message: dict[str, Any]) -> None:
        """Answer one message."""
        kind, data = message["type"], message["data"]
        if kind == "join":
            await socket.send(
                encode(
                    "join_confirmed",
                    session_code="BENCH1",
                    user_id=1,
                    participant_id=1,
                    user_name="x",
                    status="IN_PROGRESS",
                    subtask=STEP,
                    total_steps=200,
                    completed_subtasks=[],
                    open_help_request=None,
                    message="세션에 참가했습니다",
                )
            )
            text = encode("participant_joined", user_id=1, user_name="x", role="STUDENT")
            broadcast(self.with_presence - {socket}, text)
            if data.get("presence", True):
                self.with_presence.add(socket)
        elif kind == "step_complete":
            await socket.send(
                encode(
                    "step_complete_confirmed",
                    subtask_id=data["subtask_id"],
                    message="단계를 완료했습니다",
                )
            )
        else:
            await socket.send(encode("heartbeat_ack", timestamp=data["timestamp"]))

    async def obey(self, order: Order) -> None:
        """Do what the benchmark says."""
        if order["do"] == "watch":
            self.stalls.begin()
            self.tick()
            say({})
        elif order["do"] == "report":
            say({**self.stalls.end(), "memory_kb": memory_kb()})
        elif order["do"] == "press":
            self.pressed_at = now()
            broadcast(self.everybody, encode("step_changed", subtask=STEP))
        elif order["do"] == "pressed_at":
            say({"pressed_at": self.pressed_at})

    def tick(self) -> None:
        """Look at the clock again and again."""
        if self.stalls.is_watching:
            self.stalls.tick()
            asyncio.get_running_loop().call_later(TICK_S, self.tick)


async def main() -> None:
    """Serve until the benchmark hangs up."""
    baseline = BaselineServer()
    silent = logging.getLogger("baseline")
    silent.setLevel(logging.CRITICAL)  # that phones hang up at the end is no news
    orders = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    async with serve(
        baseline.converse,
        "127.0.0.1",
        0,
        process_request=baseline.process_request,
        compression=None,
        max_queue=16,
        backlog=1_024,
        logger=silent,
    ) as server:
        port = server.sockets[0].getsockname()[1]
        print(f"Listening on http://127.0.0.1:{port}  session BENCH1", flush=True)
        while line := await orders.readline():
            await baseline.obey(json.loads(line))


if __name__ == "__main__":
    asyncio.run(main())
