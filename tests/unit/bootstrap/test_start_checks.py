"""Every fault of a start is found at once, and looking changes nothing."""

import os
import socket
from pathlib import Path

import pytest

from classroom_app.bootstrap.data_hold import DataHold
from classroom_app.bootstrap.start_checks import faults_before_start, faults_of_lesson
from classroom_app.config import Config
from classroom_app.system.start_faults import FaultKind
from tests.helpers.school import HOST, LESSON


def test_nothing_is_wrong(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path, host=HOST, lesson_file=LESSON, code="ab-12")
    assert faults_before_start(config, [0], DataHold(config)) == []
    left = {path.name for path in tmp_path.iterdir()}
    assert left <= {"classroom.lock", "classroom.db.lock"}, "no database is made"


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "classroom.db").write_bytes(b"no database" * 1000)
    lesson = tmp_path / "lesson.json"
    lesson.write_text("{}", "utf-8")
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        config = Config(data_dir=tmp_path, host=HOST, lesson_file=lesson, code="!")
        faults = faults_before_start(config, [0, port], DataHold(config))
    kinds = list(dict.fromkeys(fault.kind for fault in faults))
    assert kinds == [
        FaultKind.COMMAND,
        FaultKind.LESSON,
        FaultKind.PORT_TAKEN,
        FaultKind.DATABASE,
    ]


def test_a_folder_of_no_use_leaves_the_rest_to_be_looked_at(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "gone", host=HOST, code="!")
    hold = DataHold(config)
    (fault,) = faults_before_start(config, [0], hold, folder_is_usable=False)
    assert fault.kind is FaultKind.COMMAND


def test_a_folder_that_another_program_has(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path, host=HOST)
    with DataHold(config).taken():
        (fault,) = faults_before_start(config, [0], DataHold(config))
    assert (fault.kind, fault.place) == (FaultKind.IN_USE, str(tmp_path))
    assert (fault.owner, fault.cause) == (str(os.getpid()), str(tmp_path))
    assert faults_before_start(config, [0], DataHold(config)) == [], "it is free again"


@pytest.mark.parametrize("name", ["gone.json", ""])
def test_a_lesson_that_is_no_file(tmp_path: Path, name: str) -> None:
    (fault,) = faults_of_lesson(tmp_path / name)
    assert (fault.kind, fault.place) == (FaultKind.LESSON, str(tmp_path / name))
    assert fault.cause in ("No such file or directory", "it is no file")


def test_every_fault_of_a_lesson_is_named(tmp_path: Path) -> None:
    path = tmp_path / "lesson.json"
    path.write_text('{"format": "classroom-lesson/1", "title": "", "subtasks": []}', "utf-8")
    faults = faults_of_lesson(path)
    assert len(faults) > 1
    assert {fault.place for fault in faults} == {str(path)}
