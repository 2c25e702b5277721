"""The real program and a school's server: chosen in Settings, away at a start, and back again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from classroom_app.system.startup_settings import FILE, StartupSettings
from tests.helpers.postgres import GUARDED, HOST, PASSWORD, PostgresDatabase
from tests.helpers.secret_service import own_keyring
from tests.helpers.systems import SCREEN
from tests.helpers.timing import PATIENCE_S


class Desk:
    """A computer of the school, with a data folder of its own."""

    def __init__(self, folder: Path, database: PostgresDatabase) -> None:
        self.folder, self._database = folder, database
        self.url = f"postgresql://{GUARDED}@{HOST}:{database.server.port}/{database.name}"
        self.heard = ""

    def start(self, *plan: str) -> list[str]:
        """Start the program, do as planned in each window, and return what came."""
        place = (HOST, str(self._database.server.port), self._database.name, GUARDED)
        command = ["-m", "tests.postgresql.choosing", ",".join(plan), *place]
        return self._run(*command, "--language", "en", password=PASSWORD)

    def start_headless(self, *arguments: str) -> list[str]:
        """Start it without a window; return its lines on stderr."""
        return self._run("-m", "classroom_app", "--headless", *arguments, status=2)

    def _run(self, *command: str, password: str = "", status: int = 0) -> list[str]:
        done = subprocess.run(
            [
                *(sys.executable, *command, "--host", HOST, "--port", "0"),
                *("--data-dir", str(self.folder)),
            ],
            input=f"{password}\n",
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, **SCREEN, "PYTHONUTF8": "1"},
            timeout=PATIENCE_S * 6,
            check=False,
        )
        assert done.returncode == status, done.stderr
        self.heard += done.stdout + done.stderr
        said = done.stdout if status == 0 else done.stderr
        return [line for line in said.splitlines() if not line.startswith("Listening")]

    @property
    def written(self) -> str:
        """All that it has said and written, byte by byte."""
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return self.heard + "".join(path.read_bytes().decode("utf-8", "replace") for path in files)

    def choose(self, url: str) -> None:
        """Have the server chosen, as in Settings."""
        StartupSettings(self.folder).choose(database=url)

    @property
    def chosen(self) -> str:
        """What the next start takes."""
        return StartupSettings(self.folder).database or ""


@pytest.fixture
def desk(tmp_path: Path, postgres: PostgresDatabase, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for what in ("TABLES", "SEQUENCES"):
        postgres.run(f"GRANT ALL ON ALL {what} IN SCHEMA public TO {GUARDED}")
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "pgpass"))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    return Desk(tmp_path / "desk", postgres)


def test_a_server_is_chosen_once_and_its_password_kept(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with own_keyring(tmp_path, monkeypatch):
        lines = desk.start("server", "quit")
        assert lines == [
            "window url=None banner=False",
            "asked placeDialog",
            f"window url={desk.url}?sslmode=prefer banner=False",
        ]
        assert desk.start("quit") == lines[2:], "nobody is asked again"
    assert desk.chosen.startswith(desk.url)
    assert PASSWORD not in desk.written


def test_without_a_keyring_the_password_is_asked_for_at_each_start(desk: Desk) -> None:
    lines = desk.start("server", "here", "quit")
    assert lines[1:3] == ["asked placeDialog", "asked notKeptDialog"]
    assert lines[3] == f"window url={desk.url}?sslmode=prefer banner=False"
    assert lines[-1] == "window url=None banner=False", "back on this computer"
    assert desk.chosen == ""
    desk.choose(desk.url)
    asked, window = desk.start("password", "quit")
    assert "no password is known" in asked
    assert window == f"window url={desk.url} banner=False"
    assert PASSWORD not in desk.written


def test_a_server_that_is_away_at_the_start(desk: Desk, postgres: PostgresDatabase) -> None:
    desk.choose(f"{desk.url}?connect_timeout=2")
    postgres.server.stop()
    try:
        lines = desk.start("again", "own", "back", "quit")
        (line,) = desk.start_headless()
    finally:
        postgres.server.start()
    assert [words.split()[0] for words in lines] == ["fault", "fault", "window", "window"]
    assert "can't be reached" in lines[0]
    assert f"{HOST}:{postgres.server.port}/{postgres.name}" in lines[0]
    assert lines[2:] == ["window url=None banner=True"] * 2, "it is still away"
    assert line.startswith(f"classroom-app: The database {postgres.name} on {HOST}:")
    assert "Connection refused" in line
    assert desk.chosen.startswith(desk.url), "the next start tries the server again"


def test_a_password_in_the_file_of_settings_is_refused(desk: Desk) -> None:
    desk.choose(desk.url.replace("@", ":s3cret@"))
    (line,) = desk.start_headless()
    assert f"{desk.folder / FILE} holds a password" in line
    assert "s3cret" not in line


def test_a_password_on_the_command_line_is_refused(desk: Desk) -> None:
    (line,) = desk.start_headless("--database", desk.url.replace("@", ":s3cret@"))
    assert "holds a password" in line
    assert "s3cret" not in line
