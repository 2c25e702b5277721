"""One press, one action: what follows too soon was not meant."""

from collections.abc import Callable

# Buttons of presenter remotes bounce within 0.2 s, and a key that is held repeats after at most
# 0.7 s on the systems that do not say that it is a repeat.
REST_S = 0.8


class Rest:
    """Asks for `REST_S` seconds between one press and the next.

    A press that comes too soon begins the rest anew, so that a whole burst counts once.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._pressed_at: float | None = None

    def takes_press(self) -> bool:
        """Note a press now, and tell whether it counts."""
        before, self._pressed_at = self._pressed_at, self._monotonic()
        return before is None or self._pressed_at - before >= REST_S

    def begin(self) -> None:
        """Rest from now on, as if there had been a press."""
        self._pressed_at = self._monotonic()
