"""Opens the projector on the second screen if there is one, and closes it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from classroom_app.gui.console import Console

if TYPE_CHECKING:
    from classroom_app.gui.projector.projector import Projector

# How long a window manager may take to arrange its windows after the screens have changed.
SETTLES_WITHIN_MS = 1_000


def free_screen(window: QWidget) -> QScreen | None:
    """Return a screen that this window is not on, or None."""
    here = window.screen()
    return next((one for one in QGuiApplication.screens() if one is not here), None)


class ProjectorControl(QObject):
    """Keeps the action in sync with the window, and the projector on a screen of its own.

    `screen_lost`: its screen was disconnected, and the projector was closed, since the system would
    put it over the main window, with the keyboard focus. `screen_returned`: a screen was connected,
    and the projector is open on it if there is still a class to show.
    """

    screen_lost = Signal()
    screen_returned = Signal()

    def __init__(
        self,
        console: Console,
        window: QWidget,
        free_screen: Callable[[QWidget], QScreen | None] = free_screen,
    ) -> None:
        super().__init__(window)
        self._free_screen = free_screen
        self._console, self._window = console, window
        self._projector: Projector | None = None
        self._screen: QScreen | None = None
        self._screen_name = ""
        self._waits_for_screen = False
        self._settling = QTimer(self, singleShot=True, interval=SETTLES_WITHIN_MS)
        self._settling.timeout.connect(self._on_settled)
        console.actions.projector.triggered.connect(self.toggle)
        console.actions.close_projector.triggered.connect(self.close)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenRemoved.connect(self._on_screen_removed)
        app.screenAdded.connect(self._on_screen_added)
        for screen in app.screens():
            screen.geometryChanged.connect(self._on_any_geometry_changed)

    @property
    def projector(self) -> "Projector | None":
        """The projector's window, or None while it is closed."""
        return self._projector

    def toggle(self) -> None:
        """Open the projector, or close it."""
        self._waits_for_screen = False
        if self._projector is not None:
            self.close()
        else:
            self._open(self._free_screen(self._window) or self._window.screen())

    def close(self) -> None:
        """Close the projector if it is open."""
        if self._projector is not None:
            self._projector.close()

    def reload_picture(self) -> None:
        """Show the step's picture again, as it is now."""
        if self._projector is not None:
            self._projector.reload_picture()

    def _open(self, screen: QScreen, *, by_itself: bool = False) -> None:
        from classroom_app.gui.projector.projector import Projector

        projector = Projector(self._console, self._window)
        projector.closed.connect(self._on_closed)
        # Keep the focus where it is: the instructor may be typing a message.
        projector.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, by_itself)
        projector.setScreen(screen)
        projector.setGeometry(screen.geometry())
        screen.geometryChanged.connect(self._on_geometry_changed)
        self._projector, self._screen, self._screen_name = projector, screen, screen.name()
        if by_itself:  # `showFullScreen` would take the focus
            projector.setWindowState(Qt.WindowState.WindowFullScreen)
            projector.show()
        else:
            projector.showFullScreen()
        self._console.actions.offer_projector_close(True)

    def _on_screen_removed(self, screen: QScreen) -> None:
        """Close before the system moves the window to the remaining screen."""
        if self._projector is None or self._screen is None:
            return
        is_alone = self._screen is not self._window.screen() and len(QGuiApplication.screens()) < 2
        if screen is self._screen or is_alone:
            self.close()
            self._waits_for_screen = True
            self.screen_lost.emit()

    def _on_screen_added(self, screen: QScreen) -> None:
        """Reopen the projector, or move it from the main window's screen to a free one."""
        screen.geometryChanged.connect(self._on_any_geometry_changed)
        is_over_console = self._screen is not None and self._screen is self._window.screen()
        free = screen if screen is not self._window.screen() else self._free_screen(self._window)
        if free is None or not (self._waits_for_screen or is_over_console):
            return
        self.close()
        self._waits_for_screen = False
        if self._console.actions.projector.isEnabled():
            self._open(free, by_itself=True)
        self.screen_returned.emit()

    def _on_geometry_changed(self, geometry: QRect) -> None:
        """Follow the screen: its position or size may be set only after it was added."""
        if self._projector is not None:
            self._projector.setGeometry(geometry)

    def _on_any_geometry_changed(self, _geometry: QRect) -> None:
        self._settling.start()

    def _on_settled(self) -> None:
        """Move it back if a window manager has put it elsewhere, perhaps over the main window."""
        projector, name = self._projector, self._screen_name
        # By name: PySide considers a screen gone once a window that was on it is deleted.
        screen = next((one for one in QGuiApplication.screens() if one.name() == name), None)
        if projector is None or screen is None or projector.geometry() == screen.geometry():
            return
        projector.setWindowState(Qt.WindowState.WindowNoState)  # otherwise it is not moved
        projector.setGeometry(screen.geometry())
        projector.setWindowState(Qt.WindowState.WindowFullScreen)

    def _on_closed(self) -> None:
        if self._screen is not None:
            self._screen.geometryChanged.disconnect(self._on_geometry_changed)
        self._projector = self._screen = None
        self._console.actions.offer_projector_close(False)
