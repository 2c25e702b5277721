"""Creates listening sockets, on ports that no other program has or can take over."""

import asyncio
import errno
import socket
import struct
import sys
from contextlib import suppress

BACKLOG = 100
MAX_PORT = 65_535


def family_of(host: str) -> socket.AddressFamily:
    """Return the address family of a host: IPv6 for its addresses, IPv4 for all else."""
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def listening_socket(host: str, port: int, backlog: int = BACKLOG) -> socket.socket:
    """Return a non-blocking listening socket, on the first of the host's addresses.

    Raises:
        OSError: the host is none of our addresses, the port is in use, or there is no such port.
    """
    if port > MAX_PORT:  # getaddrinfo would take 65536 for 0, any port
        raise OSError(errno.EINVAL, f"there is no port above {MAX_PORT}")
    family, kind, protocol, _, address = socket.getaddrinfo(
        host or None, port, family_of(host), socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    made = socket.socket(family, kind, protocol)
    try:
        if sys.platform == "win32":
            # Without it, a program that sets SO_REUSEADDR, or binds only one of our addresses, can
            # take over the port during a class. (Binding despite old connections, for which other
            # systems need SO_REUSEADDR, is always allowed on Windows.)
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            # `::` must accept IPv4 too, because the QR code has an IPv4 address.
            is_everywhere = address[0] == "::"
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, not is_everywhere)
        made.bind(address)
        made.listen(backlog)
        made.setblocking(False)
    except BaseException:
        made.close()
        raise
    return made


def reset(transport: asyncio.WriteTransport) -> None:
    """Abort a connection with RST, so that the system forgets it at once.

    Windows lets nobody bind a port, not even us, while a connection to it still waits for a phone
    that has left.
    """
    linger = struct.pack("HH" if sys.platform == "win32" else "ii", 1, 0)
    with suppress(OSError):
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    transport.abort()
