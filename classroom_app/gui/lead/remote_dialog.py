"""The instructor's own phone as a remote: a QR code that works once, for a minute."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from classroom_app.application.ports import StorageError
from classroom_app.application.services import RemoteControl
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.qr_code import QrCode
from classroom_app.gui.kit.sheet import Sheet
from classroom_app.gui.tasks import Tasks

# The same as `PASS_LIVES_S` in `server/remote.py`, which the GUI may not import.
VALID_S = 60


class RemoteDialog(Sheet):
    """Shows the code and how long it is valid; can revoke every remote's right."""

    def __init__(
        self, remote: RemoteControl, session_id: int, tasks: Tasks, parent: QWidget
    ) -> None:
        super().__init__("remoteDialog", parent)
        self._remote, self._session_id, self._tasks = remote, session_id, tasks
        self._left = 0
        self._has_address = False
        centre = Qt.AlignmentFlag.AlignHCenter
        self._qr = QrCode(320, self)
        self._time = Label("", "heading", parent=self)
        self._time.setAlignment(centre)
        self._hint = Label("", "muted", wraps=True, parent=self)
        self._hint.setAlignment(centre)
        self._state = Label("", "muted", parent=self)
        self._state.setAlignment(centre)
        self.body.addWidget(self._qr, 0, centre)
        for label in (self._time, self._hint, self._state):
            self.body.addWidget(label)
        self._revoke = self.add_button("revokeButton", "danger")
        self._revoke.clicked.connect(self._on_revoke)
        self._renew = self.add_button("renewButton")
        self._renew.clicked.connect(self.renew)
        self._close = self.add_button("closeButton", "primary", is_default=True)
        self._close.clicked.connect(self.accept)
        self._timer = QTimer(self, interval=1_000)
        self._timer.timeout.connect(self._on_second)
        self.renew()

    def renew(self) -> None:
        """Show a fresh code for the current address of this computer."""
        url = self._remote.new_url(self._session_id)
        self._has_address = bool(url)
        self._qr.show_text(url)
        self._qr.setAccessibleName(self.tr("QR code for the remote"))
        self._left = VALID_S
        self._timer.start()
        self.retranslate()
        if self.isVisible():
            self.fit()

    def renew_if_shown(self) -> None:
        """Replace a code that is still valid, since the address has changed."""
        if self._left > 0 or not self._has_address:
            self.renew()

    def give_way(self, pixels: int) -> bool:
        """Shrink the code on a low screen."""
        return self._qr.shrink(pixels)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.set_heading(self.tr("Use your phone as a remote"))
        self._hint.setText(
            self.tr(
                "Scan with your own phone. It can run your classes until the end of the day. Don't "
                "show this on the projector: anyone who scans it can run the class."
            )
        )
        for button, text in (
            (self._revoke, self.tr("Disconnect all")),
            (self._renew, self.tr("New code")),
            (self._close, self.tr("Close")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
        self._show_state()

    def _show_state(self) -> None:
        is_good = self._left > 0 and self._has_address
        self._qr.setEnabled(is_good)
        self._qr.setVisible(is_good)
        if not self._has_address:
            self._time.setText(self.tr("This computer is in no network that phones can reach."))
        elif is_good:
            self._time.setText(self.tr("Valid once, for {seconds} s").format(seconds=self._left))
        else:
            self._time.setText(self.tr("This code has expired."))
        in_use = self._remote.is_in_use
        if not self._remote.has_remotes:
            state = self.tr("No phone is connected as remote.")
        elif self._remote.is_connected:
            state = self.tr("A phone is connected as remote.")
        else:
            state = self.tr("A phone may lead, but is not connected now.")
        if self._remote.has_programs:
            state += "\n" + self.tr("A program with the instructor key may lead too.")
        self._state.setText(state)
        self._revoke.setEnabled(in_use)
        self._revoke.setToolTip(
            self.tr("Ends every remote and sign-in with the instructor key, and makes another key.")
            if in_use
            else self.tr("No phone is connected as remote.")
        )

    def _on_second(self) -> None:
        """Count down; beyond that, a phone may connect or be disconnected at any moment."""
        self._left = max(self._left - 1, 0)
        self._show_state()

    def _on_revoke(self) -> None:
        self._tasks.run(self._remote.revoke(), lambda _none: self._show_state(), self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        """Report what a failed `revoke` left: nothing has changed, or only until the next start."""
        self._show_state()
        words = (
            self.tr("Not disconnected: this couldn't be saved ({cause}).")
            if isinstance(error, StorageError)
            else self.tr(
                "Disconnected. But the new key couldn't be saved ({cause}): after the next start, "
                "the old one is valid again."
            )
        )
        self._state.setText(words.format(cause=cause_text(error)))
        self.fit()
