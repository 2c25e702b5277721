"""How far work has come, and a way to stop it."""

from PySide6.QtWidgets import QProgressBar, QWidget

from classroom_app.gui.kit.sheet import Sheet
from classroom_app.gui.tasks import Effort


class ProgressDialog(Sheet):
    """Follows an effort; Esc or the button stops it. The code that opened it closes it at the end.

    When stopped it closes at once, although work that waits for a dead disk stops much later.
    """

    def __init__(self, heading: str, effort: Effort, parent: QWidget) -> None:
        super().__init__("progressDialog", parent, width=420)
        self._effort = effort
        self.set_heading(heading)
        self._bar = QProgressBar(self)
        self._bar.setAccessibleName(heading)
        self._bar.setRange(0, 0)
        self.body.addWidget(self._bar)
        self._stop = self.add_button("stopButton")
        self._stop.clicked.connect(self.reject)
        effort.advanced.connect(self._on_advanced)
        self.retranslate()

    def reject(self) -> None:
        """Ask the effort to stop at its next step."""
        self._effort.cancel()
        super().reject()

    def retranslate(self) -> None:
        """Set the text of the button."""
        self._stop.setText(self.tr("Cancel"))
        self._stop.setAccessibleName(self.tr("Cancel"))

    def _on_advanced(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
