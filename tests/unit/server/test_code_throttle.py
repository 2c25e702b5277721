"""Callers without a cookie who guess codes have to wait; those with one never do."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from websockets.datastructures import Headers
from websockets.http11 import Request

from classroom_app.application.ports import Identity
from classroom_app.server import refusals
from classroom_app.server.admission import WrongTries
from classroom_app.server.caller import Caller
from classroom_app.server.code_throttle import CodeThrottle
from classroom_app.server.guessing import WRONG_TRIES_IN_ALL, Guessing
from classroom_app.server.identities import INSTRUCTOR, STUDENT
from tests.helpers.sample import HandClock

STRANGER = Caller(Request("/ws/482913", Headers()), "192.168.0.9", None, None)
MANY = 2_000  # more wrong tries than any address may have


class Class:
    """The throttle in front of one class."""

    def __init__(self) -> None:
        self.session = SimpleNamespace(guests_allowed=False)
        classroom = cast(Any, SimpleNamespace(live_sessions=[self.session]))
        monotonic = HandClock().monotonic
        self.guessing = Guessing(monotonic)
        self.throttle = CodeThrottle(classroom, WrongTries(monotonic, self.guessing))

    def guess(self, caller: Caller = STRANGER, times: int = MANY) -> None:
        for number in range(times):
            self.throttle.refuse(caller, refusals.UNKNOWN, f"{number:06}")


@pytest.fixture
def school_class() -> Class:
    return Class()


def with_cookie(identity: Identity) -> Caller:
    return Caller(STRANGER.request, STRANGER.address, "token", identity)


def test_an_address_that_guesses_waits(school_class: Class) -> None:
    assert school_class.throttle.slowed(STRANGER) is None
    school_class.guess()
    slowed = school_class.throttle.slowed(STRANGER)
    assert slowed is not None
    assert slowed.status_code == 429
    assert int(slowed.headers["Retry-After"]) > 0


def test_another_address_does_not(school_class: Class) -> None:
    school_class.guess(times=30)
    other = Caller(STRANGER.request, "192.168.0.10", None, None)
    assert school_class.throttle.slowed(STRANGER) is not None
    assert school_class.throttle.slowed(other) is None


def test_the_same_code_again_counts_once(school_class: Class) -> None:
    for _ in range(MANY):
        school_class.throttle.refuse(STRANGER, refusals.UNKNOWN, "482 913")
        school_class.throttle.refuse(STRANGER, refusals.UNKNOWN, "482913")
    assert school_class.throttle.slowed(STRANGER) is None


def test_a_refusal_that_is_no_wrong_code_does_not_count(school_class: Class) -> None:
    for _ in range(MANY):
        school_class.throttle.refuse(STRANGER, refusals.ENDED)
    assert school_class.throttle.slowed(STRANGER) is None


@pytest.mark.parametrize("identity", [Identity(2, STUDENT, 1, 1), Identity(1, INSTRUCTOR)])
async def test_whoever_holds_a_cookie_neither_waits_nor_counts(
    school_class: Class, identity: Identity
) -> None:
    holder = with_cookie(identity)
    school_class.guess(holder)
    assert school_class.throttle.slowed(STRANGER) is None, "its wrong codes do not count"
    school_class.guess()
    assert school_class.throttle.slowed(holder) is None
    assert await school_class.throttle.turn(holder) is None


def test_wrong_codes_with_a_cookie_are_reported_as_guesses(school_class: Class) -> None:
    holder = with_cookie(Identity(2, STUDENT, 1, 1))
    reports: list[bool] = []
    school_class.guessing.subscribe(lambda: reports.append(True))
    for code in range(100_000, 100_000 + WRONG_TRIES_IN_ALL):
        school_class.throttle.refuse(holder, refusals.UNKNOWN, str(code))
        assert school_class.throttle.slowed(holder) is None
    assert reports == [True]


async def test_an_upgrade_counts_as_a_sign_in_only_where_guests_are_allowed(
    school_class: Class,
) -> None:
    school_class.guess()
    refused = school_class.throttle.slowed_at_socket(STRANGER)
    assert refused is not None
    assert refused.status_code == 403, "as without any wrong code: it needs a cookie"
    school_class.session.guests_allowed = True
    slowed = school_class.throttle.slowed_at_socket(STRANGER)
    assert slowed is not None
    assert slowed.status_code == 429
