"""A remote has a day, a program as long as the key."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from classroom_app.application.ports import Identity
from classroom_app.server.identities import INSTRUCTOR, STUDENT
from classroom_app.server.instructor_key import InstructorKey
from classroom_app.server.rights import Rights

NOON = datetime(2026, 11, 30, 12).astimezone()
PROGRAM, KIM = Identity(1, INSTRUCTOR), Identity(2, STUDENT, 1, 1)


class Now:
    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at.astimezone(UTC)


@pytest.fixture
def key(tmp_path: Path) -> InstructorKey:
    return InstructorKey.read_or_make(tmp_path / "instructor.key")


@pytest.mark.parametrize(
    ("later", "is_good"),
    [
        (timedelta(0), True),
        (timedelta(hours=11, minutes=59), True),
        (timedelta(hours=12, minutes=1), False),
        (timedelta(days=1), False),
        (timedelta(days=365), False),
    ],
)
def test_a_remote_has_the_day(key: InstructorKey, later: timedelta, is_good: bool) -> None:
    now = Now()
    rights = Rights(key, now)
    remote = Identity(1, INSTRUCTOR, 7, remote=True, invited_at=NOON.astimezone(UTC))
    token = rights.new_token(remote)
    now.at += later
    assert rights.holds(token, remote) is is_good


def test_a_remote_of_nobody_knows_when_has_nothing(key: InstructorKey) -> None:
    assert not Rights(key, Now()).holds("token", Identity(1, INSTRUCTOR, remote=True))


def test_the_day_begins_at_midnight_here(key: InstructorKey) -> None:
    start = Rights(key, Now()).start_of_today()
    assert (start.hour, start.minute, NOON - start) == (0, 0, timedelta(hours=12))


def test_a_program_is_let_in_as_long_as_the_key(key: InstructorKey) -> None:
    rights = Rights(key, Now())
    token = rights.new_token(PROGRAM)
    assert rights.holds(token, PROGRAM)
    assert not rights.holds("one of an older version", PROGRAM)
    key.replace()
    assert not rights.holds(token, PROGRAM)
    assert rights.holds("anything", KIM)


def test_whom_a_remote_may_lead() -> None:
    of_this_run = Identity(1, INSTRUCTOR, remote=True)
    of_before = Identity(1, INSTRUCTOR, 7, remote=True)
    assert [each.may_lead(7) for each in (of_this_run, of_before, PROGRAM)] == [True] * 3
    assert [each.may_lead(8) for each in (of_this_run, of_before, PROGRAM)] == [True, False, True]
    assert not KIM.may_lead(1)
