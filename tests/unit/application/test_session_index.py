"""Which session a code means, against the plainest model of it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from classroom_app.application.ports import SessionSummary
from classroom_app.application.session_index import SessionIndex
from classroom_app.domain.transitions import SessionStatus

CODES = ("AAAAAA", "BBBBBB", "CCCCCC")
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


def summary(
    session_id: int,
    code: str = CODES[0],
    status: SessionStatus = SessionStatus.WAITING,
    former: frozenset[str] = frozenset(),
) -> SessionSummary:
    return SessionSummary(session_id, code, "Wi-Fi", 1, status, 3, NOW, former_codes=former)


def index_of(*summaries: SessionSummary) -> SessionIndex:
    index = SessionIndex()
    for one in summaries:
        index.remember(one)
    return index


def is_over(one: SessionSummary) -> bool:
    return one.status is SessionStatus.ENDED


STEPS = st.lists(
    st.one_of(
        st.tuples(st.integers(1, 6), st.sampled_from(CODES), st.sampled_from(list(SessionStatus))),
        st.integers(1, 6),
    ),
    max_size=30,
)


@given(STEPS)
def test_a_code_leads_to_the_latest_that_has_it(
    steps: list[tuple[int, str, SessionStatus] | int],
) -> None:
    index, model = SessionIndex(), dict[int, SessionSummary]()
    for step in steps:
        if isinstance(step, int):
            index.forget(step)
            model.pop(step, None)
        else:
            model[step[0]] = summary(*step)
            index.remember(model[step[0]])
    assert {one.id: one for one in index} == model
    for code in CODES:
        having = [one for one in model.values() if one.code == code]
        # Whatever their ids: desks give them in blocks.
        open_first = [*(o for o in having if is_over(o)), *(o for o in having if not is_over(o))]
        latest = open_first[-1] if open_first else None
        assert index.latest(code) == latest
        is_taken = latest is not None and latest.status is not SessionStatus.ENDED
        assert index.taken_by(code) == (latest if is_taken else None)


def test_an_earlier_code_leads_back_only_who_came_by_it() -> None:
    renamed = summary(1, CODES[1], former=frozenset({CODES[0]}))
    index = index_of(renamed)
    assert index.latest(CODES[0]) is None
    assert index.for_seat(CODES[0], 1) is renamed
    assert index.for_seat(CODES[0], 2) is index.for_seat(CODES[0], None) is None
    assert index.for_lead(CODES[0]) is renamed


@pytest.mark.parametrize("status", list(SessionStatus))
def test_the_instructors_code_is_that_of_a_session_that_goes_on(status: SessionStatus) -> None:
    """One that is over gives way to one that had the code before; an open one does not."""
    renamed = summary(1, CODES[1], former=frozenset({CODES[0]}))
    other = summary(2, status=status)
    index = index_of(renamed, other)
    is_over = status is SessionStatus.ENDED
    assert index.for_lead(CODES[0]) is (renamed if is_over else other)
    assert index.for_seat(CODES[0], 1) is renamed
    assert index.for_seat(CODES[0], 2) is other


def test_what_changed_in_a_session_takes_its_place() -> None:
    index = index_of(summary(1))
    ended = structs.replace(summary(1), status=SessionStatus.ENDED)
    index.remember(ended)
    assert index.get(1) is ended
    assert index.for_lead(CODES[0]) is ended
