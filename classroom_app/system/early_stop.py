"""A request to end the program before its event loop listens for signals.

Python raises `KeyboardInterrupt` wherever the main thread happens to be. In a finalizer, or in code
that Qt has called, the exception is only printed and the start would go on, so the request is
remembered until `system.ends` can follow it.
"""

import signal
from types import FrameType


class EarlyStop:
    """Records whether the process was asked to end."""

    def __init__(self) -> None:
        self.is_asked_for = False

    def listen(self) -> None:
        """Treat Ctrl-C and SIGTERM as such a request, until the event loop handles signals."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._interrupt)

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        self.is_asked_for = True
        raise KeyboardInterrupt


EARLY_STOP = EarlyStop()
"""The instance of this process."""
