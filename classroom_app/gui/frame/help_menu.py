"""The Help menu: the guide, diagnostics for support, and About."""

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from classroom_app.gui.console import Console
from classroom_app.gui.frame.support import Support
from classroom_app.gui.kit.toast import Toast

if TYPE_CHECKING:
    from classroom_app.gui.frame.guide_dialog import GuideDialog

SAID_MS = 4_000


class HelpMenu(QObject):
    """Opens the guide, copies the diagnostics, and shows versions and licences."""

    def __init__(self, console: Console, support: Support | None, window: QMainWindow) -> None:
        super().__init__(window)
        self._console, self._support, self._window = console, support, window
        self._menu = QMenu(window)
        self._toast = Toast(window, lift=88)
        self.copy_diagnostics = QAction(self)
        self.copy_diagnostics.setObjectName("copyDiagnosticsAction")
        self.copy_diagnostics.setVisible(support is not None)
        self.copy_diagnostics.triggered.connect(self._on_copy)
        self._about = QAction(self)
        self._about.setObjectName("aboutAction")
        self._about.triggered.connect(self._show_about)
        self._guide = QAction(self)
        self._guide.setObjectName("guideAction")
        self._guide.setShortcut(QKeySequence("F1"))
        self._guide.triggered.connect(self._show_guide)
        self._guide_dialog: GuideDialog | None = None
        self._menu.addActions([self._guide, self.copy_diagnostics, self._about])
        window.menuBar().addMenu(self._menu)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._menu.setTitle(self.tr("&Help"))
        self.copy_diagnostics.setText(self.tr("Copy &diagnostics"))
        self.copy_diagnostics.setIconText(self.tr("Copy diagnostics"))
        self.copy_diagnostics.setToolTip(
            self.tr("Copy version, folder and network details for support. No names included.")
        )
        self._guide.setText(self.tr("&Guide"))
        self._about.setText(self.tr("&About"))

    def show_own_lesson(self) -> None:
        """Show the guide's chapter on making a lesson."""
        self._show_guide().show_own_lesson()

    def show_school(self) -> None:
        """Show the guide's page about a school's server."""
        self._show_guide().show_school()

    def _show_about(self) -> None:
        from classroom_app.gui.frame.about_dialog import AboutDialog

        AboutDialog(self._console.tasks, self._window).open()

    def _show_guide(self) -> "GuideDialog":
        """Show the guide, or bring the open one to the front."""
        if self._guide_dialog is None:
            from classroom_app.gui.frame.guide_dialog import GuideDialog

            self._guide_dialog = GuideDialog(self._console.language.code, self._window)
            self._guide_dialog.finished.connect(self._forget_guide)
        self._guide_dialog.show()
        self._guide_dialog.activateWindow()
        return self._guide_dialog

    def _forget_guide(self) -> None:
        if self._guide_dialog is not None:
            self._guide_dialog.deleteLater()
            self._guide_dialog = None

    def _on_copy(self) -> None:
        if self._support is not None:
            self._console.tasks.run(asyncio.to_thread(self._support.diagnose), self._copied)

    def _copied(self, report: str) -> None:
        QGuiApplication.clipboard().setText(report)
        self._toast.say(
            self.tr("Copied version, folder and network details. No names included."),
            shown_ms=SAID_MS,
        )
