"""Connections to an encrypted class that never begin, or never finish, their handshake."""

import asyncio
import contextlib
import socket
from urllib.parse import urlsplit

from tests.attacks.attack import LOST, Attack, Outcome, Target, sources
from tests.helpers.tls import client_hello

HELLO = client_hello()
SENT = (b"", HELLO, HELLO[:100], b"GET / HTTP/1.1\r\n", HELLO)
HELD = 8_000
"""Open at the same time: 16,700 took 4.6 GB when each had a buffer of 256 kB."""
AT_ONCE = 50


async def connect_and_say_little(target: Target) -> Outcome:
    """Open connections from one address and from many, and keep the newest."""
    held: list[socket.socket] = []
    opened = 0
    address = urlsplit(target.url)
    loop, elsewhere = asyncio.get_running_loop(), sources(66)

    async def one(number: int) -> None:
        nonlocal opened
        line = socket.socket()
        line.setblocking(False)
        if number % 2:
            line.bind((next(elsewhere), 0))
        try:
            async with asyncio.timeout(5):
                await loop.sock_connect(line, (address.hostname, address.port))
                await loop.sock_sendall(line, SENT[number % len(SENT)])
        except LOST:
            line.close()
            return
        opened += 1
        held.append(line)

    number = 0
    while not target.is_over:
        await asyncio.gather(*(one(number + n) for n in range(AT_ONCE)))
        number += AT_ONCE
        while len(held) > HELD:
            held.pop(0).close()
    for line in held:
        with contextlib.suppress(OSError):
            line.close()
    return Outcome(f"{opened:,} connections, {min(opened, HELD):,} at once")


ATTACK = Attack(
    "tls-silence",
    "Opens connections to an encrypted class that send nothing, or half of a handshake.",
    connect_and_say_little,
    options=("--tls",),
)
