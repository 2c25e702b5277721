"""Sockets that listen: at a port that nobody else has, nor takes as long as we have it."""

import asyncio
import socket
import struct
import sys
from contextlib import suppress

BACKLOG = 100


def family_of(host: str) -> socket.AddressFamily:
    """Return the family of a host's addresses: a name is one of IPv4."""
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def listening_socket(host: str, port: int, backlog: int = BACKLOG) -> socket.socket:
    """Return a socket that listens; a host of several addresses is listened to on its first.

    Raises:
        OSError: the host is none of ours, or another program has the port.
        OverflowError: there are no ports that high.
    """
    family, kind, protocol, _, address = socket.getaddrinfo(
        host or None, port, family_of(host), socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    made = socket.socket(family, kind, protocol)
    try:
        if sys.platform == "win32":
            # Without it, a program that asks for SO_REUSEADDR, or for one of our addresses only,
            # takes the port away from a class that goes on. (What SO_REUSEADDR is for elsewhere,
            # past connections, Windows allows anyway.)
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            # Who listens on every address is found at those of IPv4 too, which the QR code names.
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
    """Cut a connection so that nothing of it remains.

    Windows gives a port to nobody, not to us either, while a connection that came to it is still
    waiting for a phone that has left.
    """
    linger = struct.pack("HH" if sys.platform == "win32" else "ii", 1, 0)
    with suppress(OSError):
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    transport.abort()
