"""Measures how long an event loop was blocked: a clock in it ticks every millisecond."""

import gc
import time
from dataclasses import dataclass, field

TICK_S = 0.001


@dataclass
class Stalls:
    """The gaps between ticks, the tick itself taken off.

    `longest_busy` is the most that the loop's own thread has worked between two ticks: unlike the
    gap, it does not grow because other programs have the processor.
    """

    last: float = 0.0
    last_busy: float = 0.0
    longest: float = 0.0
    longest_busy: float = 0.0
    longest_collection: float = 0.0
    collecting_since: float = 0.0
    over_16_ms: int = 0
    over_50_ms: int = 0
    is_watching: bool = field(default=False)

    def begin(self) -> None:
        """Reset, and watch from now on."""
        self.longest, self.over_16_ms, self.over_50_ms = 0.0, 0, 0
        self.last, self.last_busy = time.perf_counter(), time.thread_time()
        self.longest_busy = self.longest_collection = 0.0
        if self.note_collection not in gc.callbacks:
            gc.callbacks.append(self.note_collection)
        self.is_watching = True

    def note_collection(self, phase: str, _info: dict[str, int]) -> None:
        """Record a garbage collection; a callback of `gc`."""
        if phase == "start":
            self.collecting_since = time.thread_time()
        else:
            took = time.thread_time() - self.collecting_since
            self.longest_collection = max(self.longest_collection, took)

    def tick(self) -> None:
        """Record one iteration of the loop."""
        now, busy = time.perf_counter(), time.thread_time()
        gap = now - self.last - TICK_S
        self.longest_busy = max(self.longest_busy, busy - self.last_busy)
        self.last, self.last_busy = now, busy
        self.longest = max(self.longest, gap)
        self.over_16_ms += gap > 0.016
        self.over_50_ms += gap > 0.050

    def end(self) -> dict[str, float]:
        """Stop watching and return the figures; a stall that still lasts counts."""
        self.tick()
        self.is_watching = False
        return {
            "longest_stall_ms": self.longest * 1_000,
            "longest_busy_ms": self.longest_busy * 1_000,
            "longest_collection_ms": self.longest_collection * 1_000,
            "stalls_over_16_ms": self.over_16_ms,
            "stalls_over_50_ms": self.over_50_ms,
        }
