"""The log goes on, whatever stands in the way of putting it aside."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom_app.system.log_setup import LogFile
from tests.helpers.systems import windows_only

SIZE = 200


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "홍길동" / "classroom_app.log"


@pytest.fixture
def log(path: Path) -> Iterator[logging.Logger]:
    path.parent.mkdir()
    handler = LogFile(path, maxBytes=SIZE, backupCount=2, encoding="utf-8", delay=True)
    logger = logging.Logger("test")
    logger.addHandler(handler)
    yield logger
    handler.close()


def lines_in(folder: Path) -> dict[str, list[str]]:
    return {
        path.name: path.read_text(encoding="utf-8").split()
        for path in sorted(folder.iterdir())
        if path.is_file()
    }


def write(log: logging.Logger, first: int, last: int) -> None:
    for number in range(first, last + 1):
        log.warning("%s", f"{number:049}")  # with its end 50 bytes: four fill a file


def test_full_files_are_put_aside_and_the_oldest_go(log: logging.Logger, path: Path) -> None:
    write(log, 1, 12)
    kept = {name: [int(line) for line in lines] for name, lines in lines_in(path.parent).items()}
    assert kept == {
        "classroom_app.log": [10, 11, 12],
        "classroom_app.log.1": [7, 8, 9],
        "classroom_app.log.2": [4, 5, 6],
    }


def test_a_file_that_cannot_be_put_aside_grows_and_loses_no_line(
    log: logging.Logger, path: Path
) -> None:
    write(log, 1, 6)
    in_the_way = path.with_name("classroom_app.log.0") / "something"
    in_the_way.mkdir(parents=True)
    write(log, 7, 12)
    kept = {name: [int(line) for line in lines] for name, lines in lines_in(path.parent).items()}
    assert kept == {
        "classroom_app.log": [4, 5, 6, 7, 8, 9, 10, 11, 12],
        "classroom_app.log.1": [1, 2, 3],
    }
    in_the_way.rmdir()
    in_the_way.parent.rmdir()
    write(log, 13, 13)
    assert "classroom_app.log.2" in lines_in(path.parent), "put aside once it can be"


@windows_only
def test_another_program_has_the_log_open(log: logging.Logger, path: Path) -> None:
    write(log, 1, 1)
    with path.open(encoding="utf-8"):
        write(log, 2, 9)
    assert [int(line) for line in lines_in(path.parent)["classroom_app.log"]] == [*range(1, 10)]
    assert list(lines_in(path.parent)) == ["classroom_app.log"]
