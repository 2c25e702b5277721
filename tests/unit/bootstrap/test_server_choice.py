"""Whoever has one computer needs no PostgreSQL driver and no keyring, not even to be told so."""

import subprocess
import sys

import pytest

MISSING = "import sys; sys.modules.update(dict.fromkeys(('psycopg', 'keyring', 'jeepney')))\n"
ASKED = """
from classroom_app.application.server_place import ServerPlace
from classroom_app.application.start_service import UnusableServerError
from classroom_app.bootstrap.server_choice import try_server
from classroom_app.system.system_keyring import KeyringError, SystemKeyring
try:
    try_server(ServerPlace("db", "room1"), None)
except UnusableServerError as error:
    print(error.fault.kind, error)
try:
    SystemKeyring().read("room1")
except KeyringError as error:
    print("no keyring")
"""


def run(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", MISSING + script], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "module",
    ["bootstrap.program", "doctor", "failed_start", "gui.settings.settings_page", "storage.backup"],
)
def test_the_program_does_without(module: str) -> None:
    run(f"import classroom_app.{module}")


def test_it_is_said_what_is_missing() -> None:
    server, keyring = run(ASKED).splitlines()
    assert server.startswith("server_driver The database classroom on db cannot be used")
    assert "[postgresql]" in server
    assert keyring == "no keyring"
