"""File dialogs begin where the user's own files are."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDir, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.ask_dialog import AskDialog
from classroom_app.gui.kit.file_dialog import FileDialog, SaveDialog
from classroom_app.gui.theme.theme import Scheme, Theme
from classroom_app.gui.theme.tokens import LIGHT, colours_of


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where the system says that documents are; on Linux it can be told."""
    if sys.platform == "linux":
        (tmp_path / "문서").mkdir()
        told = f'XDG_DOCUMENTS_DIR="{tmp_path / "문서"}"\n'
        (tmp_path / "user-dirs.dirs").write_text(told, encoding="utf-8")
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    place = QStandardPaths.StandardLocation.DocumentsLocation
    found = QStandardPaths.writableLocation(place)
    assert QDir(found).exists()
    return found


def place_of(dialog: FileDialog) -> str:
    return dialog.directory().absolutePath()


def test_it_begins_in_the_documents_then_where_somebody_was(
    qtbot: QtBot, tmp_path: Path, documents: str
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    FileDialog("first", "", window, Path(QDir.currentPath()))  # as if nobody had chosen any
    dialog = FileDialog("exportDialog", "Export", window)
    assert place_of(dialog) == documents
    assert (dialog.objectName(), dialog.windowTitle()) == ("exportDialog", "Export")
    dialog.setDirectory(str(tmp_path))
    assert place_of(FileDialog("again", "", window)) == QDir(tmp_path).absolutePath()
    own = FileDialog("own", "", window, tmp_path.parent)
    assert place_of(own) == QDir(tmp_path.parent).absolutePath()


@pytest.mark.parametrize("in_class", [False, True])
def test_names_that_come_up_while_one_is_typed_can_be_read(
    in_class: bool, light: Theme, qtbot: QtBot, documents: str
) -> None:
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, in_class)
    dialog = FileDialog("open", "", None, Path(documents))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # as where a system has none
    dialog.open()
    edit = dialog.findChild(QLineEdit, "fileNameEdit")
    assert edit is not None
    completer = edit.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    popup.resize(200, 60)
    popup.ensurePolished()
    image = popup.grab().toImage()
    assert image.pixelColor(100, 50).name() == LIGHT.surface, "black, where a list has no ground"
    dialog.close()
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_its_buttons_can_be_seen(
    scheme: Scheme, light: Theme, qtbot: QtBot, documents: str
) -> None:
    """Qt's own icons are black, in the dark too."""
    light.set_scheme(scheme)
    dialog = FileDialog("open", "", None, Path(documents))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # as where a system has none
    dialog.open()
    colours = colours_of(dialog.palette())
    for button in dialog.findChildren(QToolButton):
        if not button.isVisible():
            continue
        image = button.icon().pixmap(16, QIcon.Mode.Normal).toImage()
        points = [image.pixelColor(x, y) for x in range(16) for y in range(16)]
        assert {one.name() for one in points if one.alpha() == 255} <= {colours.text}
        assert any(one.alpha() > 99 for one in points), button.objectName()
    box = dialog.findChild(QDialogButtonBox)
    assert box is not None
    assert all(button.icon().isNull() for button in box.buttons()), "words alone, as elsewhere"
    dialog.close()


# Saving ------------------------------------------------------------------------------------------


@pytest.fixture
def save(qtbot: QtBot, tmp_path: Path, documents: str) -> Iterator[Callable[[str], list[str]]]:
    """Type a name into the dialog for backups, press Save, return what was chosen."""
    window = QWidget()
    qtbot.addWidget(window)

    def save(name: str) -> list[str]:
        chosen: list[str] = []
        dialog = SaveDialog("save", "Save", window, "Backups (*.zip)", ".zip", ".backup")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setDirectory(str(tmp_path))
        dialog.chosen.connect(chosen.append)
        dialog.open()
        edit = dialog.findChild(QLineEdit, "fileNameEdit")
        assert edit is not None
        edit.setText(name)
        dialog.accept()
        dialog.close()
        return [Path(path).relative_to(tmp_path).as_posix() for path in chosen]

    yield save
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        ("backup", "backup.zip"),
        ("2026.11.29 백업", "2026.11.29 백업.zip"),
        ("backup.v2", "backup.v2.zip"),
        ("backup.xlsx", "backup.xlsx.zip"),
        ("backup.ZIP", "backup.ZIP"),
        ("backup.zip", "backup.zip"),
        ("2026.11.", "2026.11.zip"),
        (".zip", ".zip.zip"),
    ],
)
def test_a_name_gets_its_ending(
    save: Callable[[str], list[str]], typed: str, saved: str, tmp_path: Path
) -> None:
    assert save(typed) == [saved]


def test_a_folder_is_gone_into(save: Callable[[str], list[str]], tmp_path: Path) -> None:
    (tmp_path / "2026.11").mkdir()
    assert save("2026.11") == []


@pytest.mark.parametrize("answer", ["confirmButton", "backButton"])
def test_the_whole_name_is_looked_for(window: QWidget, tmp_path: Path, answer: str) -> None:
    whole = tmp_path / "2026.11.29 백업.zip"
    whole.touch()
    chosen: list[str] = []
    dialog = SaveDialog("save", "Save", window, "Backups (*.zip)", ".zip")
    dialog.setDirectory(str(tmp_path))
    dialog.chosen.connect(chosen.append)
    dialog.open()
    edit = dialog.findChild(QLineEdit, "fileNameEdit")
    assert edit is not None
    edit.setText("2026.11.29 백업")
    dialog.accept()
    ask = dialog.findChild(AskDialog, "replaceDialog")
    assert isinstance(ask, AskDialog)
    assert chosen == []
    button = ask.findChild(QAbstractButton, answer)
    assert isinstance(button, QAbstractButton)
    button.click()
    assert [Path(path) for path in chosen] == ([whole] if answer == "confirmButton" else [])


@pytest.mark.parametrize("name", ["confirmButton", "backButton"])
def test_a_name_from_the_systems_dialog_is_completed_too(
    qtbot: QtBot, tmp_path: Path, documents: str, name: str
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = SaveDialog("save", "Save", window, "Backups (*.zip)", ".zip")
    chosen: list[str] = []
    dialog.chosen.connect(chosen.append)
    dialog.fileSelected.emit(str(tmp_path / "2026.11"))
    assert chosen.pop() == str(tmp_path / "2026.11.zip")
    (tmp_path / "2026.11.zip").touch()
    dialog.fileSelected.emit(str(tmp_path / "2026.11"))
    ask = window.findChild(AskDialog, "replaceDialog")
    assert isinstance(ask, AskDialog)
    button = ask.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    button.click()
    assert chosen == ([str(tmp_path / "2026.11.zip")] if name == "confirmButton" else [])


def test_it_never_blocks_a_class_and_asks_itself_before_a_file_is_replaced(
    window: QWidget, tmp_path: Path
) -> None:
    window.show()
    (tmp_path / "report.csv").write_text("old", encoding="utf-8")
    dialog = FileDialog("save", "Save", window, tmp_path)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile("report.csv")
    dialog.open()
    chosen: list[str] = []
    dialog.fileSelected.connect(chosen.append)
    dialog.accept()
    question = dialog.findChild(AskDialog)
    assert isinstance(question, AskDialog)
    assert QApplication.activeModalWidget() is None
    assert chosen == []
    question.accept()
    assert [Path(path).name for path in chosen] == ["report.csv"]


def test_no_message_box_of_qts_own_is_modal_either(window: QWidget, tmp_path: Path) -> None:
    window.show()
    dialog = FileDialog("open", "Open", window, tmp_path)
    dialog.open()
    seen: list[tuple[object, bool]] = []

    def look() -> None:
        (box,) = dialog.findChildren(QMessageBox)
        dialog.reject()  # it waits for the box
        seen.append((QApplication.activeModalWidget(), dialog.isVisible()))
        box.close()

    QTimer.singleShot(0, look)
    QMessageBox.warning(dialog, "Open", "File not found")
    assert seen == [(None, True)]
    dialog.reject()
    assert not dialog.isVisible()
