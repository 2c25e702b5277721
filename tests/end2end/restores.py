"""The real program, whose instructor backs up, changes their name, and restores the backup.

Arguments: the backup's path, then the program's own. Prints a line for each window that comes.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from classroom_app.cli import main
from classroom_app.gui.main_window import MainWindow
from tests.end2end.restarts import say
from tests.helpers.dialogs import shown_dialog


class Instructor(QObject):
    """Does all in the first window, and closes the second."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._windows = 0

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        if qevent.type() == QEvent.Type.Show and isinstance(watched, MainWindow):
            self._windows += 1
            QTimer.singleShot(0, lambda: self._act(watched))
        return False

    def _act(self, window: MainWindow) -> None:
        say(f"window {window.console.services.instructor.profile.name}")
        if self._windows > 1:
            window.close()
            return
        data = window.settings_page.data
        data.backed_up.connect(lambda _path: self._rename(window))
        data.asked.connect(_confirm)
        window.console.tasks.run(
            window.console.services.instructor.rename("Before"),
            lambda _none: data.back_up(self._path),
        )

    def _rename(self, window: MainWindow) -> None:
        window.console.tasks.run(
            window.console.services.instructor.rename("After"),
            lambda _none: window.settings_page.data.look_into(self._path),
        )


def _confirm() -> None:
    dialog = shown_dialog()
    assert dialog is not None
    button = dialog.findChild(QPushButton, "confirmButton")
    assert isinstance(button, QPushButton)
    button.click()


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    instructor = Instructor(Path(sys.argv[1]))
    application.installEventFilter(instructor)
    raise SystemExit(main(sys.argv[2:]))
