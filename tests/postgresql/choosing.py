"""The real program, whose Settings are used with clicks: a server is chosen, and given up again.

Arguments: what to do in each window that comes, host, port, database and user of the server, then
the program's own; the password comes on stdin. Prints a line for each window and each question.
"""

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QRadioButton, QWidget

from classroom_app import cli
from classroom_app.gui.frame.own_data_banner import OwnDataBanner
from classroom_app.gui.frame.start_fault_dialog import StartFaultDialog
from classroom_app.gui.main_window import MainWindow
from tests.helpers.dialogs import shown_dialog


class Instructor(QObject):
    """Does one thing in each window that comes."""

    def __init__(self, plan: str, fields: list[str], password: str) -> None:
        super().__init__()
        names = ("host", "port", "database", "user")
        self._fields = {**dict(zip(names, fields, strict=True)), "password": password}
        self._plan: list[Callable[[QWidget], None]] = [
            {
                "server": self._choose_server,
                "here": self._choose_this_computer,
                "back": self._go_back,
                "quit": self._quit,
                "own": self._own_data,
                "again": self._again,
                "password": self._give_password,
            }[step]
            for step in plan.split(",")
        ]

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        if qevent.type() == QEvent.Type.Show and isinstance(watched, MainWindow | StartFaultDialog):
            QTimer.singleShot(0, lambda: self._act(watched))
        return False

    def _act(self, window: MainWindow | StartFaultDialog) -> None:
        if isinstance(window, MainWindow):
            place = window.console.services.start.place
            banner = window.findChild(OwnDataBanner)
            say(f"window url={place.url} banner={banner is not None and banner.isVisible()}")
        else:
            say("fault " + window.accessibleDescription().replace("\n", " "))
        self._plan.pop(0)(window)

    def _choose_server(self, window: QWidget) -> None:
        assert isinstance(window, MainWindow)
        window.show_page("settings")
        choice = window.findChild(QRadioButton, "serverChoice")
        assert choice is not None
        choice.click()
        for name, text in self._fields.items():
            _write(window, f"server{name.capitalize()}", text)
        encrypted = window.findChild(QCheckBox, "encryptedServerSetting")
        assert encrypted is not None
        encrypted.click()  # the tests' server has no certificate
        self._confirm_when_asked()
        _click(window, "usePlaceButton")

    def _choose_this_computer(self, window: QWidget) -> None:
        assert isinstance(window, MainWindow)
        window.show_page("settings")
        choice = window.findChild(QRadioButton, "hereChoice")
        assert choice is not None
        choice.click()
        self._confirm_when_asked()
        _click(window, "usePlaceButton")

    def _confirm_when_asked(self) -> None:
        def confirm() -> None:
            dialog = shown_dialog()
            if dialog is not None and dialog.objectName() in ("placeDialog", "notKeptDialog"):
                say(f"asked {dialog.objectName()}")
                _click(dialog, "confirmButton")

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusWindowChanged.connect(lambda _focus: QTimer.singleShot(0, confirm))

    def _go_back(self, window: QWidget) -> None:
        _click(window, "backToServerButton")

    def _quit(self, window: QWidget) -> None:
        window.close()

    def _own_data(self, window: QWidget) -> None:
        _click(window, "ownDataButton")

    def _again(self, window: QWidget) -> None:
        _click(window, "mainButton")

    def _give_password(self, window: QWidget) -> None:
        _write(window, "passwordField", self._fields["password"])
        keep = window.findChild(QCheckBox, "keepChoice")
        assert keep is not None
        keep.click()  # there is no keyring here
        _click(window, "mainButton")


def say(line: str) -> None:
    """Tell the test."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _write(window: QWidget, name: str, text: str) -> None:
    field = window.findChild(QLineEdit, name)
    assert isinstance(field, QLineEdit), name
    field.selectAll()
    field.insert(text)


def _click(window: QWidget, name: str) -> None:
    button = window.findChild(QPushButton, name)
    assert isinstance(button, QPushButton), name
    assert button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


if __name__ == "__main__":
    vars(cli)["is_told_in_window"] = lambda: True  # there is no terminal, but no screen either
    application = QApplication(sys.argv[:1])
    instructor = Instructor(sys.argv[1], sys.argv[2:6], sys.stdin.readline().rstrip("\n"))
    application.installEventFilter(instructor)
    raise SystemExit(cli.main(sys.argv[6:]))
