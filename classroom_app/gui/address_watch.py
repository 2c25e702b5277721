"""Tells the window when phones find this PC elsewhere."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from classroom_app.application.services import Network, ServerFacts


class AddressWatch(QObject):
    """`changed` has the addresses for phones before and now, the one to use first.

    They are the same when it is the address by name that has changed.
    """

    changed = Signal(list, list)

    def __init__(self, server: ServerFacts, network: Network, parent: QObject) -> None:
        super().__init__(parent)
        self._server, self._network = server, network
        self._known, self._name_url = server.urls(), network.name_url
        self._unsubscribe = network.subscribe(self._on_change)

    @property
    def urls(self) -> Sequence[str]:
        """The addresses for phones, the one to use first."""
        return self._known

    def close(self) -> None:
        """Hear of no change any more."""
        self._unsubscribe()

    def _on_change(self) -> None:
        before, name_before = self._known, self._name_url
        self._known, self._name_url = self._server.urls(), self._network.name_url
        if (self._known, self._name_url) != (before, name_before):
            self.changed.emit(before, self._known)
