"""File dialogs begin where the user's own files are."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

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
