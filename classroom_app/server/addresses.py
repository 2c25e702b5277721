"""The addresses of this PC: which one phones should use."""

import ipaddress
import re
import socket
from dataclasses import dataclass

import ifaddr

from classroom_app.server.listening import listening_socket

_VIRTUAL = re.compile(
    r"docker|veth|virbr|^br-|vbox|virtualbox|vmnet|vmware|hyper-v|vethernet|wsl|tun|tap|utun"
    r"|^wg|wireguard|tailscale|zerotier|^zt|ppp|bridge|awdl|llw|loopback|^lo\d*$",
    re.IGNORECASE,
)
_LAN = [ipaddress.ip_network(net) for net in ("192.168.0.0/16", "10.0.0.0/8", "172.16.0.0/12")]
LOOPBACK = "127.0.0.1"


def check_port(host: str, port: int) -> None:
    """See whether a port can be had, and let go of it again. Blocks.

    Raises:
        OSError: the host is none of ours, or another program has the port.
    """
    listening_socket(host, port).close()


def in_url(host: str) -> str:
    """Return a host as it stands in a URL."""
    return f"[{host}]" if ":" in host else host


def plain(address: str) -> str:
    """Return an address as it is known: one of IPv4 comes to a socket of IPv6 in its form."""
    return address.removeprefix("::ffff:") if "." in address else address


@dataclass(frozen=True, slots=True)
class Interface:
    """An IPv4 address and the name of the adapter that has it."""

    name: str
    address: str


def interfaces() -> list[Interface]:
    """Return the IPv4 addresses of every adapter."""
    return [
        Interface(str(adapter.nice_name), str(ip.ip))
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if ip.is_IPv4
    ]


def rank_for_phones(found: list[Interface], on_route: str | None = None) -> list[Interface]:
    """Return what phones can reach, the likeliest first.

    Left out: loopback, link-local, and what virtual machines, containers and VPNs bring. Private
    networks come first; among several, the one that this PC itself uses (`on_route`).
    """
    candidates: list[tuple[bool, bool, int, Interface]] = []
    for interface in found:
        address = ipaddress.ip_address(interface.address)
        if address.is_loopback or address.is_link_local or _VIRTUAL.search(interface.name):
            continue
        rank = next((n for n, net in enumerate(_LAN) if address in net), len(_LAN))
        is_public = rank == len(_LAN)
        candidates.append((is_public, interface.address != on_route, rank, interface))
    return [interface for *_, interface in sorted(candidates, key=lambda item: item[:3])]


def address_on_route() -> str | None:
    """Return the address that this PC uses towards other networks; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # RFC 5737: an address of nobody
        except OSError:
            return None
        return str(probe.getsockname()[0])


def phone_interfaces(bound_host: str) -> list[Interface]:
    """Return where phones find a server that is bound to this host. Blocks a little."""
    if bound_host not in ("0.0.0.0", "::", ""):  # noqa: S104 - compared, not bound
        return [Interface("", bound_host)]
    found = rank_for_phones(interfaces(), address_on_route())
    return found or [Interface("", LOOPBACK)]
