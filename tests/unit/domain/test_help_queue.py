import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain.help_queue import HelpQueue, HelpRequest, HelpStatus
from tests.helpers.lecture import NINE


def _request(help_request_id: int) -> HelpRequest:
    return HelpRequest(help_request_id, help_request_id + 100, 1, None, None, NINE)


@pytest.fixture
def queue() -> HelpQueue:
    queue = HelpQueue()
    for help_request_id in (1, 2, 3):
        queue.add(_request(help_request_id))
    return queue


def _ids(queue: HelpQueue) -> list[int]:
    return [request.id for request in queue]


@pytest.mark.parametrize(
    ("status", "is_open"),
    [
        (HelpStatus.PENDING, True),
        (HelpStatus.ON_THE_WAY, True),
        (HelpStatus.RESOLVED, False),
        (HelpStatus.CANCELLED, False),
    ],
)
def test_who_still_waits(status: HelpStatus, is_open: bool) -> None:
    request = _request(1)
    request.status = status
    assert request.is_open is is_open


def test_first_come_first_served(queue: HelpQueue) -> None:
    assert _ids(queue) == [1, 2, 3]
    assert len(queue) == 3
    assert [queue.position(n) for n in (1, 2, 3)] == [1, 2, 3]


def test_closing_moves_the_others_up(queue: HelpQueue) -> None:
    request = queue.get(1)
    assert request is not None
    queue.close(request, HelpStatus.RESOLVED, NINE)
    assert _ids(queue) == [2, 3]
    assert queue.position(3) == 2
    assert (request.status, request.resolved_at) == (HelpStatus.RESOLVED, NINE)
    assert queue.get(1) is request
    assert [r.id for r in queue.all()] == [1, 2, 3]


def test_closing_twice_is_harmless(queue: HelpQueue) -> None:
    request = queue.get(2)
    assert request is not None
    queue.close(request, HelpStatus.RESOLVED, NINE)
    queue.close(request, HelpStatus.CANCELLED, NINE)
    assert _ids(queue) == [1, 3]


def test_a_reopened_ticket_has_its_old_place(queue: HelpQueue) -> None:
    request = queue.get(2)
    assert request is not None
    queue.close(request, HelpStatus.RESOLVED, NINE)
    queue.add(_request(4))
    queue.reopen(request)
    assert _ids(queue) == [1, 2, 3, 4]
    assert (request.status, request.resolved_at) == (HelpStatus.PENDING, None)


def test_who_does_not_wait_has_no_place(queue: HelpQueue) -> None:
    assert queue.get(9) is None
    with pytest.raises(ValueError, match="9"):
        queue.position(9)


def test_a_reopened_ticket_has_its_old_place_whatever_its_number() -> None:
    """Ids of a computer that took the class up may be lower than those of before."""
    queue = HelpQueue()
    for help_request_id in (2001, 2002, 11):
        queue.add(_request(help_request_id))
    first = queue.get(2001)
    assert first is not None
    queue.close(first, HelpStatus.RESOLVED, NINE)
    queue.reopen(first)
    assert _ids(queue) == [2001, 2002, 11]


@given(
    st.lists(st.integers(1, 99), unique=True, min_size=1),
    st.lists(st.tuples(st.booleans(), st.integers(0, 98))),
)
def test_whoever_asked_first_is_first(ids: list[int], moves: list[tuple[bool, int]]) -> None:
    queue, is_open = HelpQueue(), dict.fromkeys(ids, True)
    for help_request_id in ids:
        queue.add(_request(help_request_id))
    for opens, place in moves:
        request = queue.get(ids[place % len(ids)])
        assert request is not None
        if opens and not is_open[request.id]:
            queue.reopen(request)
        elif not opens:
            queue.close(request, HelpStatus.RESOLVED, NINE)
        is_open[request.id] = opens
    assert _ids(queue) == [one for one in ids if is_open[one]]
