"""An attacker: a process with many connections that sends mutated frames, or garbage over HTTP.

    python -m tests.fuzz.attack frames --url … --code … --count 500000 --cookies a,b,c
    python -m tests.fuzz.attack http --url … --code … --count 20000

A few of its connections rush: they are refused for it, closed after 200 refusals in a row, and come
back. The others stay below the limit, so that each of their frames is looked into. Says how far it
is, a line of JSON each second.
"""

import argparse
import asyncio
import contextlib
import json
import os
import random
import sys
import time
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from classroom_app.protocol import limits
from tests.fuzz.messages import harvest

CORPUS = 600
RUSHERS = 2
ODD: tuple[Any, ...] = (
    *(None, True, "", "x" * 3_000, "\ud800", [], {}, [[]], {"": {}}, 0, -1, 1.5, 2**63, -(2**70)),
    *(1e308, 10**400, "1", "completed", "RESOLVED", "\u202e", "\x00", ["join"], {"type": "join"}),
)
PIECES = ('"', "\\", "{", "}", "[", "null", "1e999", "-0", "\ud55c", "\u202e", "\x00", "9" * 400)
NO_FRAMES_AT_ALL = 0.0005
STEADY_PER_S = limits.MESSAGES_PER_S * 0.9
LOST = (OSError, TimeoutError, ConnectionClosed, InvalidHandshake)


def mutated(frame: str, other: str, chance: random.Random) -> str | bytes:
    """Return a frame with a few things wrong with it, or as it is."""
    draw = chance.random()
    if draw < 0.1:
        return frame
    if draw < 0.6:
        return twisted(frame, chance)
    if draw < 0.62:
        return chance.randbytes(chance.randrange(200))
    if draw < 0.621:
        return frame + " " * chance.choice((10_000, 300_000, limits.MAX_FRAME_BYTES + 1))
    if draw < 0.64:
        depth = chance.choice((50, 5_000))
        return '{"type":"join","data":' + "[" * depth + "]" * depth + "}"
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(frame) + 1)
        match chance.randrange(5):
            case 0:
                frame = frame[:at] + chance.choice(PIECES) + frame[at:]
            case 1:
                frame = frame[:at] + frame[at + chance.randint(1, 8) :]
            case 2:
                frame = frame[:at] + chr(chance.randrange(1, 0xD800)) + frame[at + 1 :]
            case 3:
                frame = frame[:at] + other[chance.randrange(len(other) + 1) :]
            case _:
                frame = frame[:at] + frame[at : at + 20] * 2 + frame[at + 20 :]
    return frame


def twisted(frame: str, chance: random.Random) -> str:
    """Return a frame that is JSON still, with something odd in it."""
    try:
        message = json.loads(frame)
    except (ValueError, RecursionError):
        return frame
    if not isinstance(message, dict) or not message:
        return frame
    inside = message.get("data")
    target = inside if isinstance(inside, dict) and inside else message
    target[chance.choice(list(target))] = chance.choice(ODD)
    return json.dumps(message)


class Attack:
    """What all connections of this process share: how much is left, and what came of it."""

    def __init__(self, url: str, code: str, count: int, seed: int) -> None:
        self.address = urlsplit(url)
        self.code, self.left, self.count = code, count, count
        self.chance = random.Random(seed)
        self.corpus: list[str] = []
        self.outcomes: Counter[str] = Counter()

    def take(self) -> bool:
        """Take one of those that are left."""
        if self.left <= 0:
            return False
        self.left -= 1
        return True

    async def report(self) -> None:
        """Say how far this is, each second."""
        while True:
            self.tell()
            await asyncio.sleep(1)

    def tell(self) -> None:
        print(json.dumps({"done": self.count - self.left, **self.outcomes}), flush=True)


# Frames -----------------------------------------------------------------------------------------


async def send_frames(attack: Attack, cookie: str, source: str, *, steady: bool) -> None:
    """Connect, send, be thrown out, come back; until nothing is left."""
    headers = {"Cookie": f"sessionid={cookie}"} if cookie else {}
    url = f"ws://{attack.address.netloc}/ws/sessions/{attack.code}/"
    while attack.left > 0:
        try:
            async with connect(
                url,
                additional_headers=headers,
                proxy=None,
                local_addr=(source, 0),
                max_size=None,
                close_timeout=1,
                ping_interval=None,
            ) as line:
                attack.outcomes["connected"] += 1
                hearing = asyncio.create_task(hear(attack, line))
                try:
                    await send_on(attack, line, steady=steady)
                finally:
                    hearing.cancel()
        # AttributeError: websockets aborts a transport that asyncio has let go of already.
        except (*LOST, AttributeError) as error:
            attack.outcomes[type(error).__name__] += 1
            await asyncio.sleep(0.05)


async def send_on(attack: Attack, line: ClientConnection, *, steady: bool) -> None:
    chance, corpus, due_at = attack.chance, attack.corpus, time.monotonic()
    await line.send('{"type":"join","data":{}}')
    while attack.take():
        if chance.random() < NO_FRAMES_AT_ALL:
            line.transport.write(chance.randbytes(chance.randrange(1, 300)))
        await line.send(mutated(chance.choice(corpus), chance.choice(corpus), chance))
        if steady:
            due_at += 1 / STEADY_PER_S
            await asyncio.sleep(due_at - time.monotonic())
        else:
            await asyncio.sleep(0)


async def hear(attack: Attack, line: ClientConnection) -> None:
    """Read what is answered, and count the errors by their codes."""
    with contextlib.suppress(ConnectionClosed):
        async for text in line:
            message = json.loads(text)
            attack.outcomes[message.get("code") or message["type"]] += 1
    attack.outcomes[f"closed {line.close_code}"] += 1


# HTTP -------------------------------------------------------------------------------------------


def garbage(code: str, chance: random.Random) -> bytes:
    """Return what is no request, or nearly one."""
    if chance.random() < 0.2:
        return chance.randbytes(chance.randrange(1, 3_000))
    method = chance.choice(("GET", "POST", "HEAD", "PUT", "get", "G\x00T", "CONNECT", ""))
    path = chance.choice(
        (
            "/",
            f"/ws/sessions/{code}/",
            f"/api/sessions/{code}",
            f"/api/sessions/{code}/subtasks",
            "/api/sessions/join/",
            "/api/instructor/login",
            "/static/../../etc/passwd",
            "/pictures/" + "0" * 64,
            "//[::/%",
            "/%ff%fe%00",
            "/join/" + "%F0" * 50,
            "/" + "a" * chance.choice((10, 9_000, 70_000)),
            "*",
        )
    )
    version = chance.choice(("HTTP/1.1", "HTTP/1.0", "HTTP/9.9", "HTTP", ""))
    lines = [f"{method} {path} {version}", "Host: here"]
    for _ in range(chance.randrange(8)):
        lines.append(
            chance.choice(
                (
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Connection: keep-alive, Upgrade, \x01",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Version: x",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Key: ?",
                    "Cookie: sessionid=" + "x" * chance.randrange(3_000),
                    "Cookie: ;;=;sessionid",
                    "Authorization: Bearer \xff",
                    "Origin: null",
                    "Origin: http://[",
                    f"Content-Length: {chance.choice((-1, 0, 5, 10**30))}",
                    "Transfer-Encoding: chunked",
                    ": nothing",
                    "X" * chance.choice((5, 10_000)),
                    " folded",
                )
            )
        )
    text = bytearray("\r\n".join(lines).encode("latin-1"))
    if chance.random() < 0.8:
        text += b"\r\n\r\n"
    for _ in range(chance.randrange(4)):
        text[chance.randrange(len(text))] = chance.randrange(256)
    if chance.random() < 0.3:
        text += chance.randbytes(chance.randrange(400))
    return bytes(text)


async def send_garbage(attack: Attack, source: str) -> None:
    """Open, send garbage, hang up at once or after hearing the answer; until nothing is left."""
    chance, host, port = attack.chance, attack.address.hostname, attack.address.port
    assert port is not None
    while attack.take():
        try:
            reader, writer = await asyncio.open_connection(
                host, port + (chance.random() < 0.25), local_addr=(source, 0)
            )
        except OSError as error:
            attack.outcomes[type(error).__name__] += 1
            await asyncio.sleep(0.05)
            continue
        try:
            writer.write(garbage(attack.code, chance))
            await writer.drain()
            if chance.random() < 0.7:
                async with asyncio.timeout(chance.choice((0.05, 0.5))):
                    answer = await reader.read(2_000)
                attack.outcomes[answer[9:12].decode("latin-1") or "closed"] += 1
        except LOST as error:
            attack.outcomes[type(error).__name__] += 1
        finally:
            if chance.random() < 0.5:
                writer.transport.abort()
            writer.close()


# The process ------------------------------------------------------------------------------------


async def run(arguments: argparse.Namespace) -> None:
    attack = Attack(arguments.url, arguments.code, arguments.count, arguments.seed)
    reporting = asyncio.create_task(attack.report())
    source = f"127.9.{arguments.seed % 250}."
    async with asyncio.TaskGroup() as group:
        if arguments.what == "http":
            for n in range(arguments.connections):
                group.create_task(send_garbage(attack, f"{source}{n % 250 + 1}"))
        else:
            attack.corpus = await asyncio.to_thread(harvest, CORPUS, arguments.seed)
            cookies = arguments.cookies.split(",")
            for n, cookie in enumerate(cookies):
                sending = send_frames(attack, cookie, f"{source}{n % 250 + 1}", steady=n >= RUSHERS)
                group.create_task(sending)
    reporting.cancel()
    attack.tell()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("frames", "http"))
    parser.add_argument("--url", required=True)
    parser.add_argument("--code", required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--connections", type=int, default=40)
    parser.add_argument("--cookies", default="")
    if sys.platform != "win32":
        # Attackers have machines of their own: they must not take the program's time.
        os.nice(10)
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
