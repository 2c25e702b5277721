"""Tells the window when phones find this PC elsewhere."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from classroom_app.application.services import Network, ServerFacts


class AddressWatch(QObject):
    """`changed` has the addresses for phones before and now, the one to use first."""

    changed = Signal(list, list)

    def __init__(self, server: ServerFacts, network: Network, parent: QObject) -> None:
        super().__init__(parent)
        self._server = server
        self._known = server.urls()
        self._unsubscribe = network.subscribe(self._on_change)

    @property
    def urls(self) -> Sequence[str]:
        """The addresses for phones, the one to use first."""
        return self._known

    def close(self) -> None:
        """Hear of no change any more."""
        self._unsubscribe()

    def _on_change(self) -> None:
        before, self._known = self._known, self._server.urls()
        if self._known != before:
            self.changed.emit(before, self._known)
