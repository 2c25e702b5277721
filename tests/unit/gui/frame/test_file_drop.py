from pathlib import Path

from PySide6.QtWidgets import QWidget

from classroom_app.gui.frame.file_drop import FileDrop
from tests.unit.gui.dropping import enters


def test_files_are_taken_anywhere_else(window: QWidget) -> None:
    FileDrop(window)
    assert enters(window, str(Path("lesson.json").absolute()))
    assert not enters(window, "")
