"""The real program, whose Settings are used with clicks: another port, then another folder.

Arguments: the port to change to, the folder to change to, then the program's own. Prints a line
for each window that comes.
"""

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from classroom_app.cli import main
from classroom_app.gui.main_window import MainWindow
from tests.helpers.dialogs import shown_dialog


class Instructor(QObject):
    """Does one thing in each window that comes."""

    def __init__(self, port: str, folder: str) -> None:
        super().__init__()
        self._port, self._folder = port, folder
        self._plan: list[Callable[[MainWindow], None]] = [
            self._change_port,
            self._change_folder,
            self._quit,
        ]

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        if qevent.type() == QEvent.Type.Show and isinstance(watched, MainWindow):
            QTimer.singleShot(0, lambda: self._act(watched))
        return False

    def _act(self, window: MainWindow) -> None:
        services = window.console.services
        say(f"window port={services.server.port} folder={services.data_dir}")
        window.show_page("settings")
        self._plan.pop(0)(window)

    def _change_port(self, window: MainWindow) -> None:
        field = window.findChild(QLineEdit, "portSetting")
        assert isinstance(field, QLineEdit)
        field.selectAll()
        QTest.keyClicks(field, self._port)
        _click(window, "usePortButton")

    def _change_folder(self, window: MainWindow) -> None:
        QApplication.instance().focusWindowChanged.connect(  # type: ignore[union-attr]
            lambda _focus: QTimer.singleShot(0, self._confirm)
        )
        window.settings_page.start.choose_folder(self._folder)

    def _confirm(self) -> None:
        dialog = shown_dialog()
        if dialog is not None and dialog.objectName() == "moveDialog":
            _click(dialog, "confirmButton")

    def _quit(self, window: MainWindow) -> None:
        label = window.findChild(QLabel, "dataFolderLabel")
        assert isinstance(label, QLabel)
        say(f"shown {label.text()}")
        window.close()


def say(line: str) -> None:
    """Tell the test."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _click(window: QWidget, name: str) -> None:
    button = window.findChild(QPushButton, name)
    assert isinstance(button, QPushButton), name
    assert button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    instructor = Instructor(*sys.argv[1:3])
    application.installEventFilter(instructor)
    raise SystemExit(main(sys.argv[3:]))
