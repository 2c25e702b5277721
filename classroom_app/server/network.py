"""How phones find this PC: looked at now and then, since networks come and go; checked on wish."""

import asyncio
import logging
from contextlib import suppress

from classroom_app.application.firewall import FirewallReport
from classroom_app.application.services import AddressReport
from classroom_app.server.addresses import Interface, in_url, phone_interfaces
from classroom_app.server.android.listener import AndroidListener
from classroom_app.server.announcement import Announcement
from classroom_app.server.session_server import SessionServer
from classroom_app.server.windows_firewall import windows_firewall

log = logging.getLogger(__name__)

LOOK_EVERY_S = 5.0
KNOCK_TIMEOUT_S = 3.0


class Network:
    """Keeps the addresses of the server and its announcement true."""

    def __init__(
        self, server: SessionServer, android: AndroidListener, announcement: Announcement
    ) -> None:
        self._server, self._android, self._announcement = server, android, announcement
        self._announced: list[str] = []
        self._name_url: str | None = None
        self._is_due = asyncio.Event()

    async def run(self) -> None:
        """Look at the networks until cancelled."""
        while True:
            try:
                await self._look()
            except OSError as error:  # as when no file can be opened for a moment
                log.info("The networks cannot be looked at (%s)", error)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY_S):
                    await self._is_due.wait()
            self._is_due.clear()

    def look_soon(self) -> None:
        """Look at the networks now: they may all have changed."""
        self._is_due.set()

    @property
    def name_url(self) -> str | None:
        """The address by name, where the name is found."""
        return self._name_url

    @property
    def android_port(self) -> int | None:
        """The second port, for the Android app alone, while it is open."""
        return self._android.port

    @property
    def android_fault(self) -> str | None:
        """Why that port could not be had when a class let guests in."""
        return self._android.fault

    async def stop(self) -> None:
        """Announce nothing any more."""
        await self._announcement.withdraw()

    async def check(self) -> list[AddressReport]:
        """Look for every address and knock at it; the likeliest for phones comes first."""
        await self._look()
        return await asyncio.gather(*map(self._report, self._server.interfaces))

    async def firewall(self) -> FirewallReport | None:
        """Look what Windows' firewall does with phones; None on other systems."""
        return await asyncio.to_thread(windows_firewall, self._server.entrance_port)

    async def _look(self) -> None:
        server = self._server
        server.interfaces = await asyncio.to_thread(phone_interfaces, server.host)
        hosts = [one.address for one in server.interfaces if _can_be_announced(one.address)]
        if hosts == self._announced:
            return
        self._announced, self._name_url = hosts, None
        if not hosts:
            await self._announcement.withdraw()
        elif await self._announcement.announce(hosts, server.entrance_port):
            name = self._announcement.name
            if name is not None and await self._announcement.leads_to(hosts):
                self._name_url = f"http://{name}:{server.entrance_port}"

    async def _report(self, interface: Interface) -> AddressReport:
        answers = await _answers(interface.address, self._server.entrance_port)
        was_reached = interface.address in self._server.reached
        return AddressReport(self._server.url_of(interface), interface.name, answers, was_reached)


def _can_be_announced(host: str) -> bool:
    return host.replace(".", "").isdigit() and not host.startswith("127.")


async def _answers(host: str, port: int) -> bool:
    """Tell whether somebody who knocks at this address is answered by our server."""
    try:
        async with asyncio.timeout(KNOCK_TIMEOUT_S):
            reader, writer = await asyncio.open_connection(host, port)
            try:
                writer.write(b"GET /healthz HTTP/1.1\r\nHost: %b\r\n\r\n" % in_url(host).encode())
                line = await reader.readline()
                return b" 200 " in line or b" 308 " in line  # beside an encrypted class
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return False
