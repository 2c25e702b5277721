"""Somebody is guessing the class code: what that means, and what to do."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.console import Console
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.icons import pixmap
from classroom_app.gui.theme.tokens import Space


class GuessBanner(Panel):
    """Shown on every page while a class is open; hidden by a new code or its close button."""

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("notice", parent)
        self.setObjectName("guessBanner")
        self._console = console
        self._sign = QLabel(self)
        self._words = Label("", wraps=True, parent=self)
        self._words.setObjectName("guessText")
        self._new_code = IconButton("lock", kind="primary", name="longerCodeButton", parent=self)
        self._new_code.clicked.connect(console.actions.new_code.trigger)
        self._close = IconButton("close", kind="quiet", name="guessCloseButton", parent=self)
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        row.setSpacing(Space.M)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._new_code)
        row.addWidget(self._close)
        console.guessing_began.connect(self._on_began)
        console.bridge.code_changed.connect(self.hide)
        console.bridge.session_changed.connect(self.hide)
        console.bridge.lead_changed.connect(self._hide_after_end)
        self.hide()
        self.finish()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._words.setText(
            self.tr(
                "Someone is guessing the class code. Students with the right code still get in. "
                "A new, longer code stops it: phones in the class stay connected, and new "
                "students need the new code."
            )
        )
        self._words.setAccessibleName(self._words.text())
        self._new_code.setText(self.tr("New, longer code"))
        self._new_code.setAccessibleName(self.tr("New, longer code"))
        self._close.setAccessibleName(self.tr("Close this notice"))
        self._close.setToolTip(self.tr("Close this notice"))

    def restyle(self) -> None:
        """Draw the icon in the current colours."""
        colour = self.colours.warning
        self._sign.setPixmap(pixmap("warning", colour, 22, self.devicePixelRatioF()))

    def _on_began(self) -> None:
        if self._console.actions.new_code.isEnabled():
            self.show()

    def _hide_after_end(self) -> None:
        session = self._console.board.session
        if session is None or session.status is SessionStatus.ENDED:
            self.hide()
