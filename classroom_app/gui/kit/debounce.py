"""Debouncing of presses: of several in quick succession, only the first counts."""

from collections.abc import Callable

# Buttons of presenter remotes bounce within 0.2 s, and a held key repeats after at most 0.7 s on
# the systems that do not mark repeats as such.
DEBOUNCE_S = 0.8
# For keys that are meant to be pressed several times in a row, and are on no presenter remote: the
# contacts of a worn key bounce for up to 0.05 s, and nobody presses a key twice within 0.1 s.
SHORT_DEBOUNCE_S = 0.1


class Debounce:
    """Accepts a press only if none came in the `debounce_s` seconds before it.

    A press that is ignored restarts that time, so that a whole burst counts once.
    """

    def __init__(self, monotonic: Callable[[], float], debounce_s: float = DEBOUNCE_S) -> None:
        self._monotonic, self._debounce_s = monotonic, debounce_s
        self._pressed_at: float | None = None

    def takes_press(self) -> bool:
        """Note a press now; return whether it counts."""
        before, self._pressed_at = self._pressed_at, self._monotonic()
        return before is None or self._pressed_at - before >= self._debounce_s

    def begin(self) -> None:
        """Start the debounce time, as if there had been a press."""
        self._pressed_at = self._monotonic()
