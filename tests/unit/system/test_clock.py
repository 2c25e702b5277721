"""The real clock, while somebody sets the system's."""

from datetime import UTC, datetime, timedelta

import pytest

from classroom_app.system.clock import SystemClock, uptime_s, wall_time

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


class SystemTime:
    """What the system shows, and how long it has been up."""

    def __init__(self) -> None:
        self.shown, self.up_s = NINE, 500.0

    def pass_s(self, seconds: float) -> None:
        self.shown += timedelta(seconds=seconds)
        self.up_s += seconds


@pytest.mark.parametrize("jump_h", [-3, 5])
def test_who_sets_the_systems_clock_moves_no_class(jump_h: int) -> None:
    system = SystemTime()
    clock = SystemClock(lambda: system.shown, lambda: system.up_s)
    system.pass_s(60)
    system.shown += timedelta(hours=jump_h)
    assert clock.now() == NINE + timedelta(seconds=60)
    system.pass_s(1)
    assert clock.now() == NINE + timedelta(seconds=61)


def test_the_time_is_the_systems() -> None:
    clock = SystemClock()
    assert abs((clock.now() - wall_time()).total_seconds()) < 1
    assert uptime_s() > 0
    assert clock.monotonic() > 0
