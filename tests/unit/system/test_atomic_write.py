from pathlib import Path

import pytest

from classroom_app.system.atomic_write import atomic_write
from tests.helpers.systems import windows_only


def test_the_file_takes_its_name_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    with atomic_write(path) as beside:
        beside.write_text("half")
        assert not path.exists()
    assert path.read_text() == "half"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_text("old")

    def write_half() -> None:
        with atomic_write(path) as beside:
            beside.write_text("half")
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        write_half()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_of_the_longest_kind_is_written_too(tmp_path: Path) -> None:
    path = tmp_path / f"{'가' * 83}.pdf"  # 253 bytes on Linux
    with atomic_write(path) as beside:
        beside.write_text("whole", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == "whole"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_power_cut_left_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    (tmp_path / ".report.csv.part").write_text("half of an older one", encoding="utf-8")
    for private in (False, True):
        with atomic_write(path, private=private) as beside:
            assert beside.read_bytes() == b""


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), atomic_write(tmp_path / "none" / "report.csv"):
        pass


@windows_only
def test_a_path_that_is_too_long_is_said_to_be(tmp_path: Path) -> None:
    folder = tmp_path
    while len(str(folder)) < 240:
        folder /= "a" * min(50, 245 - len(str(folder)))
    with pytest.raises(OSError, match="too long"), atomic_write(folder / ("b" * 40 + ".csv")):
        pass


@windows_only
def test_a_report_that_is_open_elsewhere_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_text("open in Excel", encoding="utf-8")
    with path.open(encoding="utf-8"), pytest.raises(PermissionError), atomic_write(path) as beside:
        beside.write_text("new", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == "open in Excel"
    assert list(tmp_path.iterdir()) == [path]
