"""Announces the class in the local network by mDNS, so that `teacher-pc.local` is found too."""

import asyncio
import errno
import logging
import re
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from classroom_app.server.own_names import own_host_names

if TYPE_CHECKING:
    from zeroconf import Zeroconf

log = logging.getLogger(__name__)

SERVICE = "_classroom._tcp.local."
_PLAIN_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


def addresses_of(name: str) -> set[str]:
    """Return the IPv4 addresses to which this PC resolves a name. Blocks.

    Raises:
        OSError: it finds none.
    """
    found = socket.getaddrinfo(name, None, socket.AF_INET)
    return {str(address[0]) for *_, address in found}


class Announcement:
    """Announces host name and port; zeroconf runs in its own thread, not on the event loop."""

    def __init__(
        self,
        host_name: Callable[[], str] = socket.gethostname,
        find: Callable[[str], set[str]] = addresses_of,
        own_hosts: Callable[[], set[str]] = own_host_names,
    ) -> None:
        self._host_name, self._find, self._own_hosts = host_name, find, own_hosts
        self._zeroconf: Zeroconf | None = None
        # A call that was cancelled still runs on its thread: the next one waits for it.
        self._turn = threading.Lock()

    @property
    def name(self) -> str | None:
        """The name of this PC in the local network; None if it cannot stand in an address."""
        plain = self._host_name().split(".")[0]
        return f"{plain.lower()}.local" if _PLAIN_NAME.fullmatch(plain) else None

    async def announce(self, hosts: list[str], port: int) -> bool:
        """Announce the class at these addresses; return whether that succeeded.

        An earlier announcement is replaced.
        """
        return await asyncio.to_thread(self._announce, hosts, port)

    async def withdraw(self) -> None:
        """Withdraw the announcement, if there is one."""
        await asyncio.to_thread(self._withdraw)

    async def leads_to(self, hosts: list[str]) -> bool:
        """Return whether this PC resolves the name to one of these addresses.

        It must not also resolve to a foreign one: anybody in the network may announce that name.
        """
        return await asyncio.to_thread(self._leads_to, hosts)

    def _announce(self, hosts: list[str], port: int) -> bool:
        # Imported here, on this thread, because it takes about 160 ms.
        from zeroconf import Error, IPVersion, ServiceInfo, Zeroconf

        # It logs a traceback whenever a network has gone, which we notice ourselves.
        logging.getLogger("zeroconf").setLevel(logging.ERROR)
        with self._turn:
            self._close()
            name = self.name or f"classroom-{hosts[0].replace('.', '-')}.local"
            try:
                self._zeroconf = Zeroconf(interfaces=list(hosts), ip_version=IPVersion.V4Only)
                if not self._zeroconf.engine.senders:  # Windows raises nothing in this case
                    raise OSError(errno.EADDRNOTAVAIL, "no address here can be announced from")
                service = ServiceInfo(
                    SERVICE,
                    f"{name.removesuffix('.local')}.{SERVICE}",
                    port=port,
                    properties={"path": "/"},
                    server=f"{name}.",
                    parsed_addresses=list(hosts),
                )
                self._zeroconf.register_service(service, allow_name_change=True)
            except (OSError, Error) as error:
                log.info("This network takes no announcement (%s)", error)
                self._close()
                return False
        log.info("Announced as %s in the local network", name)
        return True

    def _withdraw(self) -> None:
        with self._turn:
            self._close()

    def _close(self) -> None:
        if self._zeroconf is not None:
            self._zeroconf.close()
            self._zeroconf = None

    def _leads_to(self, hosts: list[str]) -> bool:
        if self.name is None:
            return False
        try:
            found = self._find(self.name)
        except OSError:
            return False
        foreign = {one for one in found - self._own_hosts() if not one.startswith("127.")}
        return not foreign and not found.isdisjoint(hosts)
