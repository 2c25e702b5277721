"""Notifies the window when this PC's addresses for phones change."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from classroom_app.application.services import Network, ServerFacts


class AddressWatch(QObject):
    """`changed` has the addresses for phones before and after, the preferred one first.

    The lists are equal when only the address by name has changed.
    """

    changed = Signal(list, list)

    def __init__(self, server: ServerFacts, network: Network, parent: QObject) -> None:
        super().__init__(parent)
        self._server, self._network = server, network
        self._known, self._name_url = server.urls(), network.name_url
        self._unsubscribe = network.subscribe(self._on_change)

    @property
    def urls(self) -> Sequence[str]:
        """The addresses for phones, the preferred one first."""
        return self._known

    def close(self) -> None:
        """Stop watching."""
        self._unsubscribe()

    def _on_change(self) -> None:
        before, name_before = self._known, self._name_url
        self._known, self._name_url = self._server.urls(), self._network.name_url
        if (self._known, self._name_url) != (before, name_before):
            self.changed.emit(before, self._known)
