"""Keeps track of how phones reach this PC: polled every second, since networks come and go."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from classroom_app.application.firewall import FirewallReport
from classroom_app.application.services import AddressReport
from classroom_app.server.adapter_kinds import Interface, kind_of
from classroom_app.server.addresses import in_url, is_everywhere, phone_addresses
from classroom_app.server.android.listener import AndroidListener
from classroom_app.server.announcement import Announcement
from classroom_app.server.chosen_networks import ChosenNetworks
from classroom_app.server.session_server import SessionServer
from classroom_app.server.windows_firewall import windows_firewall

log = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0
KNOCK_TIMEOUT_S = 3.0


class Network:
    """Keeps the server's addresses and its announcement up to date."""

    def __init__(
        self,
        server: SessionServer,
        android: AndroidListener,
        announcement: Announcement,
        chosen: ChosenNetworks,
    ) -> None:
        self._server, self._android, self._announcement = server, android, announcement
        self._chosen = chosen
        self._others: tuple[Interface, ...] = ()
        self._announced: list[str] = []
        self._name_url: str | None = None
        self._is_due, self._is_news = asyncio.Event(), asyncio.Event()
        self._announcing = asyncio.Lock()
        self._listeners: list[Callable[[], None]] = []

    async def run(self) -> None:
        """Poll the networks until cancelled."""
        async with asyncio.TaskGroup() as group:
            # A task of its own: an announcement takes seconds, and QR codes must not wait for it.
            group.create_task(self._announce_news())
            while True:
                try:
                    await self.look()
                except OSError as error:  # such as too many open files for a moment
                    log.info("The networks cannot be looked at (%s)", error)
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_EVERY_S):
                        await self._is_due.wait()
                self._is_due.clear()

    def look_soon(self) -> None:
        """Make `run` look at the networks now, because they may have changed."""
        self._is_due.set()

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` when the URLs or the name change; return a function to unsubscribe it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @property
    def name_url(self) -> str | None:
        """The URL with this PC's name, None unless the name resolves to this PC."""
        return self._name_url

    @property
    def android_port(self) -> int | None:
        """The second port, for the Android app alone; None while it is not open."""
        return self._android.port

    @property
    def android_fault(self) -> str | None:
        """Why that port could not be bound when a class allowed guests, or None."""
        return self._android.fault

    async def stop(self) -> None:
        """Withdraw the announcement."""
        await self._announcement.withdraw()

    async def look(self) -> None:
        """Find the addresses that phones can use now, and notify listeners if they changed.

        Raises:
            OSError: the system could not list them.
        """
        server, networks = self._server, self._chosen.networks
        found = await asyncio.to_thread(phone_addresses, server.host, networks)
        if networks != self._chosen.networks:  # chosen meanwhile: `choose` looks again
            return
        self._others = found.others
        if found.offered != server.interfaces:
            self._take(found.offered)

    async def choose(self, url: str) -> None:
        """Offer this address first, now and whenever this PC is in its network again.

        Does nothing for an unknown URL, or if the server is bound to one address.

        Raises:
            OSError: the choice could not be stored; it is lost when the program ends.
        """
        known = (*self._server.interfaces, *self._others)
        wanted = next((one for one in known if self._server.url_of(one) == url), None)
        if wanted is None or not is_everywhere(self._server.host):
            return
        kept = self._chosen.prefer(wanted.network)
        await self.look()
        await asyncio.to_thread(kept)

    async def check(self) -> list[AddressReport]:
        """Look for addresses and try to connect to each; the likeliest for phones comes first.

        Raises:
            OSError: as `look`.
        """
        await self.look()
        offered = self._server.interfaces
        return await asyncio.gather(
            *(self._report(one, is_offered=True) for one in offered),
            *(self._report(one, is_offered=False) for one in self._others),
        )

    async def firewall(self) -> FirewallReport | None:
        """Return what Windows' firewall does with phones; None on other systems."""
        return await asyncio.to_thread(windows_firewall, self._server.entrance_port)

    def _take(self, offered: tuple[Interface, ...]) -> None:
        before, self._server.interfaces = self._server.urls(), offered
        self._is_news.set()
        if self._server.urls() == before:
            return
        log.info("Phones find this PC at %s", ", ".join(self._server.urls()) or "no address")
        self._tell()

    def _tell(self) -> None:
        for listener in list(self._listeners):
            try:
                listener()
            except Exception:
                log.exception("A listener to addresses has failed")

    async def _announce_news(self) -> None:
        while True:
            await self._is_news.wait()
            self._is_news.clear()
            await self.announce()

    async def announce(self) -> None:
        """Announce the class at its present addresses, unless it is announced there already."""
        async with self._announcing:
            server = self._server
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
                    self._tell()

    async def _report(self, interface: Interface, *, is_offered: bool) -> AddressReport:
        server = self._server
        return AddressReport(
            server.url_of(interface),
            interface.name,
            answers=await _answers(interface.address, server.entrance_port),
            was_reached=interface.address in server.reached,
            kind=kind_of(interface),
            is_chosen=interface.network in self._chosen.networks,
            is_offered=is_offered,
        )


def _can_be_announced(host: str) -> bool:
    return host.replace(".", "").isdigit() and not host.startswith("127.")


async def _answers(host: str, port: int) -> bool:
    """Return whether an HTTP server answers at this address as ours does."""
    try:
        async with asyncio.timeout(KNOCK_TIMEOUT_S):
            reader, writer = await asyncio.open_connection(host, port)
            try:
                writer.write(b"GET /healthz HTTP/1.1\r\nHost: %b\r\n\r\n" % in_url(host).encode())
                line = await reader.readline()
                return b" 200 " in line or b" 308 " in line  # 308: beside an encrypted class
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return False
