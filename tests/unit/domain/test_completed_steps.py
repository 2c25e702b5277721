"""The compact record of finished steps, beside the dictionaries that it stands for."""

import copy
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain.completed_steps import CompletedSteps

IDS = st.integers(1, 100) | st.integers(1, 2**63 - 1)
TIMES = st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC))
SECONDS = st.none() | st.floats(0, 1e9)


@given(st.dictionaries(IDS, st.tuples(TIMES, SECONDS)), IDS)
def test_holds_what_dictionaries_would(
    entries: dict[int, tuple[datetime, float | None]], other: int
) -> None:
    completed = CompletedSteps()
    for subtask_id, (at, took_s) in entries.items():
        completed.add(subtask_id, at, took_s)
    assert list(completed.items()) == [(step, at) for step, (at, _) in entries.items()]
    assert len(completed) == len(entries)
    assert completed.seconds() == {s: took for s, (_, took) in entries.items() if took is not None}
    for subtask_id, (_, took_s) in entries.items():
        assert subtask_id in completed
        assert completed.took_s(subtask_id) == took_s
    assert (other in completed) is (other in entries)
    assert completed.get(other) == (entries[other][0] if other in entries else None)


def test_what_is_not_there() -> None:
    completed = CompletedSteps()
    assert None not in completed
    assert completed.took_s(1) is None
    with pytest.raises(KeyError):
        completed[1]


def test_another_zone_is_the_same_moment() -> None:
    completed = CompletedSteps()
    at = datetime.fromisoformat("2026-03-02T18:00:00.000001+09:00")
    completed.add(1, at)
    assert completed[1] == at
    assert completed[1].utcoffset() == timedelta()


def test_a_copy_is_apart() -> None:
    completed = CompletedSteps()
    completed.add(1, datetime(2026, 3, 2, 9, tzinfo=UTC))
    other = copy.deepcopy(completed)
    completed.add(2, datetime(2026, 3, 2, 9, tzinfo=UTC))
    assert list(other) == [1]
