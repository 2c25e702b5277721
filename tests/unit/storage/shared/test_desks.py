from pathlib import Path

from classroom_app.storage.shared.desks import (
    DESK_KEY_FILE,
    make_desk_key,
    read_or_make_desk_key,
)


def test_a_data_folder_keeps_the_key_of_its_desk(tmp_path: Path) -> None:
    key = read_or_make_desk_key(tmp_path)
    assert len(key) >= 32
    assert read_or_make_desk_key(tmp_path) == key


def test_no_two_desks_have_one_key(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in "ab"]
    for folder in folders:
        folder.mkdir()
    assert len({read_or_make_desk_key(folder) for folder in folders}) == 2


def test_a_file_that_a_power_cut_left_empty_gets_a_key(tmp_path: Path) -> None:
    (tmp_path / DESK_KEY_FILE).touch()
    key = read_or_make_desk_key(tmp_path)
    assert key
    assert read_or_make_desk_key(tmp_path) == key


def test_a_data_folder_can_become_that_of_another_desk(tmp_path: Path) -> None:
    key = read_or_make_desk_key(tmp_path)
    assert make_desk_key(tmp_path) == read_or_make_desk_key(tmp_path) != key
