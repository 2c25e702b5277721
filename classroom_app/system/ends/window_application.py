"""The application for windows, which reports Qt's request to quit."""

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication


class WindowApplication(QApplication):
    """Calls `on_quit` instead of quitting, if it is set.

    An event filter of the application would do too, but it gets the events of all widgets: for each
    one, Qt's binding makes Python objects of the event and of the widget, and for the first widget
    of an unknown type it creates hundreds of types, which took 20 ms of the start.
    """

    on_quit: Callable[[], None] | None = None

    def event(self, qevent: QEvent) -> bool:
        """Report the request to quit; only the application's own events come here."""
        if qevent.type() == QEvent.Type.Quit and self.on_quit is not None:
            self.on_quit()
            return True
        return super().event(qevent)
