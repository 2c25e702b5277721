"""Finds free ports."""

import socket

from tests.helpers.school import HOST


def free_pair() -> int:
    """Return a port that is free, as is the one after it."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind((HOST, 0))
            port = int(first.getsockname()[1])
            try:
                second.bind((HOST, port + 1))
            except (OSError, OverflowError):
                continue
            return port
