"""A proxy in front of a database server, which a test can cut, silence and restore."""

import asyncio
from contextlib import suppress

BITE = 65_536


class _Way:
    """One direction: bytes that arrive while it is dark are held until it is not, if ever."""

    def __init__(self) -> None:
        self._light = asyncio.Event()
        self._light.set()

    def set_dark(self, dark: bool) -> None:
        if dark:
            self._light.clear()
        else:
            self._light.set()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while bite := await reader.read(BITE):
            await self._light.wait()
            writer.write(bite)
            await writer.drain()
        await self._light.wait()


class _Carried:
    """One connection through the proxy."""

    def __init__(self, asked: _Way, answered: _Way) -> None:
        self.asked, self.answered = asked, answered
        self.is_forgotten = False
        self.task: asyncio.Task[None] | None = None


class DatabaseLine:
    """Listens on this machine and forwards to a server; it can fall silent, like a firewall.

    A dark direction still accepts bytes, as a network would, but forwards none.
    """

    def __init__(self, target: tuple[str, int]) -> None:
        self._target = target
        self._carried: set[_Carried] = set()
        self._server: asyncio.Server | None = None
        self._asks_dark = self._answers_dark = False
        self.port = 0

    async def start(self) -> None:
        """Listen, on the same port as before if it was stopped."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stop listening, and close all connections: new ones are refused."""
        if self._server is not None:
            self._server.close()
            self._server = None
        await self.cut()

    async def cut(self) -> None:
        """Close all connections at once; new ones are forwarded."""
        tasks = [one.task for one in self._carried if one.task is not None]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    def black_out(self) -> None:
        """Forward nothing, in either direction, for old and new connections."""
        self._set_dark(asks=True, answers=True)

    def swallow_answers(self) -> None:
        """Forward requests, but no responses."""
        self._set_dark(asks=False, answers=True)

    def light_up(self) -> None:
        """Forward everything again, first the bytes that were held."""
        self._set_dark(asks=False, answers=False)

    def forget(self) -> None:
        """Forward nothing more for the present connections; new ones are forwarded."""
        for one in self._carried:
            one.is_forgotten = True
            one.asked.set_dark(True)
            one.answered.set_dark(True)

    def _set_dark(self, *, asks: bool, answers: bool) -> None:
        self._asks_dark, self._answers_dark = asks, answers
        for one in self._carried:
            if not one.is_forgotten:
                one.asked.set_dark(asks)
                one.answered.set_dark(answers)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        carried = _Carried(_Way(), _Way())
        carried.asked.set_dark(self._asks_dark)
        carried.answered.set_dark(self._answers_dark)
        self._carried.add(carried)
        loop = asyncio.get_running_loop()
        carried.task = loop.create_task(self._carry(carried, reader, writer))
        carried.task.add_done_callback(lambda _: self._carried.discard(carried))

    async def _carry(
        self, carried: _Carried, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        writers, ways = [writer], list[asyncio.Task[None]]()
        try:
            far_reader, far_writer = await asyncio.open_connection(*self._target)
            writers.append(far_writer)
            ways.append(asyncio.ensure_future(carried.asked.carry(reader, far_writer)))
            ways.append(asyncio.ensure_future(carried.answered.carry(far_reader, writer)))
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        except OSError:
            pass  # the server is down, and so is the connection to it
        finally:
            for each in writers:  # without awaiting: this may be cancelled once more
                each.transport.abort()
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            for each in writers:
                with suppress(OSError):
                    await each.wait_closed()
