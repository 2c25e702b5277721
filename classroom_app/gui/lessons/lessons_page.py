"""The Lessons page: the library, the editor, and import and export of files."""

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from classroom_app.application.lesson_library import FileReport
from classroom_app.application.lesson_ports import LessonSummary, StoredLesson, UnknownLessonError
from classroom_app.domain.lesson_edits import blank_lesson
from classroom_app.gui.console import Console
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.faults_dialog import FaultsDialog
from classroom_app.gui.kit.file_dialog import FileDialog, SaveDialog
from classroom_app.gui.kit.texts import shown_path
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.lessons.lesson_editor import LessonEditor
from classroom_app.gui.lessons.lesson_list_model import LessonListModel
from classroom_app.gui.lessons.lesson_words import fault_text
from classroom_app.gui.lessons.library_panel import LibraryPanel
from classroom_app.protocol.lesson_file import SUFFIX, SUFFIXES
from classroom_app.system.file_names import file_name


class LessonsPage(QStackedWidget):
    """`class_requested` and `handout_requested` carry the id of the lesson to teach or to print.

    `worked_on` carries the id of a lesson that was just edited or imported. `picture_covered` means
    that a covered picture has replaced its original, also in lessons of classes.
    """

    class_requested = Signal(int)
    picture_covered = Signal()
    worked_on = Signal(int)
    own_lesson_requested = Signal()  # show the guide's chapter on making a lesson
    handout_requested = Signal(int)
    exported = Signal()
    refused = Signal()

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lessonsPage")
        self._console = console
        self.toast = Toast(self, lift=84)
        self.library = LibraryPanel(console, self.toast, self)
        self.addWidget(self.library)
        library = self.library
        library.edit_requested.connect(self.edit)
        library.new_requested.connect(self.write_new)
        library.class_requested.connect(self.class_requested)
        library.import_requested.connect(self.choose_file)
        library.folder_import_requested.connect(self.choose_folder)
        library.export_requested.connect(self.choose_export)
        library.handout_requested.connect(lambda lesson: self.handout_requested.emit(lesson.id))
        library.export_all_requested.connect(self.choose_export_folder)
        library.samples_requested.connect(self._on_samples)

    @cached_property
    def editor(self) -> LessonEditor:
        """The lesson editor, created on first use."""
        editor = LessonEditor(self._console, self)
        editor.closed.connect(self._on_closed)
        editor.class_requested.connect(self.class_requested)
        editor.own_lesson_requested.connect(self.own_lesson_requested)
        editor.saver.covered.connect(self.picture_covered)
        editor.handout_requested.connect(self.handout_requested)
        editor.other_requested.connect(self._on_other_requested)
        self.addWidget(editor)
        return editor

    @property
    def model(self) -> LessonListModel:
        """The library's list of lessons."""
        return self.library.model

    def ask_handout(self) -> bool:
        """Request the handout of the open or selected lesson; return False if there is none."""
        if self.currentWidget() is not self.library:
            return self.editor.ask_handout()
        lesson = self.library.chosen
        if lesson is None or lesson.step_count == 0:
            return False
        self.handout_requested.emit(lesson.id)
        return True

    def refresh(self) -> None:
        """Read the lessons again."""
        self.library.refresh()

    async def flush(self) -> None:
        """Save the open lesson before the program stops.

        Raises:
            StorageError: the lesson cannot be saved.
        """
        if "editor" in vars(self):
            field = self.editor.focusWidget()
            if field is not None:
                field.clearFocus()  # commits a syllable that is still being composed
            await self.editor.saver.flush()

    def edit(self, lesson: LessonSummary) -> None:
        """Open a lesson in the editor."""
        self._console.tasks.run(
            self._console.services.lessons.stored(lesson.id),
            partial(self._edit, is_used=lesson.is_used),
            self.library.say_failed,
        )

    def write_new(self) -> None:
        """Open a new lesson in the editor; it is stored with its first edit."""
        draft = blank_lesson(self._console.language.code)
        self.setCurrentWidget(self.editor)
        self.editor.open_lesson(None, draft, is_used=False)

    def choose_file(self) -> None:
        """Ask which files to import."""
        dialog = self._dialog("importDialog", self.tr("Import lesson files"))
        # All files too: text editors append a suffix of their own, as in lesson.json.txt.
        files = [self.tr("Lesson files (*.lesson *.json)"), self.tr("All files (*)")]
        dialog.setNameFilters(files)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.import_files)
        dialog.open()

    def choose_folder(self) -> None:
        """Ask which folder to import."""
        dialog = self._dialog("importFolderDialog", self.tr("Import a folder of lessons"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(self.import_files)
        dialog.open()

    def choose_export(self, lesson: LessonSummary) -> None:
        """Ask where to export a lesson to."""
        title, files = self.tr("Export the lesson"), self.tr("Lesson files (*.lesson *.json)")
        dialog = SaveDialog("exportDialog", title, self, files, *SUFFIXES)
        dialog.selectFile(file_name(lesson.title) + SUFFIX)
        dialog.chosen.connect(partial(self.export, lesson))
        dialog.open()

    def choose_export_folder(self) -> None:
        """Ask for the folder to export all lessons to."""
        dialog = self._dialog("exportAllDialog", self.tr("Export all lessons into a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.export_all)
        dialog.open()

    def import_files(self, paths: Sequence[str]) -> None:
        """Import files and folders, and list all faults of each file that is refused."""
        work = self._console.services.lessons.import_files([Path(path) for path in paths])
        self._console.tasks.run(work, self._on_imported)

    def export(self, lesson: LessonSummary, path: str) -> None:
        """Write a lesson to a file."""

        def done(_none: None) -> None:
            self.toast.say(
                self.tr("Exported “{title}” to {file}.").format(
                    title=lesson.title, file=shown_path(path, self)
                )
            )
            self.exported.emit()

        work = self._console.services.lessons.export_file(lesson.id, Path(path))
        self._console.tasks.run(work, done, partial(self._on_not_exported, Path(path)))

    def export_all(self, folder: str) -> None:
        """Write all lessons to a folder."""
        work = self._console.services.lessons.export_all(Path(folder))
        self._console.tasks.run(
            work,
            partial(self._on_all_exported, folder),
            partial(self._on_not_exported, Path(folder)),
        )

    def _edit(self, stored: StoredLesson, *, is_used: bool) -> None:
        self.setCurrentWidget(self.editor)
        self.editor.open_lesson(stored, stored.draft, is_used=is_used)

    def _on_other_requested(self, lesson_id: int) -> None:
        """Save the open lesson, then open the other computer's version."""
        self._console.tasks.run(self._other(lesson_id), self._edit_other, self.library.say_failed)

    async def _other(self, lesson_id: int) -> tuple[StoredLesson, bool]:
        await self.editor.saver.flush()
        lessons = self._console.services.lessons
        used = {one.id for one in await lessons.lessons() if one.is_used}
        return await lessons.stored(lesson_id), lesson_id in used

    def _edit_other(self, found: tuple[StoredLesson, bool]) -> None:
        self._edit(found[0], is_used=found[1])

    def _on_closed(self, lesson_id: int) -> None:
        self.setCurrentWidget(self.library)
        if lesson_id:
            self.library.choose(lesson_id)
            self.worked_on.emit(lesson_id)
        else:
            self.library.refresh()
        self.library.take_focus()

    def _on_samples(self) -> None:
        work = self._console.services.lessons.import_samples(self._console.language.code)
        self._console.tasks.run(work, lambda ids: self.library.choose(ids[0]))

    def _on_imported(self, reports: list[FileReport]) -> None:
        taken = [report for report in reports if report.lesson_id is not None]
        faulty = [report for report in reports if report.faults]
        new = [report for report in taken if report.is_new]
        if taken:
            first = (new or taken)[0].lesson_id
            assert first is not None
            self.library.choose(first)
            self.worked_on.emit(first)
        if faulty:
            heading = self._heading_of_import(reports, faulty)
            self._show_faults(heading, faulty, is_named=len(reports) == 1)
            self.refused.emit()
        elif not reports:
            self.toast.say(self.tr("There is no lesson file there."))
        else:
            self.toast.say(self._words_of_import(taken, new))

    def _heading_of_import(self, reports: list[FileReport], faulty: list[FileReport]) -> str:
        if len(reports) == 1:
            return self.tr("Couldn't import {file}").format(file=reports[0].path.name)
        return self.tr("Couldn't import {faulty} of {all} files").format(
            faulty=len(faulty), all=len(reports)
        )

    def _words_of_import(self, taken: list[FileReport], new: list[FileReport]) -> str:
        if len(taken) == 1:
            text = (
                self.tr("“{title}” was imported.")
                if new
                else self.tr("“{title}” is already in your lessons.")
            )
            return text.format(title=taken[0].title)
        text = self.tr("Lessons imported: {new}.").format(new=len(new))
        if len(new) < len(taken):
            text += " " + self.tr("Already in your lessons: {known}.").format(
                known=len(taken) - len(new)
            )
        return text

    def _show_faults(self, heading: str, faulty: list[FileReport], *, is_named: bool) -> None:
        """List the faults; each names its file, unless the heading does (`is_named`)."""
        lines = [
            fault_text(fault) if is_named else f"{report.path.name}: {fault_text(fault)}"
            for report in faulty
            for fault in report.faults
        ]
        FaultsDialog(
            heading,
            self.tr("Nothing was imported from these files. Fix these problems and try again:"),
            lines,
            self.window(),
        ).open()

    def _on_all_exported(self, folder: str, reports: list[FileReport]) -> None:
        faulty = [report for report in reports if report.faults]
        written = self.tr("Lessons exported: {count}.").format(count=len(reports) - len(faulty))
        if faulty:
            FaultsDialog(
                written,
                self.tr("These are unfinished and were left out:"),
                [
                    f"{report.title.strip() or self.tr('Untitled')}: {fault_text(fault)}"
                    for report in faulty
                    for fault in report.faults
                ],
                self.window(),
            ).open()
        else:
            where = self.tr("Saved to {path}").format(path=shown_path(folder, self))
            self.toast.say(f"{written} {where}")
        self.exported.emit()

    def _on_not_exported(self, path: Path, error: Exception) -> None:
        if isinstance(error, UnknownLessonError):
            self.library.say_failed(error)
            return
        FaultsDialog(
            self.tr("Couldn't save {file}").format(file=path.name),
            self.tr("Choose a different location:"),
            [cause_text(error)],
            self.window(),
        ).open()
        self.refused.emit()

    def _dialog(self, name: str, title: str) -> QFileDialog:
        return FileDialog(name, title, self)
