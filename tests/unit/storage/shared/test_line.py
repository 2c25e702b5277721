"""What is told of the line to the server, and when."""

from datetime import timedelta

import pytest

from classroom_app.application.ports import LineTrouble, UnreachableError
from classroom_app.storage.shared.line import ServerLine
from tests.helpers.lecture import NINE


class Told:
    """A line at a time of the test's own, and what its listeners heard."""

    def __init__(self) -> None:
        self.now = NINE
        self.line = ServerLine(lambda: self.now)
        self.heard: list[LineTrouble | None] = []
        self.line.subscribe(lambda: self.heard.append(self.line.trouble))


@pytest.fixture
def told() -> Told:
    return Told()


def test_a_late_answer_is_told_and_stops_nobody(told: Told) -> None:
    told.line.waits(1.5, "")
    assert told.heard == [LineTrouble(NINE - timedelta(seconds=1.5))]
    told.line.waits(1.75, "")
    assert len(told.heard) == 1, "the same trouble"
    told.line.check()
    told.line.answered()
    told.line.answered()
    assert told.heard[1:] == [None]


def test_since_when_is_since_the_first_question_without_an_answer(told: Told) -> None:
    told.line.waits(1.5, "")
    told.now += timedelta(seconds=2)
    told.line.refuse(3.5, "connection refused", awaits_outcome=False)
    told.now += timedelta(seconds=60)
    told.line.refuse(1.0, "starting up", awaits_outcome=False)
    trouble = told.line.trouble
    assert trouble is not None
    assert trouble.since == NINE - timedelta(seconds=1.5)
    assert trouble.cause == "starting up", "the present one"
    with pytest.raises(UnreachableError, match="starting up"):
        told.line.check()


def test_an_outcome_is_awaited_until_there_is_an_answer(told: Told) -> None:
    told.line.refuse(3.5, "gone", awaits_outcome=True)
    told.line.refuse(3.5, "gone", awaits_outcome=False)  # of another write
    assert told.heard == [
        LineTrouble(NINE - timedelta(seconds=3.5), "gone", is_refusing=True, awaits_outcome=True)
    ]


def test_the_log_says_when_it_was_gone_and_when_it_is_back(
    told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    told.line.waits(1.5, "")
    told.line.answered()
    assert caplog.messages == [], "that is nothing to remember"
    told.line.refuse(3.5, "gone", awaits_outcome=False)
    told.line.refuse(4.5, "gone", awaits_outcome=False)
    told.now += timedelta(seconds=20)
    told.line.answered()
    assert caplog.messages == [
        "The line to the database has failed: gone",
        "The line to the database is back, after 24 s",
    ]


def test_a_listener_that_fails_harms_no_other(told: Told, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    line = ServerLine(lambda: NINE)
    heard: list[object] = []
    line.subscribe(fail)
    line.subscribe(lambda: heard.append(line.trouble))
    line.waits(1.5, "")
    assert len(heard) == 1
    assert "A listener of the line failed" in caplog.text
