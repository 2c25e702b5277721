"""A countdown that any key stops."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.tokens import Space


class CountdownBar(Panel):
    """Shows the countdown; `stopped` is emitted when its button was pressed."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("footer", parent)
        self.setObjectName("countdownBar")
        self._seconds = 0
        self._words = Label("", "heading", parent=self)
        self._stop = IconButton("close", name="stopCountdownButton", parent=self)
        self._stop.clicked.connect(self.stopped)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.addStretch(1)
        row.addWidget(self._words)
        row.addSpacing(Space.L)
        row.addWidget(self._stop)
        row.addStretch(1)
        self.hide()
        self.finish()

    def show_seconds(self, seconds: int) -> None:
        """Show how many seconds are left."""
        self._seconds = seconds
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._words.setText(
            self.tr("Next step in {seconds} s. Press any key to cancel.").format(
                seconds=self._seconds
            )
        )
        self._words.setAccessibleName(self._words.text())
        self._stop.setText(self.tr("Cancel"))
        self._stop.setAccessibleName(self.tr("Cancel the countdown"))
