"""The addresses of this PC, ranked by how well phones can use them."""

import ipaddress
import socket
from collections.abc import Iterable, Sequence

import ifaddr
from msgspec import Struct

from classroom_app.application.services import AddressKind
from classroom_app.server.adapter_kinds import (
    Interface,
    is_private,
    is_tunnel,
    kind_of,
    local_range,
)
from classroom_app.server.listening import listening_socket

LOOPBACK = "127.0.0.1"


def check_port(host: str, port: int) -> None:
    """Check that a port can be bound, and release it. Blocks.

    Raises:
        OSError: the host is none of our addresses, or the port is in use.
    """
    listening_socket(host, port).close()


def in_url(host: str) -> str:
    """Return a host as it is written in a URL: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


def plain(address: str) -> str:
    """Return an IPv4-mapped address as IPv4 (an IPv6 socket reports it mapped), others as is."""
    return address.removeprefix("::ffff:") if "." in address else address


def network_of(address: str) -> str:
    """Return the key under which an address is rate limited.

    For IPv6 it is the /64 network, since a host usually has all of its addresses (RFC 7421).
    """
    if ":" not in address:
        return address
    try:
        network = int(ipaddress.IPv6Address(address.partition("%")[0])) >> 64
    except ValueError:
        return address
    return f"{network:x}::/64"


def interfaces() -> list[Interface]:
    """Return the IPv4 addresses of every adapter. Blocks a little."""
    return [
        Interface(
            str(adapter.nice_name),
            str(ip.ip),
            ip.network_prefix,
            str(ip.nice_name),
            is_tunnel(str(adapter.name)),
        )
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if ip.is_IPv4
    ]


def rank_for_phones(
    found: Iterable[Interface], on_route: str | None = None, chosen: Sequence[str] = ()
) -> list[Interface]:
    """Return the interfaces that phones can reach, the likeliest first.

    Networks that the instructor has `chosen` (see `Interface.network`) come first, of whatever
    kind. Then come this PC's own hotspot, private networks, a tethered phone, public addresses, and
    last link-local ones. Within each kind, the address of the default route (`on_route`) comes
    first, then Wi-Fi. Loopback is left out, and so are virtual machines, containers and VPNs unless
    chosen.
    """
    order = {network: place for place, network in enumerate(chosen)}

    def place_of(interface: Interface) -> tuple[object, ...]:
        kind = kind_of(interface)
        return (
            order.get(interface.network, len(order)),
            _group(interface, kind),
            interface.address != on_route,
            kind is not AddressKind.WIFI,
            local_range(interface.address),
            interface.name,
            ipaddress.ip_address(interface.address),
        )

    candidates = [one for one in set(found) if _is_candidate(one, chosen)]
    return sorted(candidates, key=place_of)


def _is_candidate(interface: Interface, chosen: Sequence[str]) -> bool:
    kind = kind_of(interface)
    return kind.is_for_phones or (kind is not AddressKind.LOOPBACK and interface.network in chosen)


def _group(interface: Interface, kind: AddressKind) -> int:
    match kind:
        case AddressKind.HOTSPOT:
            return 0
        case AddressKind.LINK_LOCAL:
            return 4
        case _ if not is_private(interface.address):
            return 3
        case AddressKind.TETHER:
            return 2
        case _:
            return 1


def address_on_route() -> str | None:
    """Return this PC's address on the default route, None without one. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # RFC 5737: reserved for documentation
        except OSError:
            return None
        return str(probe.getsockname()[0])


def is_everywhere(bound_host: str) -> bool:
    """Return whether a server bound to this host listens on every address."""
    return bound_host in ("0.0.0.0", "::", "")  # noqa: S104 - compared, not bound


class PhoneAddresses(Struct, frozen=True):
    """`offered` is shown to phones, the best first; `others` (VPN, virtual) hardly work there."""

    offered: tuple[Interface, ...] = ()
    others: tuple[Interface, ...] = ()


def phone_addresses(bound_host: str, chosen: Sequence[str] = ()) -> PhoneAddresses:
    """Return the addresses where phones find a server bound to this host. Blocks a little."""
    if not is_everywhere(bound_host):
        return PhoneAddresses((Interface("", bound_host),))
    found = interfaces()
    offered = rank_for_phones(found, address_on_route(), chosen)
    others = {
        one
        for one in found
        if one not in offered and kind_of(one) in (AddressKind.VPN, AddressKind.VIRTUAL)
    }
    return PhoneAddresses(tuple(offered), tuple(sorted(others, key=lambda one: one.name)))
