"""Distinguishes the repeats of a held key from presses."""

import time
from collections.abc import Callable

from PySide6.QtGui import QKeyEvent

# Longer than the time between two repeats on any system.
SOON_S = 0.6


class HeldKey:
    """Remembers the key that repeats.

    X11 sends a release and a press for each repeat. Qt recognizes it once both have come; on a busy
    computer it sees the release alone, and the press after it looks like a new one. So a press soon
    after a repeat of the same key counts as a repeat too.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._key = 0
        self._at = 0.0

    def is_repeat(self, qevent: QKeyEvent) -> bool:
        """Tell whether a press is a repeat, and if so remember it."""
        now = self._monotonic()
        is_known = qevent.key() == self._key and now - self._at < SOON_S
        if qevent.isAutoRepeat() or is_known:
            self._key, self._at = qevent.key(), now
            return True
        return False
