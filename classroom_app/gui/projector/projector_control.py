"""Opens the projector on the second screen if there is one, and closes it."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from classroom_app.gui.console import Console
from classroom_app.gui.projector.projector import Projector


class ProjectorControl(QObject):
    """Keeps the action and the window in step."""

    def __init__(self, console: Console, window: QWidget) -> None:
        super().__init__(window)
        self._console, self._window = console, window
        self._projector: Projector | None = None
        console.actions.projector.triggered.connect(self.toggle)
        console.actions.close_projector.triggered.connect(self.close)

    @property
    def projector(self) -> Projector | None:
        """The window on the big screen, while it is open."""
        return self._projector

    def toggle(self) -> None:
        """Open the projector, or close it."""
        if self._projector is not None:
            self.close()
            return
        projector = Projector(self._console, self._window)
        projector.closed.connect(self._on_closed)
        here = self._window.screen()
        others = [screen for screen in QGuiApplication.screens() if screen is not here]
        projector.setGeometry((others or [here])[0].geometry())
        self._projector = projector
        projector.showFullScreen()
        self._console.actions.offer_projector_close(True)

    def close(self) -> None:
        """Close the projector if it is open."""
        if self._projector is not None:
            self._projector.close()

    def _on_closed(self) -> None:
        self._projector = None
        self._console.actions.offer_projector_close(False)
