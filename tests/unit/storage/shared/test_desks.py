import re
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("content", [b"", bytes(33), b"room 1\n", b"a" * 65, b"\xff\xfe\x00a"])
def test_a_file_that_holds_no_key_gets_one(tmp_path: Path, content: bytes) -> None:
    """As a power cut may leave it, or somebody who wrote into it; the server would refuse some."""
    (tmp_path / DESK_KEY_FILE).write_bytes(content)
    key = read_or_make_desk_key(tmp_path)
    assert re.fullmatch(r"[\w-]{32}", key)
    assert read_or_make_desk_key(tmp_path) == key


def test_a_data_folder_can_become_that_of_another_desk(tmp_path: Path) -> None:
    key = read_or_make_desk_key(tmp_path)
    assert make_desk_key(tmp_path) == read_or_make_desk_key(tmp_path) != key
