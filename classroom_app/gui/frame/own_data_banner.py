"""The school's server could not be used at the start: classes are stored here this time."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from classroom_app.application.start_service import RestartRequest
from classroom_app.gui.console import Console
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.icons import pixmap
from classroom_app.gui.theme.tokens import Space


class OwnDataBanner(Panel):
    """Visible as long as the program runs; `restart_requested` asks to go back to the server."""

    restart_requested = Signal(object)  # a `RestartRequest`

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("notice", parent)
        self.setObjectName("ownDataBanner")
        self._console = console
        self._sign = QLabel(self)
        self._words = Label("", wraps=True, parent=self)
        self._words.setObjectName("ownDataText")
        self._back = IconButton(name="backToServerButton", parent=self)
        self._back.clicked.connect(self._on_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        row.setSpacing(Space.M)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._back)
        console.actions.changed.connect(self._show_state)
        self.finish()
        self._show_state()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._words.setText(
            self.tr(
                "The school's server could not be used at the start. Classes that you lead now are "
                "kept on this computer alone, and are not copied to the server later."
            )
        )
        self._words.setAccessibleName(self._words.text())
        self._back.setText(self.tr("Try the server again"))
        self._back.setAccessibleName(self.tr("Try the server again"))
        self._show_state()

    def restyle(self) -> None:
        """Draw the icon in the current colours."""
        colour = self.colours.warning
        self._sign.setPixmap(pixmap("warning", colour, 22, self.devicePixelRatioF()))

    def _show_state(self) -> None:
        may = self._console.actions.new_class.isEnabled()
        self._back.setEnabled(may)
        self._back.setToolTip("" if may else self.tr("A class is open. End it first."))

    def _on_back(self) -> None:
        services = self._console.services
        self.restart_requested.emit(
            RestartRequest(
                services.server.port,
                services.data_dir,
                services.server.scheme == "https",
                services.start.place.passed_over,
            )
        )
