"""What is known of passwords, and what is not told to anybody."""

from pathlib import Path

import pytest

from classroom_app.system.passwords import Passwords, login_name, pgpass_file
from classroom_app.system.system_keyring import KeyringError
from tests.helpers.fake_keyring import FakeKeyring

LOGIN = "room1@db:5432/classroom"


def test_what_the_keyring_has_is_known_from_then_on() -> None:
    keyring = FakeKeyring()
    keyring.kept[LOGIN] = "열쇠"
    passwords = Passwords(keyring)
    assert passwords.known(LOGIN) is None, "nobody is asked before it is needed"
    assert passwords.look_up(LOGIN) == "열쇠"
    assert passwords.known(LOGIN) == "열쇠"
    assert passwords.look_up("other") is None
    assert keyring.asked == 2


def test_a_password_is_kept() -> None:
    keyring = FakeKeyring()
    passwords = Passwords(keyring)
    passwords.keep(LOGIN, "열쇠")
    assert (passwords.known(LOGIN), keyring.kept) == ("열쇠", {LOGIN: "열쇠"})


@pytest.mark.parametrize("keyring", [None, FakeKeyring(works=False)])
def test_without_a_keyring_this_run_knows_it(
    keyring: FakeKeyring | None, caplog: pytest.LogCaptureFixture
) -> None:
    passwords = Passwords(keyring)
    assert passwords.look_up(LOGIN) is None
    caplog.clear()
    with pytest.raises(KeyringError):
        passwords.keep(LOGIN, "열쇠")
    assert passwords.known(LOGIN) == "열쇠"
    passwords.tell("other", "x")
    assert passwords.known("other") == "x"


def test_a_password_is_not_part_of_what_is_printed() -> None:
    passwords = Passwords(FakeKeyring())
    passwords.keep(LOGIN, "열쇠")
    assert "열쇠" not in f"{passwords!r} {passwords}"


def test_a_login_has_one_name_however_its_port_is_given() -> None:
    assert login_name("room1", "db", None, "classroom") == LOGIN
    assert login_name("room1", "db", 5432, "classroom") == LOGIN
    assert login_name("classroom", "db", None, None) == "classroom@db:5432/classroom"
    assert login_name(None, None, None, None) == "@:5432/"


def test_the_password_file_of_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PGPASSFILE", raising=False)
    assert pgpass_file().name in (".pgpass", "pgpass.conf")
    monkeypatch.setenv("PGPASSFILE", "elsewhere")
    assert pgpass_file() == Path("elsewhere")
