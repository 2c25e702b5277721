"""The real clock; everything that needs the time gets it by argument."""

import time
from datetime import UTC, datetime


class SystemClock:
    """Implements `application.ports.Clock`."""

    def now(self) -> datetime:
        """Return the present time in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never jump."""
        return time.monotonic()
