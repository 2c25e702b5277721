"""Names students whose help requests were closed by finishing the step, and can reopen them."""

from PySide6.QtCore import QObject

from classroom_app.domain import commands as cmd
from classroom_app.gui.console import Console
from classroom_app.gui.kit.toast import Toast


class HelpWatch(QObject):
    """Collects further requests that are closed while the Undo is still offered."""

    def __init__(self, console: Console, toast: Toast, parent: QObject) -> None:
        super().__init__(parent)
        self._console, self._toast = console, toast
        self._closed: list[int] = []
        console.bridge.session_changed.connect(self._on_session_changed)
        console.bridge.help_finished.connect(self._on_help_finished)

    def _on_session_changed(self) -> None:
        self._closed = []
        self._toast.dismiss()

    def _on_help_finished(self, help_request_ids: tuple[int, ...]) -> None:
        before = self._closed if self._toast.can_undo else []
        self._closed, names = [], list[str]()
        session = self._console.bridge.session
        for help_request_id in [*before, *help_request_ids]:
            request = session.help_queue.get(help_request_id) if session is not None else None
            if session is None or request is None or request.is_open:
                continue
            participant = session.participants[request.participant_id]
            if not participant.removed:  # the requests of removed students stay closed
                self._closed.append(help_request_id)
                names.append(participant.name)
        if names:
            words = self.tr("Step finished, help request closed: {names}")
            self._toast.say(words.format(names=", ".join(dict.fromkeys(names))), self._reopen)

    def _reopen(self) -> None:
        closed, self._closed = self._closed, []
        for help_request_id in closed:
            self._console.dispatcher.send(cmd.ReopenHelp(help_request_id))
