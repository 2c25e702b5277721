"""The second port, for the Android app alone: opened once a class allows guests.

Its modules are imported only then, which makes a start without guests half a second faster.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from classroom_app.application.notices import Notice, SessionAdded
from classroom_app.server.listening import listening_socket
from classroom_app.server.session_server import GOODBYE_S

if TYPE_CHECKING:
    from classroom_app.server.android.device_server import DeviceServer

log = logging.getLogger(__name__)

# aiohttp waits this long for running requests, and then again for those it has cancelled: together
# as long as the main port waits for its phones. Both stop at the same time, within the five seconds
# that Windows allows (ARCHITECTURE.md, decision 21).
STOP_TIMEOUT_S = GOODBYE_S / 2
BACKLOG = 1_024

Load = Callable[[], "Callable[[], DeviceServer]"]
"""Imports the modules, which blocks, and returns the factory to call on the event loop."""


class AndroidListener:
    """Listens on `port` (0: any free one) from the first class that allows guests on."""

    def __init__(self, load: Load, host: str, port: int) -> None:
        self._load, self._host, self._wanted_port = load, host, port
        self._starting: asyncio.Task[None] | None = None
        self._handlers: DeviceServer | None = None
        self._server: asyncio.Server | None = None
        self._port: int | None = None
        self._fault: str | None = None

    @property
    def fault(self) -> str | None:
        """Why the port could not be bound, or None."""
        return self._fault

    @property
    def port(self) -> int | None:
        """The bound port, or None while not listening."""
        return self._port

    def on_notice(self, notice: Notice) -> None:
        """Start listening when a class that allows guests was added."""
        if not isinstance(notice, SessionAdded) or not notice.session.guests_allowed:
            return
        if self._server is None and self._starting is None:
            self._starting = asyncio.get_running_loop().create_task(self._start())

    async def settled(self) -> None:
        """Wait until a start that was begun has succeeded or failed."""
        if self._starting is not None:
            await asyncio.shield(self._starting)

    async def _start(self) -> None:
        """Start listening; if the port cannot be bound, set `fault`, log it and carry on."""
        try:
            handlers = (await asyncio.to_thread(self._load))()
            self._server = await asyncio.get_running_loop().create_server(
                handlers,
                sock=listening_socket(self._host, self._wanted_port, BACKLOG),
                backlog=BACKLOG,
            )
        except (OSError, OverflowError) as error:
            cause = getattr(error, "strerror", None) or error
            self._fault = f"{self._wanted_port}: {cause}"
            log.warning(
                "The Android app can't join: port %d isn't available (%s). Close the program "
                "that has it and open the class again, or choose another with --port",
                self._wanted_port,
                cause,
            )
            return
        finally:
            self._starting = None
        self._handlers, self._fault = handlers, None
        self._port = int(self._server.sockets[0].getsockname()[1])
        log.info("The Android app joins on port %d", self._port)

    async def stop(self) -> None:
        """Finish the running requests, then close; safe to call at any time."""
        await self.settled()
        if self._server is None or self._handlers is None:
            return
        self._server.close()
        self._handlers.pre_shutdown()
        await self._handlers.shutdown(STOP_TIMEOUT_S)
        await self._server.wait_closed()
        self._server, self._port = None, None
