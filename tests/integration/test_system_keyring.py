"""Passwords in the system's real keyring, and what is said where there is none."""

import secrets
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom_app.system import system_keyring
from classroom_app.system.system_keyring import KeyringError, SystemKeyring
from tests.helpers.secret_service import own_bus, own_keyring, silent_service
from tests.helpers.systems import linux_only

PASSWORD = "열쇠 %:/@?#&"


@pytest.fixture
def login() -> Iterator[str]:
    """A login that no other run has; its password is gone afterwards."""
    name = f"test-{secrets.token_hex(4)}@db:5432/classroom"
    yield name
    if sys.platform == "win32":
        system_keyring._of_this_system().delete_password(system_keyring.SERVICE, name)


def test_a_password_is_kept_and_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, login: str
) -> None:
    with own_keyring(tmp_path, monkeypatch):
        keyring = SystemKeyring()
        assert keyring.read(login) is None
        keyring.write(login, "before")
        keyring.write(login, PASSWORD)
        assert SystemKeyring().read(login) == PASSWORD
        assert keyring.read(f"{login}2") is None


def test_two_logins_have_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, login: str
) -> None:
    with own_keyring(tmp_path, monkeypatch):
        keyring = SystemKeyring()
        keyring.write(login, "one")
        keyring.write(f"{login}2", "two")
        assert (keyring.read(login), keyring.read(f"{login}2")) == ("one", "two")
        if sys.platform == "win32":
            system_keyring._of_this_system().delete_password(system_keyring.SERVICE, f"{login}2")


@linux_only
def test_without_a_bus_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    with pytest.raises(KeyringError):
        SystemKeyring().read("anybody")
    with pytest.raises(KeyringError) as refused:
        SystemKeyring().write("anybody", PASSWORD)
    assert PASSWORD not in str(refused.value)


@linux_only
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # the library leaves its socket open
def test_a_keyring_that_does_not_answer_is_waited_for_no_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As one that asks to be unlocked, on a screen that nobody sees."""
    unanswered = pytest.raises(KeyringError, match="does not answer")
    with own_bus(monkeypatch), silent_service(), unanswered:
        SystemKeyring(patience_s=0.2).read("anybody")
