"""A line that takes its time: a proxy that hands every byte on a while later, in order."""

import asyncio
from contextlib import suppress

BITE = 65_536


class SlowLine:
    """Listens on this machine and passes on to `target`, each way `delay_s` late.

    While `dark` is set, nothing passes either way and nobody is told; it comes later.
    """

    def __init__(self, target: tuple[str, int], delay_s: float) -> None:
        self._target, self._delay_s = target, delay_s
        self._light = asyncio.Event()
        self._light.set()
        self._server: asyncio.Server
        self._lines: set[asyncio.Task[None]] = set()

    async def start(self) -> str:
        """Listen; return the address for phones."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        self._server.close()
        for line in list(self._lines):
            line.cancel()
        if self._lines:
            await asyncio.wait(list(self._lines))

    def black_out(self) -> None:
        self._light.clear()

    def light_up(self) -> None:
        self._light.set()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = asyncio.get_running_loop().create_task(self._carry(reader, writer))
        self._lines.add(line)
        line.add_done_callback(self._lines.discard)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection(*self._target)
        except OSError:
            writer.close()
            return
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._one_way(reader, far_writer))
                both.create_task(self._one_way(far_reader, writer))
        except* OSError:
            pass  # one end is gone: so is the other
        finally:
            writer.close()
            far_writer.close()

    async def _one_way(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

        async def deliver() -> None:
            while True:
                due_at, bite = await under_way.get()
                await asyncio.sleep(due_at - loop.time())
                await self._light.wait()
                if not bite:
                    with suppress(OSError):
                        writer.write_eof()
                    return
                writer.write(bite)
                await writer.drain()

        async with asyncio.TaskGroup() as group:
            group.create_task(deliver())
            while bite := await reader.read(BITE):
                under_way.put_nowait((loop.time() + self._delay_s, bite))
            under_way.put_nowait((loop.time() + self._delay_s, b""))
