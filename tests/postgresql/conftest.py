"""Servers of another kind than the one that most tests share."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.helpers.postgres import PostgresServer


@pytest.fixture(scope="session")
def encrypted_server() -> Iterator[PostgresServer]:
    """A server as Debian sets one up: it encrypts, with a certificate that nobody has signed."""
    server = PostgresServer("ssl = on", durable=True)
    try:
        key, made = server.data / "server.key", server.data / "server.crt"
        ask = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=db"]
        subprocess.run(
            [*ask, "-keyout", str(key), "-out", str(made)], check=True, capture_output=True
        )
        for file in (key, made):
            file.chmod(0o600)
            if sys.platform != "win32":
                os.chown(file, server.data.stat().st_uid, -1)
        server.start()
        yield server
    finally:
        server.remove()
