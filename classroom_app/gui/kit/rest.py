"""One press, one action: a press too soon after another was not meant."""

from collections.abc import Callable

# Buttons of presenter remotes bounce within 0.2 s, and a held key repeats after at most 0.7 s on
# the systems that do not mark repeats as such.
REST_S = 0.8
# For keys that are meant to be pressed several times in a row, and are on no presenter remote: the
# contacts of a worn key bounce for up to 0.05 s, and nobody presses a key twice within 0.1 s.
SHORT_REST_S = 0.1


class Rest:
    """Ignores presses that come less than `rest_s` seconds after the one before.

    A press that is ignored restarts the rest, so that a whole burst counts once.
    """

    def __init__(self, monotonic: Callable[[], float], rest_s: float = REST_S) -> None:
        self._monotonic, self._rest_s = monotonic, rest_s
        self._pressed_at: float | None = None

    def takes_press(self) -> bool:
        """Record a press now, and tell whether it counts."""
        before, self._pressed_at = self._pressed_at, self._monotonic()
        return before is None or self._pressed_at - before >= self._rest_s

    def begin(self) -> None:
        """Start the rest now, as if there had been a press."""
        self._pressed_at = self._monotonic()
