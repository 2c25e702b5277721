"""Buttons to fix a Windows firewall that blocks phones."""

from PySide6.QtCore import QProcess, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from classroom_app.application.firewall import FirewallReport
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import Label
from classroom_app.gui.theme.tokens import Space

# Opens the page “Allowed apps” in Windows 7 to 11.
ALLOWED_APPS = ("control.exe", "/name", "Microsoft.WindowsFirewall", "/page", "pageConfigureApps")


class FirewallHelp(QWidget):
    """Two buttons and a hint, hidden while nothing needs fixing.

    `open_requested` carries the command that opens the page of allowed apps.
    """

    open_requested = Signal(tuple)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._report: FirewallReport | None = None
        self._open = IconButton("settings", name="openFirewallButton", parent=self)
        self._open.clicked.connect(lambda: self.open_requested.emit(ALLOWED_APPS))
        self._copy = IconButton("copy", name="copyFirewallCommand", parent=self)
        self._copy.clicked.connect(self._on_copy)
        self._hint = Label("", "caption", wraps=True, parent=self)
        self._hint.setObjectName("firewallHint")
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._open)
        row.addWidget(self._copy)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.S, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(row)
        column.addWidget(self._hint)
        self.hide()

    def show_report(self, report: FirewallReport | None) -> None:
        """Show the buttons for this report, or hide them for None."""
        if report != self._report:
            self._report = report
            self._copy.setText(self.tr("Copy the command"))
        self.setVisible(report is not None)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._open.setText(self.tr("Open the allowed apps"))
        self._open.setAccessibleName(self.tr("Open the allowed apps of Windows' firewall"))
        self._copy.setText(self.tr("Copy the command"))
        self._copy.setAccessibleName(self.tr("Copy the command that lets phones in"))
        self._hint.setText(
            self.tr(
                "The command does the same for administrators: right-click Start, choose “Terminal "
                "(Admin)” or “Windows PowerShell (Admin)”, paste it, and press Enter."
            )
        )

    def _on_copy(self) -> None:
        if self._report is not None:
            QGuiApplication.clipboard().setText(self._report.command)
            self._copy.setText(self.tr("Copied"))


def open_page(command: tuple[str, ...]) -> None:
    """Start a command that opens a page of Windows' control panel, as a detached process."""
    QProcess.startDetached(command[0], list(command[1:]))
