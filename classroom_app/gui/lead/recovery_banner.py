"""An interrupted class: one click resumes it."""

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
    """`recover_requested` has the session to resume; `computer` names another that led it.

    `computer` is None if this one did, "" if its name is unknown.
    """

    recover_requested = Signal(object)

    def __init__(
        self, summary: SessionSummary, parent: QWidget | None = None, computer: str | None = None
    ) -> None:
        super().__init__("notice", parent)
        self.setObjectName("recoveryBanner")
        self._summary, self._computer = summary, computer
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
        """Make Return resume the class."""
        self._go_on.setFocus()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        title, code = self._summary.title, formatted_code(self._summary.code)
        if self._computer is None:
            text = self.tr(
                "The class “{title}” ({code}) was interrupted. Resume where you left "
                "off. Phones reconnect automatically."
            ).format(title=title, code=code)
        else:
            text = self.tr(
                "The class “{title}” ({code}) was interrupted on {computer}. You can resume it on "
                "this computer. Phones then need the new QR code."
            ).format(title=title, code=code, computer=self._computer or self.tr("another computer"))
        self._words.setText(text)
        self._go_on.setText(self.tr("Resume") if self._computer is None else self.tr("Resume here"))
        self._go_on.setAccessibleName(self.tr("Resume {title}").format(title=self._summary.title))

    def restyle(self) -> None:
        """Draw the icon in the current colours."""
        colour = self.colours.warning
        self._sign.setPixmap(pixmap("history", colour, 22, self.devicePixelRatioF()))
