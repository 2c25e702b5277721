"""`python -m tests.benchmarks.air PORT MBIT`: a weak access point before a server on this computer.

All that goes through it, in both directions, takes its turn at one rate, as the stations of a Wi-Fi
take theirs; nobody waits behind more than one piece of each other connection.
"""

import asyncio
import sys
from contextlib import suppress

from tests.benchmarks.control import say

PIECE_BYTES = 4 * 1_460
# A station's share of the queue: what a phone's own TCP lets be on the way.
WINDOW_BYTES = 64 * 1_024


class Air:
    """One piece after another, in the order of asking; `bytes_per_s` in all."""

    def __init__(self, bytes_per_s: float) -> None:
        self._bytes_per_s = bytes_per_s
        self._turn = asyncio.Lock()
        self._free_at = 0.0
        self.carried = 0

    async def carry(self, size: int) -> None:
        """Return when a piece of this size has arrived."""
        async with self._turn:
            now = asyncio.get_running_loop().time()
            # A timer is late by a millisecond now and then: what it missed is made up for.
            self._free_at = max(self._free_at, now - 0.005) + size / self._bytes_per_s
            self.carried += size
            if self._free_at > now:
                await asyncio.sleep(self._free_at - now)


async def _pass_on(air: Air, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await reader.read(PIECE_BYTES):
            await air.carry(len(piece))
            writer.write(piece)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()


async def _station(
    air: Air, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    server_reader, server_writer = await asyncio.open_connection(
        "127.0.0.1", port, limit=WINDOW_BYTES
    )
    try:
        await asyncio.gather(
            _pass_on(air, reader, server_writer), _pass_on(air, server_reader, writer)
        )
    finally:
        for each in (writer, server_writer):
            each.close()


async def main(port: int, mbit_per_s: float) -> None:
    """Carry until the benchmark hangs up."""
    air = Air(mbit_per_s * 1_000_000 / 8)
    server = await asyncio.start_server(
        lambda reader, writer: _station(air, port, reader, writer), "127.0.0.1", 0
    )
    say({"port": server.sockets[0].getsockname()[1]})
    orders = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(orders), sys.stdin
    )
    while await orders.readline():
        say({"carried": air.carried})


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2])))
