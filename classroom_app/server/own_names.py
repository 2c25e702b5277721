"""The names and addresses of this PC, and whether a page's origin is one of them."""

import ipaddress
import re
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import ifaddr

from classroom_app.server.addresses import LOOPBACK, in_url

# Names under these can be given only by a router or this network: nobody can register one and point
# it here (RFC 6761, 6762 and 8375; ICANN keeps `internal`, `home`, `corp` and `mail` out of the
# DNS). `box`, used by the Fritz!Box, can be registered: it counts only as a search domain.
_OF_THIS_NETWORK = (
    *("local", "lan", "home", "internal", "home.arpa", "localdomain", "localhost"),
    *("intranet", "private", "corp", "workgroup"),
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^:\[\]@/\s]+)(?::\d{1,5})?")
_RESOLVER = Path("/etc/resolv.conf")
REMEMBERED_S = 1.0


def own_host_names() -> set[str]:
    """Return every host name and address of this PC, as written in a URL. Blocks a little."""
    name = socket.gethostname().lower()
    hosts = {"localhost", LOOPBACK, "[::1]", name, f"{name.split('.')[0]}.local"}
    for adapter in ifaddr.get_adapters():
        for ip in adapter.ips:
            hosts.add(str(ip.ip) if ip.is_IPv4 else f"[{ip.ip[0]}]")
    return hosts


def search_domains(resolver: Path = _RESOLVER) -> set[str]:
    """Return the DNS search domains of this PC."""
    found = _domains_of_windows()
    with suppress(OSError):
        for line in resolver.read_text("utf-8", "replace").splitlines():
            kind, *names = line.split() or [""]
            if kind in ("search", "domain"):
                found.update(names)
    return {name.strip(".").lower() for name in found} - {""}


def _domains_of_windows() -> set[str]:
    """Return the domains in Windows' registry: of this computer and of each network interface."""
    found: set[str] = set()
    if sys.platform == "win32":
        import winreg

        root = r"SYSTEM\CurrentControlSet\Services\Tcpip\Parameters"
        places = [root]
        with (
            suppress(OSError),
            winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, rf"{root}\Interfaces") as key,
        ):
            places += [
                rf"{root}\Interfaces\{winreg.EnumKey(key, number)}"
                for number in range(winreg.QueryInfoKey(key)[0])
            ]
        for place in places:
            with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
                for name in ("Domain", "DhcpDomain", "SearchList"):
                    with suppress(OSError):
                        found.update(re.split(r"[,\s]+", str(winreg.QueryValueEx(key, name)[0])))
    return found


class Remembered:
    """Caches the result of `read` for a second, so that many foreign names at once cost little."""

    def __init__(
        self, read: Callable[[], set[str]], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._read, self._monotonic = read, monotonic
        self._known: set[str] = set()
        self._until = float("-inf")

    def __call__(self) -> set[str]:
        """Return the cached result, read anew if it is older than `REMEMBERED_S`."""
        now = self._monotonic()
        if now >= self._until:
            self._known, self._until = self._read(), now + REMEMBERED_S
        return self._known


class OwnNames:
    """Decides whether a name or address in a URL can only be this PC's.

    `hosts` returns the names and addresses that this PC certainly has, `domains` the search domains
    in which a router may publish its name. Networks come and go, so both are called again for a
    host that is not known yet.
    """

    def __init__(
        self,
        bound_host: str = "",
        hosts: Callable[[], set[str]] = own_host_names,
        domains: Callable[[], set[str]] = search_domains,
    ) -> None:
        self._bound_host = in_url(bound_host.lower().strip("[]"))
        self._hosts, self._domains = hosts, domains
        self._own: set[str] = set()

    def is_certain(self, host: str) -> bool:
        """Return whether this PC itself knows this as its name or address."""
        if host not in self._own:
            self._own = {*self._hosts(), self._bound_host}
        name, _, domain = host.partition(".")
        return host in self._own or (name in self._own and domain in self._domains())

    def is_own(self, host: str) -> bool:
        """Return whether a browser that used this host can only show a page of ours.

        The request arrived here, so the host leads here now. A foreign page can have been loaded
        under a DNS name that pointed to a foreign server a moment ago (rebinding), but not under an
        address, or under a name that only this network can give. All of these count, not just the
        known ones, because a router may forward a port or give this PC a name in its own domain.
        """
        host = host.lower().rstrip(".")
        if host in self._own:
            return True
        if host.startswith("[") or _is_ipv4(host):
            return _is_address(host.strip("[]"))
        if "." not in host or host.endswith(tuple(f".{domain}" for domain in _OF_THIS_NETWORK)):
            return host != ""
        return self.is_certain(host)


class OwnOrigins:
    """Decides whether an origin is one of our pages'."""

    def __init__(self, port: int, names: OwnNames, scheme: str = "http") -> None:
        self._port, self._names, self._scheme = port, names, scheme

    def is_own(self, origin: str, local_address: str, host: str = "") -> bool:
        """Return whether `origin`, sent in a request with the header `host`, is one of our pages'.

        `local_address` is our address of the connection. An origin is ours if its host is that or a
        certain name of this PC, with our port. It is also ours if it equals `host` and that can
        only be this PC's (`OwnNames.is_own`); then a router may forward its port to us.
        """
        origin, host = origin.lower(), host.lower()
        match = _HOST.fullmatch(host)
        if match and origin == f"{self._scheme}://{host}" and self._names.is_own(match["name"]):
            return True
        scheme, _, rest = origin.partition("://")
        match = _HOST.fullmatch(rest)
        if scheme != self._scheme or match is None:
            return False
        name = match["name"]
        is_our_port = rest == f"{name}:{self._port}" or (
            rest == name and self._port == _DEFAULT_PORTS[scheme]
        )
        return is_our_port and (name == in_url(local_address) or self._names.is_certain(name))


def name_in(host: str) -> str | None:
    """Return the name or address in a `Host` header without its port, None if it is invalid."""
    match = _HOST.fullmatch(host.lower())
    return match["name"] if match and host.isascii() else None


def _is_ipv4(host: str) -> bool:
    return re.fullmatch(r"[0-9.]+", host) is not None


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
