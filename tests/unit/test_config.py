"""What follows from how the program was asked to be."""

from pathlib import Path

import pytest

from classroom_app.config import Config
from classroom_app.system.data_folder import DATABASE_FILE

FOLDER = Path("data")


def test_the_database_is_in_the_folder_unless_another_is_named() -> None:
    assert Config(FOLDER).database == FOLDER / DATABASE_FILE
    assert Config(FOLDER, database_url="sqlite:///x").database == "sqlite:///x"


def test_logs_are_in_the_folder_that_was_asked_for_or_in_their_own() -> None:
    assert Config(FOLDER).logs == FOLDER / "logs"
    assert Config(FOLDER, log_dir=Path("log")).logs == Path("log")


@pytest.mark.parametrize(
    ("config", "is_bare"),
    [
        (Config(FOLDER), True),
        (Config(FOLDER, tls=True), True),
        (Config(FOLDER, headless=True), False),
        (Config(FOLDER, lesson_file=Path("x.json"), roster="Spring"), False),
        (Config(FOLDER, demo=True), False),
        (Config(FOLDER, database_url="sqlite:///x"), False),
        (Config(FOLDER, database_url="postgresql://db/x", is_database_chosen=True), True),
    ],
)
def test_the_window_alone_is_what_is_usually_asked_for(config: Config, is_bare: bool) -> None:
    assert config.is_bare is is_bare


def test_data_that_nobody_expects_is_not_missing(tmp_path: Path) -> None:
    assert not Config(tmp_path / "new").is_data_missing
    assert Config(tmp_path / "new", expects_data=True).is_data_missing
