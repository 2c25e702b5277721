"""Asks for a file or a folder, and begins where the user's own files are."""

from pathlib import Path

from PySide6.QtCore import QChildEvent, QCoreApplication, QDir, QStandardPaths, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from classroom_app.gui.kit.ask_dialog import AskDialog

_QTS_OWN = Qt.ApplicationAttribute.AA_DontUseNativeDialogs


class FileDialog(QFileDialog):
    """A file dialog that is deleted once it is closed.

    It begins in `folder`; without one in the folder that was last chosen, and before that in the
    user's documents, wherever the system has them: OneDrive moves them on Windows. Left to itself
    Qt begins in the folder that the program was started from, which is Windows' own for an icon.

    While a class is open, nothing may stand before the window, which the system's own file dialogs
    do (on Windows they block it). Then it is Qt's dialog, and never modal; see `Console`.
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
        """Ask; the window stays usable where that is needed."""
        if not QCoreApplication.testAttribute(_QTS_OWN):
            super().open()
            return
        self.setOption(QFileDialog.Option.DontConfirmOverwrite)  # Qt's question would be modal
        self.show()

    def accept(self) -> None:
        """Take the chosen file; ask before one is replaced."""
        path = Path(next(iter(self.selectedFiles()), ""))
        is_saved = self.acceptMode() is QFileDialog.AcceptMode.AcceptSave
        asks = self.testOption(QFileDialog.Option.DontConfirmOverwrite) and not self._may_replace
        if not (is_saved and asks and path.is_file()):
            super().accept()
            return
        dialog = AskDialog(
            "replaceDialog",
            self.tr("Replace the file?"),
            self.tr("“{name}” already exists.").format(name=path.name),
            self.tr("Replace"),
            self,
        )
        dialog.accepted.connect(self._replace)
        dialog.open()

    def _replace(self) -> None:
        self._may_replace = True
        self.accept()

    def childEvent(self, qevent: QChildEvent) -> None:
        """Let no message box of Qt's own stand before the window either."""
        child = qevent.child()
        if qevent.polished() and isinstance(child, QDialog):
            child.setWindowModality(Qt.WindowModality.NonModal)
        super().childEvent(qevent)

    def reject(self) -> None:
        """Close, unless a message box of Qt's own waits for an answer: it needs the dialog."""
        if not any(box.isVisible() for box in self.findChildren(QMessageBox)):
            super().reject()
