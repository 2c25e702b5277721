"""A class that was cut off: one click goes on with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from classroom_app.application.ports import SessionSummary
from classroom_app.domain.session_code import formatted_code
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.icons import pixmap
from classroom_app.gui.theme.tokens import Space


class RecoveryBanner(Panel):
    """`recover_requested` has the session to go on with."""

    recover_requested = Signal(object)

    def __init__(self, summary: SessionSummary, parent: QWidget | None = None) -> None:
        super().__init__("notice", parent)
        self.setObjectName("recoveryBanner")
        self._summary = summary
        self._sign = QLabel(self)
        self._words = Label("", wraps=True, parent=self)
        self._go_on = IconButton("play", kind="primary", name="takeUpButton", parent=self)
        self._go_on.setAutoDefault(True)
        self._go_on.clicked.connect(lambda: self.recover_requested.emit(summary))
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.M, Space.M, Space.M)
        row.setSpacing(Space.M)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._go_on)
        self.finish()

    def take_focus(self) -> None:
        """Let Return go on."""
        self._go_on.setFocus()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._words.setText(
            self.tr(
                "The class “{title}” ({code}) was interrupted. Resume where you left "
                "off. Phones reconnect automatically."
            ).format(title=self._summary.title, code=formatted_code(self._summary.code))
        )
        self._go_on.setText(self.tr("Resume"))
        self._go_on.setAccessibleName(self.tr("Resume {title}").format(title=self._summary.title))

    def restyle(self) -> None:
        """Draw the icon in the present colours."""
        colour = self.colours.waiting
        self._sign.setPixmap(pixmap("history", colour, 22, self.devicePixelRatioF()))
