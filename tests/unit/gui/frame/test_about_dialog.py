from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from classroom_app import __version__
from classroom_app.gui.frame.about_dialog import AboutDialog
from classroom_app.system.shipped_parts import shipped_parts
from tests.unit.gui.conftest import PromptTasks


def test_about_lists_the_parts_and_their_licences_in_full(window: QWidget, qtbot: QtBot) -> None:
    class ThreadlessTasks(PromptTasks):
        def run(self, work: Any, done: Any = None, failed: Any = None, ended: Any = None) -> None:
            work.close()
            done(shipped_parts())

    dialog = AboutDialog(ThreadlessTasks(window), window)
    dialog.open()
    field = dialog.findChild(QPlainTextEdit, "partsField")
    assert isinstance(field, QPlainTextEdit)
    assert field.toPlainText().startswith("aiohappyeyeballs ")
    assert "Redistribution and use in source and binary forms" in field.toPlainText()
    assert __version__ in dialog.heading.text()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
