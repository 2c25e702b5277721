"""Settings, data: back up, restore, and delete old classes."""

import logging
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from classroom_app.application.backup_service import BackupError, BackupFacts, Flaw
from classroom_app.application.privacy_service import ClassRunningError
from classroom_app.gui.console import Console
from classroom_app.gui.history.erase_dialogs import EraseDialogs
from classroom_app.gui.kit.ask_dialog import AskDialog
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.faults_dialog import FaultsDialog
from classroom_app.gui.kit.file_dialog import FileDialog, SaveDialog
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.long_work import LongWork
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.theme.tokens import Space
from classroom_app.system.file_names import file_name

log = logging.getLogger(__name__)

_OVER_THE_CLASS = 230  # pixels from the bottom: above the class's bars and its Undo toast
USUAL_DAYS, MOST_DAYS = 365, 3_650


class DataPanel(Panel):
    """`laid_ready` means that a backup is staged, to be restored at the next start.

    `backed_up` carries the path of a new backup. `asked` means that the question whether to restore
    is open, `refused` that backing up or restoring failed, `erased` that old classes were deleted.
    """

    laid_ready = Signal()
    backed_up = Signal(str)
    asked = Signal()
    refused = Signal()
    erased = Signal()

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("dataPanel")
        self._console = console
        self._backup = IconButton("export", name="backupButton", parent=self)
        self._restore = IconButton("undo", name="restoreButton", parent=self)
        self._backup_hint = Label("", "caption", wraps=True, parent=self)
        self._said = Label("", "muted", wraps=True, parent=self)
        self._said.setObjectName("dataSaid")
        self._said.hide()
        self._days = QSpinBox(self)
        self._days.setObjectName("eraseDays")
        self._days.setRange(1, MOST_DAYS)
        self._days.setValue(USUAL_DAYS)
        self._days.lineEdit().setTextMargins(Space.S, 0, 0, 0)
        self._erase = IconButton("trash", kind="danger", name="eraseOldButton", parent=self)
        self._erase_hint = Label("", "caption", wraps=True, parent=self)
        self.eraser = EraseDialogs(console, self)
        self._toast: Toast | None = None
        self._build()
        self._backup.clicked.connect(self.ask_backup)
        self._restore.clicked.connect(self.ask_restore)
        self._erase.clicked.connect(lambda: self.eraser.ask_old(self._days.value()))
        self.eraser.nothing_found.connect(
            lambda: self._say(
                self.tr("No classes that old. Nothing was deleted."), self._erase_hint
            )
        )
        self.eraser.erased.connect(self._on_erased)
        self.finish()

    def ask_backup(self) -> None:
        """Ask where to write a backup, then write it."""
        if self._is_refused(self.tr("Couldn't back up")):
            return
        title, backups = self.tr("Back up all data"), self.tr("Backups (*.zip)")
        dialog = SaveDialog("backupDialog", title, self.window(), backups, ".zip")
        day = self._console.services.clock.now().astimezone()
        name = self.tr("Classroom backup {day}").format(day=f"{day:%Y-%m-%d %H%M}")
        dialog.selectFile(f"{file_name(name)}.zip")
        dialog.chosen.connect(lambda path: self.back_up(Path(path)))
        dialog.open()

    def back_up(self, path: Path) -> None:
        """Write all data to a file."""
        work = self._work()
        work.failed.connect(partial(self._on_failed, self.tr("Couldn't back up")))
        work.run(
            self.tr("Backing up…"),
            lambda effort: self._console.services.backups.write(path, effort),
            lambda _none: self._on_backed_up(path),
        )

    def ask_restore(self) -> None:
        """Ask for a backup file, then whether to restore it."""
        if self._is_refused(self._not_restored()):
            return
        dialog = FileDialog("restoreDialog", self.tr("Restore a backup"), self.window())
        # All files too: a backup may have lost its suffix.
        dialog.setNameFilters([self.tr("Backups (*.zip)"), self.tr("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.look_into(Path(path)))
        dialog.open()

    def look_into(self, path: Path) -> None:
        """Read a backup's facts, then ask whether to restore it."""
        self._console.tasks.run(
            self._console.services.backups.facts(path),
            partial(self._ask, path),
            partial(self._on_failed, self._not_restored()),
        )

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        words = {
            self._backup: self.tr("Back up…"),
            self._restore: self.tr("Restore…"),
            self._erase: self.tr("Delete…"),
        }
        for button, text in words.items():
            button.setText(text)
            button.setAccessibleName(text.replace("…", ""))
        self._erase.setAccessibleName(self.tr("Delete old classes"))
        self._backup_hint.setText(
            self.tr(
                "Saves lessons, classes, students and their pictures in one file, even "
                "during a class. The instructor key, remotes and these settings are "
                "not included. Anyone with the file can read the names, so keep it "
                "safe."
            )
        )
        self._days.setAccessibleName(self.tr("Delete classes older than (days)"))
        self._days.setPrefix(self.tr("older than "))
        self._days.setSuffix(self.tr(" days"))
        self._erase_hint.setText(
            self.tr(
                "Permanently deletes these classes and all data about their students. "
                "You'll be asked to confirm."
            )
        )

    def _ask(self, path: Path, facts: BackupFacts) -> None:
        dialog = AskDialog(
            "restoreQuestion",
            self.tr("Replace all data with this backup?"),
            self.tr(
                "Made on {day}. Classes: {classes}, students: {people}. Your current "
                "data is backed up in the data folder first. Then Classroom restarts "
                "with the restored data."
            ).format(
                day=f"{facts.created_at.astimezone():%Y-%m-%d %H:%M}",
                classes=facts.classes,
                people=facts.people,
            ),
            self.tr("Restore"),
            self.window(),
        )
        dialog.accepted.connect(partial(self._stage, path))
        dialog.open()
        self.asked.emit()

    def _stage(self, path: Path) -> None:
        work = self._work()
        work.failed.connect(partial(self._on_failed, self._not_restored()))
        work.run(
            self.tr("Checking the backup…"),
            lambda effort: self._console.services.backups.stage(path, effort),
            lambda _copy: self.laid_ready.emit(),
        )

    def _work(self) -> LongWork:
        return LongWork(self._console.tasks, self.window())

    def _on_backed_up(self, path: Path) -> None:
        words = self.tr("Backed up to {path}").format(path=path)
        self._say(words, self._backup_hint)
        if self._backup.visibleRegion().isEmpty():  # started from the menu on another page
            self._toast = self._toast or Toast(self.window(), lift=Space.XL)
            is_in_class = self._console.board.session is not None
            self._toast.move_to(_OVER_THE_CLASS if is_in_class else Space.XL, 0)
            self._toast.say(words)
        self.backed_up.emit(str(path))

    def _on_erased(self) -> None:
        self._say(self.tr("The old classes are deleted."), self._erase_hint)
        self.erased.emit()

    def _say(self, words: str, below: Label) -> None:
        """Show a message below the hint of the button that was pressed."""
        self._column.removeWidget(self._said)
        self._column.insertWidget(self._column.indexOf(below) + 1, self._said)
        self._said.setText(words)
        self._said.show()

    def _not_restored(self) -> str:
        return self.tr("Couldn't restore the backup")

    def _is_refused(self, heading: str) -> bool:
        """Show a reason that applies to any file, if there is one, before asking for a file."""
        try:
            self._console.services.backups.check()
        except BackupError as error:
            self._on_failed(heading, error)
            return True
        return False

    def _on_failed(self, heading: str, error: Exception) -> None:
        FaultsDialog(
            heading, self.tr("Nothing was changed."), [self._fault(error)], self.window()
        ).open()
        self.refused.emit()

    def _fault(self, error: Exception) -> str:
        if isinstance(error, ClassRunningError):
            return self.tr("“{title}” is still running. End it first.").format(title=error.title)
        if not isinstance(error, BackupError):
            return cause_text(error)
        words = {
            Flaw.NOT_A_BACKUP: self.tr("This isn't a Classroom backup."),
            Flaw.DAMAGED: self.tr("The file is damaged or was changed. Use another backup."),
            Flaw.NEWER: self.tr(
                "This backup was made by a newer version of Classroom. Install that version first."
            ),
            Flaw.NO_ROOM: self.tr("Not enough disk space."),
            Flaw.OTHER_DATABASE: self.tr(
                "The classes are kept on a server and backed up there. Whoever looks after it uses "
                "these commands to back up and to restore, the second one while Classroom is "
                "closed on all computers. Photos of help requests are not in that backup: they are "
                "in the data folders of the computers that led the classes.\n\n{commands}"
            ).format(commands=error.detail),
        }
        if error.detail:
            log.info("backup refused: %s", error.detail)  # in English, for support
        return words[error.flaw]

    def _build(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, widgets in (
            (first, (self._backup, self._restore)),
            (second, (self._days, self._erase)),
        ):
            row.setSpacing(Space.S)
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
        self._days.setMinimumWidth(190)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(first)
        column.addWidget(self._backup_hint)
        column.addSpacing(Space.S)
        column.addLayout(second)
        column.addWidget(self._erase_hint)
        column.addWidget(self._said)
