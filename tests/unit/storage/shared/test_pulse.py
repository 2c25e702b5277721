import pytest

from classroom_app.storage.shared import pulse as module
from classroom_app.storage.shared.pulse import Pulse


class Clock:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    return clock


def test_the_first_question_without_an_answer_counts(clock: Clock) -> None:
    pulse = Pulse()
    assert pulse.quiet_s == 0.0
    pulse.waits()
    clock.seconds += 2
    pulse.waits()
    clock.seconds += 1
    assert pulse.quiet_s == 3.0
    pulse.answered()
    clock.seconds += 5
    assert pulse.quiet_s == 0.0


def test_that_the_server_works_holds_until_it_is_asked_again(clock: Clock) -> None:
    pulse = Pulse()
    assert not pulse.is_working
    pulse.waits()
    pulse.works()
    clock.seconds += module.WORKS_S - 0.1
    states = [pulse.is_working, pulse.quiet_s > 0]  # it has not answered for all that
    clock.seconds += 0.2
    states.append(pulse.is_working)
    assert states == [True, True, False]
