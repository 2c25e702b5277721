"""Asks for a file or a folder, starting where the user's own files are."""

from pathlib import Path

from PySide6.QtCore import QChildEvent, QCoreApplication, QDir, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QToolButton,
    QWidget,
)

from classroom_app.gui.kit.ask_dialog import AskDialog
from classroom_app.gui.theme.icons import icon
from classroom_app.gui.theme.tokens import colours_of

# Replace Qt's own icons, which are black and cannot be seen in the dark scheme.
_ICON_OF_BUTTON = {
    "backButton": "back",
    "forwardButton": "forward",
    "toParentButton": "up",
    "newFolderButton": "folder",
    "listModeButton": "cards",
    "detailModeButton": "list",
}
_QTS_OWN = Qt.ApplicationAttribute.AA_DontUseNativeDialogs


class FileDialog(QFileDialog):
    """A file dialog that is deleted once it is closed.

    It starts in `folder`; without one, in the folder that was last chosen, and before that in the
    user's documents, wherever the system has them: OneDrive moves them on Windows. Qt would start
    in the working directory, which for a program started by an icon is one of Windows' own.

    While a class is open nothing may block the window, as the system's own file dialogs do on
    Windows. Then Qt's dialog is used, and never modally; see `Console`.
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
        self._may_replace = False

    def open(self) -> None:  # type: ignore[override] # QFileDialog's other form is not used
        """Show the dialog: modeless, and Qt's own, where native dialogs are turned off."""
        self._paint_completions()
        self._draw_icons()
        if not QCoreApplication.testAttribute(_QTS_OWN):
            super().open()
            return
        self.setOption(QFileDialog.Option.DontConfirmOverwrite)  # Qt's question would be modal
        self.show()

    def _paint_completions(self) -> None:
        """Give the completions of the file name a background, which lists have nowhere else."""
        edit = self.findChild(QLineEdit, "fileNameEdit")
        completer = edit.completer() if edit is not None else None
        popup = completer.popup() if completer is not None else None
        if popup is not None:
            popup.setProperty("role", "completions")

    def _draw_icons(self) -> None:
        """Replace the icons of Qt's own dialog with ours."""
        colours = colours_of(self.palette())
        for name, drawing in _ICON_OF_BUTTON.items():
            button = self.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(icon(drawing, colours))

    def accept(self) -> None:
        """Accept the chosen file; ask before one is replaced."""
        path = Path(next(iter(self.selectedFiles()), ""))
        is_saved = self.acceptMode() is QFileDialog.AcceptMode.AcceptSave
        asks = self.testOption(QFileDialog.Option.DontConfirmOverwrite) and not self._may_replace
        if not (is_saved and asks and path.is_file()):
            super().accept()
            return
        dialog = self.replace_dialog(path.name, self)
        dialog.accepted.connect(self._replace)
        dialog.open()

    def replace_dialog(self, file: str, parent: QWidget) -> AskDialog:
        """Return a dialog that asks whether to replace a file of this name."""
        return AskDialog(
            "replaceDialog",
            self.tr("Replace “{file}”?").format(file=file),
            self.tr("A file with this name is there already."),
            self.tr("Replace"),
            parent,
        )

    def _replace(self) -> None:
        self._may_replace = True
        self.accept()

    def childEvent(self, qevent: QChildEvent) -> None:
        """Keep Qt's own message boxes from being modal, too."""
        child = qevent.child()
        if qevent.polished() and isinstance(child, QDialog):
            child.setWindowModality(Qt.WindowModality.NonModal)
        super().childEvent(qevent)

    def reject(self) -> None:
        """Close, unless one of Qt's own message boxes is open: it needs the dialog."""
        if not any(box.isVisible() for box in self.findChildren(QMessageBox)):
            super().reject()


class SaveDialog(FileDialog):
    """Asks where to save; `chosen` has a path that ends in one of `endings`, such as `.zip`.

    A name without one gets the first: Qt adds a suffix only to names without a dot, so that
    “2026.11.29 backup” would get none. An existing file is replaced only after asking.
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
        """Complete the name in Qt's own dialog before it checks whether the file exists."""
        edit = self.findChild(QLineEdit, "fileNameEdit")
        if edit is not None:
            text = edit.text()
            is_folder = Path(self.directory().absoluteFilePath(text)).is_dir()
            if text.strip() and not is_folder and '"' not in text:
                edit.setText(completed(text, self._endings))
        super().accept()

    def _on_selected(self, path: str) -> None:
        """Complete the name from a native dialog, which has not asked about the completed one."""
        whole = completed(path, self._endings)
        if whole == path or not Path(whole).exists():
            self.chosen.emit(whole)
            return
        ask = self.replace_dialog(Path(whole).name, self._window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # must outlive the question
        ask.accepted.connect(lambda: self.chosen.emit(whole))
        ask.finished.connect(self.deleteLater)
        ask.open()


def completed(path: str, endings: tuple[str, ...]) -> str:
    """Return a path with one of these endings: unchanged, or with the first of them appended."""
    if Path(path).suffix.lower() in endings:
        return path
    return path.rstrip(". ") + endings[0]
