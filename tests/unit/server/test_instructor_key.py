"""The key in its file, and what it marks."""

from pathlib import Path

import pytest

from classroom_app.server.instructor_key import InstructorKey


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "instructor.key"


def text_of(file: Path) -> str:
    return file.read_text("ascii").strip()


def test_is_made_once_and_read_again(file: Path) -> None:
    key = InstructorKey.read_or_make(file)
    assert len(text_of(file)) * 6 >= 256
    assert key.is_it(text_of(file))
    assert InstructorKey.read_or_make(file).is_it(text_of(file))
    assert not key.is_it("")
    assert not key.is_it(text_of(file)[:-1])
    assert not key.is_it("\xff\u0100"[:1])


def test_a_token_is_good_as_long_as_the_key_that_marked_it(file: Path) -> None:
    key = InstructorKey.read_or_make(file)
    token = key.marked("random")
    assert token.startswith("random")
    assert key.has_marked(token)
    assert InstructorKey.read_or_make(file).has_marked(token), "after a restart"
    for other in ("", "random", token[:-1], "x" + token, token[:-1] + "\xe9", "a" * 80):
        assert not key.has_marked(other)
    key.replace()
    assert not key.has_marked(token)


def test_another_key_opens_what_the_one_before_does_no_more(file: Path) -> None:
    key = InstructorKey.read_or_make(file)
    before = text_of(file)
    key.replace()
    assert text_of(file) != before
    assert key.is_it(text_of(file))
    assert not key.is_it(before)


def test_the_key_before_opens_nothing_even_if_the_file_cannot_be_written(file: Path) -> None:
    key = InstructorKey.read_or_make(file)
    before = text_of(file)
    file.unlink()
    file.mkdir()
    with pytest.raises(OSError, match=r"instructor\.key"):
        key.replace()
    assert not key.is_it(before)
