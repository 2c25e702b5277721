"""How long an event loop was not looked at: a clock that ticks every millisecond in that loop."""

import time
from dataclasses import dataclass, field

TICK_S = 0.001


@dataclass
class Stalls:
    """The gaps between ticks, the tick itself taken off."""

    last: float = 0.0
    longest: float = 0.0
    over_16_ms: int = 0
    over_50_ms: int = 0
    is_watching: bool = field(default=False)

    def begin(self) -> None:
        """Forget what was, and watch from now on."""
        self.longest, self.over_16_ms, self.over_50_ms = 0.0, 0, 0
        self.last = time.perf_counter()
        self.is_watching = True

    def tick(self) -> None:
        """The loop has come round."""
        now = time.perf_counter()
        gap = now - self.last - TICK_S
        self.last = now
        self.longest = max(self.longest, gap)
        self.over_16_ms += gap > 0.016
        self.over_50_ms += gap > 0.050

    def end(self) -> dict[str, float]:
        """Stop watching and return what was seen; a stall that still lasts counts."""
        self.tick()
        self.is_watching = False
        return {
            "longest_stall_ms": self.longest * 1_000,
            "stalls_over_16_ms": self.over_16_ms,
            "stalls_over_50_ms": self.over_50_ms,
        }
