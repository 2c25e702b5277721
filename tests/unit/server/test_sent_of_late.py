"""What was sent long ago counts no more, and few addresses are remembered."""

import pytest

from classroom_app.server.sent_of_late import HALF_FORGOTTEN_S, MAX_ADDRESSES, SentOfLate
from tests.helpers.sample import HandClock


def test_half_of_it_is_forgotten_in_half_a_minute() -> None:
    clock = HandClock()
    sent = SentOfLate(clock.monotonic)
    assert sent.by("a") == 0
    sent.add("a", 100)
    clock.seconds += HALF_FORGOTTEN_S
    assert sent.by("a") == pytest.approx(50)
    sent.add("a", 50)
    clock.seconds += HALF_FORGOTTEN_S
    assert sent.by("a") == pytest.approx(50)
    assert sent.by("b") == 0


def test_who_sent_last_is_remembered() -> None:
    sent = SentOfLate()
    sent.add("often", 1)
    for n in range(3 * MAX_ADDRESSES):
        sent.add(f"{n}", 1)
        sent.add("often", 1)
    assert len(sent._sent) == MAX_ADDRESSES
    assert sent.by("often") > MAX_ADDRESSES
    assert sent.by("0") == 0
