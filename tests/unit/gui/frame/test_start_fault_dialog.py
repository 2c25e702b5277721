"""The window of a start that failed: it names the fault, and what is pressed is what comes back."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from classroom_app.gui.frame.start_fault_dialog import Offers, Retry, StartFaultDialog
from classroom_app.gui.frame.start_fault_words import words_of
from classroom_app.gui.language import Language
from classroom_app.system.data_folder import DataHome, home_in
from classroom_app.system.start_faults import Fault, FaultKind
from classroom_app.system.system_keyring import KeyringError

TAKEN = Fault(FaultKind.PORT_TAKEN, "Cannot listen on 0.0.0.0 port 8000", "0.0.0.0", "x", 8000)  # noqa: S104
FOLDER = Fault(FaultKind.FOLDER, "The data folder /x cannot be written", "/x", "Read-only")
IN_USE = Fault(FaultKind.IN_USE, "The data folder /x is in use", "/x", owner="17")


def shown(qtbot: QtBot, fault: Fault, offers: Offers) -> StartFaultDialog:
    dialog = StartFaultDialog([fault], offers, "all about it")
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def button(dialog: StartFaultDialog, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def seen(dialog: StartFaultDialog) -> list[str]:
    found = dialog.findChildren(QPushButton)
    return sorted(one.objectName() for one in found if one.isVisibleTo(dialog))


def words(dialog: StartFaultDialog) -> str:
    labels = dialog.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisibleTo(dialog))


def refuse_small(port: int) -> None:
    if port < 1024:
        raise OSError(13, "Permission denied")


def port_offers(*, can_keep: bool = True) -> Offers:
    return Offers(port=8010, try_port=refuse_small, can_keep=can_keep)


def test_another_port_by_keyboard_alone(qtbot: QtBot) -> None:
    dialog = shown(qtbot, TAKEN, port_offers())
    assert "Port 8000 is used by another program." in words(dialog)
    assert "QR code" in words(dialog)
    assert "8000" in dialog.accessibleDescription()
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, "80")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert "Port 80 cannot be had (Permission denied)" in words(dialog)
    assert dialog.retry is None
    field.selectAll()
    QTest.keyClicks(field, "8123")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.retry == Retry(port=8123)


def test_a_port_is_kept_when_that_is_ticked(qtbot: QtBot) -> None:
    dialog = shown(qtbot, TAKEN, port_offers())
    keep = dialog.findChild(QCheckBox)
    assert isinstance(keep, QCheckBox)
    assert not keep.isChecked()
    keep.click()
    button(dialog, "mainButton").click()
    assert dialog.retry == Retry(port=8010, is_kept=True)


def test_what_no_next_start_would_take_up_is_not_offered_to_be_kept(qtbot: QtBot) -> None:
    dialog = shown(qtbot, TAKEN, port_offers(can_keep=False))
    keep = dialog.findChild(QCheckBox)
    assert keep is not None
    assert not keep.isVisibleTo(dialog)


def test_a_port_must_be_one(qtbot: QtBot) -> None:
    dialog = shown(qtbot, TAKEN, port_offers())
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.clear()
    assert not button(dialog, "mainButton").isEnabled()


def test_escape_ends_it(qtbot: QtBot) -> None:
    dialog = shown(qtbot, TAKEN, port_offers())
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert (dialog.retry, dialog.isVisible()) == (None, False)


def test_another_folder(qtbot: QtBot, tmp_path: Path) -> None:
    def home(chosen: Path) -> DataHome:
        if chosen.name == "locked":
            raise PermissionError(13, "Permission denied")
        return home_in(chosen)

    dialog = shown(qtbot, FOLDER, Offers(home_in=home, can_keep=True))
    assert seen(dialog) == ["chooseFolderButton", "closeButton", "copyDetailsButton", "mainButton"]
    assert "/x" in words(dialog)
    assert "Read-only" in words(dialog)
    dialog.choose_folder(str(tmp_path / "locked"))
    assert "cannot be written (Permission denied)" in words(dialog)
    dialog.choose_folder(str(tmp_path / "new"))
    assert dialog.retry == Retry(data_dir=(tmp_path / "new").resolve())


def test_a_folder_that_is_missing(qtbot: QtBot, tmp_path: Path) -> None:
    missing = Fault(FaultKind.FOLDER_MISSING, "is not there", "E:/class")
    own, empty = tmp_path / "own", tmp_path / "empty"
    offers = Offers(home_in=home_in, can_keep=True, empty=empty)
    dialog = shown(qtbot, missing, offers)
    assert "E:/class is missing or empty" in words(dialog)
    assert "plug it in and try again" in words(dialog)
    unbroken = words(dialog).replace("\N{WORD JOINER}", "")
    assert str(empty) in unbroken, "where to is said before"
    assert seen(dialog) == [
        *("chooseFolderButton", "closeButton", "copyDetailsButton", "mainButton"),
        "startEmptyButton",
    ]
    button(dialog, "mainButton").click()
    assert dialog.retry == Retry(), "try again"
    dialog = shown(qtbot, missing, offers)
    button(dialog, "startEmptyButton").click()
    assert dialog.retry == Retry(data_dir=empty)
    dialog = shown(qtbot, missing, replace(offers, own=own))
    assert str(own) in words(dialog).replace("\N{WORD JOINER}", "")
    keep = dialog.findChild(QCheckBox)
    assert keep is not None
    keep.click()
    button(dialog, "useOwnDataButton").click()
    assert dialog.retry == Retry(data_dir=own, is_kept=True)


def test_the_folder_is_chosen_in_a_dialog(qtbot: QtBot) -> None:
    dialog = shown(qtbot, FOLDER, Offers(home_in=home_in))
    button(dialog, "chooseFolderButton").click()
    chooser = dialog.findChild(QFileDialog, "folderDialog")
    assert chooser is not None
    chooser.close()


def test_the_same_again(qtbot: QtBot) -> None:
    dialog = shown(qtbot, FOLDER, Offers(home_in=home_in))
    button(dialog, "mainButton").click()
    assert dialog.retry == Retry()


@pytest.mark.parametrize("answers", [True, False])
def test_the_running_one_is_shown(qtbot: QtBot, answers: bool) -> None:
    dialog = shown(qtbot, IN_USE, Offers(home_in=home_in, show_running=lambda: answers))
    button(dialog, "mainButton").click()
    assert dialog.is_running_shown is answers
    assert ("It does not answer" in words(dialog)) is not answers
    assert "tryAgainButton" in seen(dialog)


def test_without_the_lesson(qtbot: QtBot) -> None:
    fault = Fault(FaultKind.LESSON, "x.json: no steps", "x.json", "no steps")
    dialog = shown(qtbot, fault, Offers(without_lesson=True))
    button(dialog, "mainButton").click()
    assert dialog.retry == Retry(without_lesson=True)


AWAY = Fault(FaultKind.SERVER_AWAY, "cannot be used", "db/classroom", "Connection refused")
REFUSED = Fault(FaultKind.SERVER_PASSWORD, "refused", "db/classroom", "no password supplied")


def test_a_server_that_is_away(qtbot: QtBot) -> None:
    dialog = shown(qtbot, AWAY, Offers(own_data=True))
    assert "db/classroom (nothing answers at this port)" in words(dialog)
    assert "are not copied to the server later" in words(dialog), "before it is chosen"
    assert seen(dialog) == ["closeButton", "copyDetailsButton", "mainButton", "ownDataButton"]
    button(dialog, "mainButton").click()
    assert dialog.retry == Retry(), "try again"
    dialog = shown(qtbot, AWAY, Offers(own_data=True))
    button(dialog, "ownDataButton").click()
    assert dialog.retry == Retry(own_data=True)


def test_a_password_is_typed_and_kept(qtbot: QtBot) -> None:
    kept: list[str] = []
    dialog = shown(qtbot, REFUSED, Offers(own_data=True, keep_password=kept.append, can_keep=True))
    field = dialog.findChild(QLineEdit, "passwordField")
    assert isinstance(field, QLineEdit)
    assert field.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClicks(field, "secret")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (dialog.retry, kept) == (Retry(password="secret"), ["secret"])


def test_a_password_that_cannot_be_kept_is_used_this_once(qtbot: QtBot) -> None:
    def refuse(_password: str) -> None:
        raise KeyringError("locked")

    dialog = shown(qtbot, REFUSED, Offers(own_data=True, keep_password=refuse, can_keep=True))
    field, keep = dialog.findChild(QLineEdit, "passwordField"), dialog.findChild(QCheckBox)
    assert isinstance(field, QLineEdit)
    assert keep is not None
    QTest.keyClicks(field, "secret")
    button(dialog, "mainButton").click()
    assert dialog.retry is None
    assert "This computer's keyring can't be used" in words(dialog)
    keep.click()
    button(dialog, "mainButton").click()
    assert dialog.retry == Retry(password="secret")


def test_without_a_password_it_is_tried_again(qtbot: QtBot) -> None:
    """It may have been written into PostgreSQL's own file meanwhile."""
    dialog = shown(qtbot, REFUSED, Offers(own_data=True, keep_password=lambda _p: None))
    button(dialog, "mainButton").click()
    assert dialog.retry == Retry()


def test_a_crash(qtbot: QtBot) -> None:
    fault = Fault(FaultKind.CRASH, "The program has crashed", "/logs", "ZeroDivisionError")
    opened: list[bool] = []
    offers = Offers(again=False, open_logs=lambda: opened.append(True))
    dialog = shown(qtbot, fault, offers)
    assert seen(dialog) == ["copyDetailsButton", "mainButton", "openLogsButton"]
    assert dialog.windowTitle() == "Classroom has stopped"
    assert "/logs" in words(dialog)
    button(dialog, "openLogsButton").click()
    button(dialog, "copyDetailsButton").click()
    assert (opened, QApplication.clipboard().text()) == ([True], "all about it")
    QApplication.clipboard().clear()
    button(dialog, "mainButton").click()
    assert (dialog.retry, dialog.isVisible()) == (None, False)


@pytest.mark.parametrize("kind", [kind for kind in FaultKind if kind is not FaultKind.OTHER])
def test_every_fault_is_said_in_korean(qtbot: QtBot, kind: FaultKind) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    fault = Fault(kind, "English", "어디", "까닭", 8000)
    english = words_of(fault)
    language = Language(app, "ko")
    korean = words_of(fault)
    language.choose("en")
    for said, before in ((korean.what, english.what), (korean.way_out, english.way_out)):
        assert said != before
        assert any("가" <= letter <= "힣" for letter in said)
        assert "{" not in said


def test_an_unknown_fault_keeps_its_sentence() -> None:
    assert words_of(Fault.other("All is lost {here}.")).what == "All is lost {here}."
