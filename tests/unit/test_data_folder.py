"""The data folder moves whole, or not at all."""

from pathlib import Path

import pytest

from classroom_app.data_folder import DATABASE_FILE, LOCK_FILE, OWN_NAME, DataHome, carry, home_in


@pytest.fixture
def old(tmp_path: Path) -> Path:
    folder = tmp_path / "old"
    (folder / "screenshots").mkdir(parents=True)
    (folder / DATABASE_FILE).write_text("rows")
    (folder / f"{DATABASE_FILE}-wal").write_text("newer rows")
    (folder / LOCK_FILE).touch()
    (folder / "screenshots" / "1.jpg").write_text("picture")
    (folder / "instructor.key").write_text("key")
    return folder


def test_an_empty_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    assert home_in(tmp_path / "new") == DataHome(tmp_path / "new", has_data=False)


def test_among_other_things_our_own_folder_is_made(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").touch()
    assert home_in(tmp_path) == DataHome(tmp_path / OWN_NAME, has_data=False)


def test_a_folder_with_our_data_is_known(old: Path) -> None:
    assert home_in(old) == DataHome(old, has_data=True)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        home_in(tmp_path / "file")


def test_everything_is_carried_but_the_lock(old: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    carry(old, new)
    carried = {str(path.relative_to(new)): path.read_text() for path in new.rglob("*.*")}
    assert carried == {
        DATABASE_FILE: "rows",
        f"{DATABASE_FILE}-wal": "newer rows",
        str(Path("screenshots") / "1.jpg"): "picture",
        "instructor.key": "key",
    }
    assert (old / DATABASE_FILE).exists(), "the old folder stays"


def test_data_that_is_there_is_never_written_over(old: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    new.mkdir()
    (new / DATABASE_FILE).write_text("other rows")
    carry(old, new)
    assert [path.name for path in new.iterdir()] == [DATABASE_FILE]
    assert (new / DATABASE_FILE).read_text() == "other rows"
