"""Dialogs are opened, never executed; Return confirms, Esc goes back."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from classroom_app import __version__
from classroom_app.gui.frame.about_dialog import AboutDialog
from classroom_app.gui.kit.ask_dialog import AskDialog
from classroom_app.gui.kit.faults_dialog import FaultsDialog
from classroom_app.gui.lead.name_dialog import NameDialog
from classroom_app.gui.lead.picture_dialog import MAX_SIDE, PictureDialog, read_picture
from classroom_app.gui.lead.qr_dialog import QrDialog
from classroom_app.gui.lead.rehearsal_dialog import RehearsalDialog
from classroom_app.gui.lead.remote_dialog import VALID_S, RemoteDialog
from classroom_app.gui.lead.words_dialog import MAX_LENGTH, WordsDialog
from classroom_app.system.shipped_parts import shipped_parts
from tests.unit.gui.conftest import PromptTasks, language_change


class Remote:
    """A remote that counts."""

    def __init__(self) -> None:
        self.given = 0
        self.is_in_use = False

    def new_url(self, session_id: int) -> str:
        self.given += 1
        return f"http://192.168.0.12:8000/remote/{session_id}/{self.given}"

    async def revoke(self) -> None:
        self.is_in_use = False


def button(dialog: QWidget, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def ask(window: QWidget) -> AskDialog:
    dialog = AskDialog("endDialog", "End the class?", "It is over then.", "End class", window)
    dialog.open()
    return dialog


def test_return_confirms(window: QWidget, qtbot: QtBot) -> None:
    dialog = ask(window)
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog, Qt.Key.Key_Return)


def test_esc_goes_back(window: QWidget, qtbot: QtBot) -> None:
    dialog = ask(window)
    language_change(dialog)
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_words_are_sent_with_ctrl_return(window: QWidget, qtbot: QtBot) -> None:
    dialog = WordsDialog("Message to all", window)
    dialog.open()
    field = dialog.findChild(QPlainTextEdit)
    assert isinstance(field, QPlainTextEdit)
    send = button(dialog, "sendButton")
    assert not send.isEnabled()
    field.setPlainText("x" * (MAX_LENGTH + 1))
    assert send.toolTip() == "Message is too long."
    field.setPlainText("  <b>Look</b> up  ")
    with qtbot.waitSignal(dialog.words_given) as given:
        send.click()
    assert given.args == ["<b>Look</b> up"]


def test_another_name(window: QWidget, qtbot: QtBot) -> None:
    dialog = NameDialog("Rename Kim", "Kim", window)
    dialog.open()
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText(" ")
    assert not button(dialog, "saveButton").isEnabled()
    field.setText("김영희 ")
    with qtbot.waitSignal(dialog.name_given) as given:
        button(dialog, "saveButton").click()
    assert given.args == ["김영희"]


def test_how_to_join(window: QWidget, qtbot: QtBot) -> None:
    address = "http://192.168.0.12:8000"
    dialog = QrDialog(f"{address}/join/482913", [address], "482913", window)
    dialog.open()
    with qtbot.waitSignal(dialog.accepted):
        button(dialog, "closeButton").click()


def test_all_faults_at_once(window: QWidget, qtbot: QtBot) -> None:
    dialog = FaultsDialog("Couldn't import bad.json", "Fix:", ["title: missing", "x"], window)
    dialog.open()
    field = dialog.findChild(QPlainTextEdit)
    assert isinstance(field, QPlainTextEdit)
    assert "title: missing" in field.toPlainText()
    with qtbot.waitSignal(dialog.accepted):
        button(dialog, "closeButton").click()


def test_a_picture_large(window: QWidget, qtbot: QtBot, tmp_path: Path) -> None:
    image = QImage(MAX_SIDE * 2, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    path = tmp_path / "shot.png"
    assert image.save(str(path))
    read = read_picture(str(path))
    assert read.width() == MAX_SIDE
    dialog = PictureDialog("Kim's screen", read, window)
    dialog.open()
    with qtbot.waitSignal(dialog.accepted):
        button(dialog, "closeButton").click()
    assert read_picture(str(tmp_path / "none.png")).isNull()


def test_the_remote_has_a_minute(window: QWidget, qtbot: QtBot) -> None:
    remote = Remote()
    dialog = RemoteDialog(remote, 1, PromptTasks(window), window)
    dialog.open()
    assert not button(dialog, "revokeButton").isEnabled()
    for _second in range(VALID_S):
        dialog._on_second()
    assert dialog._time.text() == "This code has expired."
    remote.is_in_use = True
    button(dialog, "renewButton").click()
    assert remote.given == 2
    button(dialog, "revokeButton").click()
    assert not remote.is_in_use
    with qtbot.waitSignal(dialog.accepted):
        button(dialog, "closeButton").click()


def test_how_many_come_to_the_rehearsal(window: QWidget, qtbot: QtBot) -> None:
    dialog = RehearsalDialog("알림 켜기", window)
    dialog.open()
    count = dialog.findChild(QSpinBox)
    assert isinstance(count, QSpinBox)
    count.setValue(100)
    with qtbot.waitSignal(dialog.count_given) as given:
        button(dialog, "beginButton").click()
    assert given.args == [60]


def test_about_lists_the_parts_and_their_licences_in_full(window: QWidget, qtbot: QtBot) -> None:
    class ThreadlessTasks(PromptTasks):
        def run(self, work: Any, done: Any = None, failed: Any = None) -> None:
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
