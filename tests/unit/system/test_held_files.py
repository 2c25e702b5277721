"""What Windows refuses for a moment is tried again, and nothing else is."""

import errno
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from classroom_app.system.held_files import (
    PATIENCE_S,
    bring,
    is_held,
    patiently,
    remove,
    remove_tree,
    replace,
)
from tests.helpers.systems import windows_only
from tests.helpers.timing import PATIENCE_S as TEST_PATIENCE_S


def refusal(code: int) -> OSError:
    """What Windows says; elsewhere an error has no such number by itself."""
    error = PermissionError(errno.EACCES, "is open")
    error.winerror = code  # type: ignore[attr-defined, unused-ignore]
    return error


class Clock:
    """Goes on by what is waited."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        self.now += seconds


class AwayPath(type(Path())):  # type: ignore[misc]
    """A file that cannot be given another name, as from disk to disk."""

    refusal: OSError

    def replace(self, _target: object) -> Path:
        raise self.refusal


def failing(times: int, error: OSError) -> Callable[[], str]:
    left = [error] * times

    def work() -> str:
        if left:
            raise left.pop()
        return "done"

    return work


@pytest.mark.parametrize("code", [5, 32, 33, 145, 1224])
def test_what_is_held_for_a_moment_is_done_in_the_end(code: int) -> None:
    clock = Clock()
    work = failing(4, refusal(code))
    assert patiently(work, monotonic=clock.monotonic, pause=clock.pause) == "done"
    assert 0 < clock.now < PATIENCE_S


def test_what_is_held_for_good_is_told_in_time() -> None:
    clock = Clock()
    with pytest.raises(PermissionError) as caught:
        patiently(failing(10_000, refusal(32)), monotonic=clock.monotonic, pause=clock.pause)
    assert is_held(caught.value)
    assert 1 < clock.now <= PATIENCE_S


def test_another_error_is_told_at_once() -> None:
    clock = Clock()
    with pytest.raises(FileNotFoundError):
        patiently(failing(1, FileNotFoundError()), monotonic=clock.monotonic, pause=clock.pause)
    assert clock.now == 0


def test_what_is_not_there_is_removed_already(tmp_path: Path) -> None:
    remove(tmp_path / "none")
    remove_tree(tmp_path / "none")
    folder = tmp_path / "folder"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "file").touch()
    remove(folder / "deep" / "file")
    remove_tree(folder)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_removed_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(OSError, match="file"):
        remove_tree(file)
    assert file.exists()


@pytest.mark.parametrize("error", [OSError(errno.EXDEV, "another disk"), refusal(17)])
def test_from_another_disk_a_whole_copy_takes_the_place(tmp_path: Path, error: OSError) -> None:
    source, target = AwayPath(tmp_path / "source"), tmp_path / "target"
    source.refusal = error
    target.write_text("old", encoding="utf-8")
    source.write_text("new", encoding="utf-8")
    bring(source, target)
    assert target.read_text(encoding="utf-8") == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_what_cannot_be_brought_changes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        bring(tmp_path / "none", target)
    assert target.read_text(encoding="utf-8") == "old"


@windows_only
@pytest.mark.parametrize("way", ["replace", "remove", "remove_tree"])
def test_windows_lets_it_be_done_once_the_file_is_closed(tmp_path: Path, way: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path, other = folder / "open", tmp_path / "other"
    path.write_text("open", encoding="utf-8")
    other.write_text("new", encoding="utf-8")
    tried = threading.Event()

    def work() -> None:
        if way == "replace":
            other.replace(path)
        else:
            path.unlink()
            if way == "remove_tree":
                folder.rmdir()

    def once() -> None:
        try:
            work()
        finally:
            tried.set()

    with path.open(encoding="utf-8") as opened:
        with pytest.raises(OSError, match=r".") as caught:
            work()
        assert is_held(caught.value), caught.value
        thread = threading.Thread(target=lambda: patiently(once))
        thread.start()
        assert tried.wait(TEST_PATIENCE_S), "it was tried while the file was open"
        opened.close()
    thread.join(TEST_PATIENCE_S)
    assert not thread.is_alive()
    if way == "replace":
        assert path.read_text(encoding="utf-8") == "new"
        replace(path, other)
    else:
        assert not path.exists()
