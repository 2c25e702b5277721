"""A fake state of the connection to the database, which a test sets."""

from collections.abc import Callable

from classroom_app.application.ports import LineTrouble


class SetLine:
    """Implements `application.ports.Line`."""

    def __init__(self) -> None:
        self.trouble: LineTrouble | None = None
        self._listeners: list[Callable[[], None]] = []

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call `listener` at each change."""
        self._listeners.append(listener)

    def be(self, trouble: LineTrouble | None) -> None:
        """Change the state, and notify the listeners."""
        self.trouble = trouble
        for listener in list(self._listeners):
            listener()
