"""What the next start takes, and what a broken file does not break."""

import json
from pathlib import Path

import pytest

from classroom_app.system.startup_settings import FILE, StartupSettings


def test_choices_are_kept_side_by_side(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "yet"
    settings = StartupSettings(folder)
    assert (settings.port, settings.data_dir) == (None, None)
    settings.choose(port=8123)
    settings.choose(data_dir="/데이터")
    assert not settings.tls
    settings.choose(tls=True)
    again = StartupSettings(folder)
    assert again.tls
    assert (again.port, again.data_dir) == (8123, Path("/데이터"))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        json.dumps({"port": "8000", "data_dir": 3, "tls": "yes", "database": 1}),
        '{"port": 70000}',
    ],
)
def test_nonsense_is_passed_over(
    tmp_path: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FILE).write_text(content)
    settings = StartupSettings(tmp_path)
    assert (settings.port, settings.data_dir, settings.tls) == (None, None, False)
    assert settings.database is None
    caplog.clear()


def test_a_server_is_chosen_and_given_up_again(tmp_path: Path) -> None:
    settings = StartupSettings(tmp_path)
    settings.choose(database="postgresql://room1@db:5432/classroom")
    assert StartupSettings(tmp_path).database == "postgresql://room1@db:5432/classroom"
    settings.choose(database="")
    assert settings.database is None
