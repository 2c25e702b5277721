"""Asks for a file or a folder, and begins where the user's own files are."""

from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


class FileDialog(QFileDialog):
    """A file dialog that is deleted once it is closed.

    It begins in `folder`; without one in the folder that was last chosen, and before that in the
    user's documents, wherever the system has them: OneDrive moves them on Windows. Left to itself
    Qt begins in the folder that the program was started from, which is Windows' own for an icon.
    """

    def __init__(
        self, name: str, title: str, parent: QWidget | None, folder: Path | None = None
    ) -> None:
        super().__init__(parent, title)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if folder is not None:
            self.setDirectory(str(folder))
        elif self.directory().absolutePath() == QDir.currentPath():
            documents = QStandardPaths.StandardLocation.DocumentsLocation
            self.setDirectory(QStandardPaths.writableLocation(documents))
