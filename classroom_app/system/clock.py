"""The real clock; everything that needs the time gets it by argument."""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def uptime_s() -> float:
    """Return seconds that never jump, finer than a millisecond, and that count sleep too."""
    if sys.platform == "win32":
        # The performance counter counts sleep too. So does `time.monotonic` (GetTickCount64), but
        # it advances in steps of 15.6 ms.
        return time.perf_counter()
    elif sys.platform == "linux":  # noqa: RET505 - mypy takes what follows a `return` for dead
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    else:
        return time.clock_gettime(time.CLOCK_MONOTONIC)  # counts sleep on macOS


def wall_time() -> datetime:
    """Return the system's time in UTC; it jumps when somebody sets the clock."""
    return datetime.now(UTC)


class SystemClock:
    """Implements `application.ports.Clock`.

    The time is the system's at the start plus what has passed since: if the system's clock is set
    during a class, no student has been waiting for minus an hour, or for five.
    """

    def __init__(
        self, wall: Callable[[], datetime] = wall_time, uptime: Callable[[], float] = uptime_s
    ) -> None:
        self._uptime = uptime
        self._began_at, self._began_s = wall(), uptime()

    def now(self) -> datetime:
        """Return the present time in UTC; it never jumps."""
        return self._began_at + timedelta(seconds=self._uptime() - self._began_s)

    def monotonic(self) -> float:
        """Return seconds that never jump."""
        return self._uptime()
