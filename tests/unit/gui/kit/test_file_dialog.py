"""File dialogs begin where the user's own files are."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.ask_dialog import AskDialog
from classroom_app.gui.kit.file_dialog import FileDialog


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


def test_it_never_blocks_a_class_and_asks_itself_before_a_file_is_replaced(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
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


def test_no_message_box_of_qts_own_is_modal_either(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
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
