"""Files that the system asks a running program to open."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from classroom_app.gui.opened_files import OpenedFiles


def test_files_wait_for_whoever_takes_them(qapp: QApplication) -> None:
    files = OpenedFiles(qapp)
    try:
        for name in ("/lessons/one.json", "/lessons/two.json"):
            QCoreApplication.sendEvent(qapp, QFileOpenEvent(name))
        taken: list[str] = []
        files.hand_to(taken.append)
        QCoreApplication.sendEvent(qapp, QFileOpenEvent("/lessons/셋.json"))
        assert taken == ["/lessons/one.json", "/lessons/two.json", "/lessons/셋.json"]
        files.hand_to(None)
        QCoreApplication.sendEvent(qapp, QFileOpenEvent("/lessons/four.json"))
        assert len(taken) == 3
        files.hand_to(taken.append)
        assert taken[3:] == ["/lessons/four.json"]
    finally:
        qapp.removeEventFilter(files)
