"""Asks for a file or a folder, and begins where the user's own files are."""

from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from classroom_app.gui.kit.ask_dialog import AskDialog


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


class SaveDialog(FileDialog):
    """Asks where to save; `chosen` has a path that ends in one of `endings`, such as `.zip`.

    A name without one gets the first: Qt adds an ending only to names without a dot, so that
    “2026.11.29 backup” would stay without. What is there already is replaced only after asking.
    """

    chosen = Signal(str)

    def __init__(
        self, name: str, title: str, parent: QWidget, name_filter: str, *endings: str
    ) -> None:
        super().__init__(name, title, parent)
        self._endings, self._window = endings, parent
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setNameFilter(name_filter)
        self.setDefaultSuffix(endings[0].removeprefix("."))
        self.fileSelected.connect(self._on_selected)

    def accept(self) -> None:
        """Complete the name in Qt's own dialog before it looks whether the file is there."""
        edit = self.findChild(QLineEdit, "fileNameEdit")
        if edit is not None:
            text = edit.text()
            is_folder = Path(self.directory().absoluteFilePath(text)).is_dir()
            if text.strip() and not is_folder and '"' not in text:
                edit.setText(completed(text, self._endings))
        super().accept()

    def _on_selected(self, path: str) -> None:
        """Complete the name that a system's dialog gives; it has not asked about that one."""
        whole = completed(path, self._endings)
        if whole == path or not Path(whole).exists():
            self.chosen.emit(whole)
            return
        name = Path(whole).name
        ask = AskDialog(
            "replaceDialog",
            self.tr("Replace “{file}”?").format(file=name),
            self.tr("A file with this name is there already."),
            self.tr("Replace"),
            self._window,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # it has to hear the answer
        ask.accepted.connect(lambda: self.chosen.emit(whole))
        ask.finished.connect(self.deleteLater)
        ask.open()


def completed(path: str, endings: tuple[str, ...]) -> str:
    """Return a path with one of these endings: as it is, or with the first of them added."""
    if Path(path).suffix.lower() in endings:
        return path
    return path.rstrip(". ") + endings[0]
