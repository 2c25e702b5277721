"""A keyring for tests: on Linux GNOME's, on a separate bus; elsewhere the account's own."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.helpers.timing import PATIENCE_S

BUS_NAME = "org.freedesktop.secrets"


@contextmanager
def own_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Start a session bus that this process uses from now on; yield its address."""
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as bus:
        assert bus.stdout is not None
        address = bus.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        try:
            yield address
        finally:
            bus.terminate()


@contextmanager
def own_keyring(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Provide a keyring that is unlocked and empty."""
    if os.name == "nt":
        yield
        return
    with own_bus(monkeypatch) as address:
        environment = {
            "DBUS_SESSION_BUS_ADDRESS": address,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "PATH": "/usr/bin:/bin",
        }
        command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
        with subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as daemon:
            assert daemon.stdin is not None
            with _waiting_for_name():
                daemon.stdin.write(b"opens it")
                daemon.stdin.close()
            try:
                yield
            finally:
                daemon.terminate()


@contextmanager
def _waiting_for_name() -> Iterator[None]:
    """Wait until the keyring is on the bus."""
    from jeepney import MatchRule, message_bus
    from jeepney.io.blocking import Proxy, open_dbus_connection

    with open_dbus_connection() as connection:
        bus = Proxy(message_bus, connection)
        rule = MatchRule(type="signal", interface=message_bus.interface, member="NameOwnerChanged")
        rule.add_arg_condition(0, BUS_NAME)
        bus.AddMatch(rule)
        with connection.filter(rule) as signals:
            yield
            connection.recv_until_filtered(signals, timeout=PATIENCE_S)


@contextmanager
def silent_service() -> Iterator[None]:
    """Put a keyring on the bus that never answers, like one that waits to be unlocked."""
    from jeepney import message_bus
    from jeepney.io.blocking import Proxy, open_dbus_connection

    with open_dbus_connection() as connection:
        Proxy(message_bus, connection).RequestName(BUS_NAME)
        yield
