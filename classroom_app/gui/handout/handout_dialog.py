"""The dialog to print or save a lesson's handout, with a choice of steps and columns."""

import asyncio
from collections.abc import Callable, Collection, Coroutine
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from classroom_app.application.handout import handout_of
from classroom_app.application.handout_job import HandoutJob
from classroom_app.domain.lesson_draft import LessonDraft
from classroom_app.gui.console import Console
from classroom_app.gui.handout.handout_paper import DOTS_PER_INCH, HandoutPaper, page_layout
from classroom_app.gui.handout.handout_words import words_in
from classroom_app.gui.handout.page_preview import PagePreview
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.faults_dialog import FaultsDialog
from classroom_app.gui.kit.file_dialog import SaveDialog
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.long_work import LongWork
from classroom_app.gui.kit.printing import ask_for_printer, say_not_printed
from classroom_app.gui.kit.sheet import Sheet
from classroom_app.gui.kit.texts import shown_path
from classroom_app.gui.tasks import Effort
from classroom_app.gui.theme.tokens import Space
from classroom_app.system.atomic_write import atomic_write
from classroom_app.system.file_names import file_name


class HandoutDialog(Sheet):
    """`finished_work` carries the path of the saved file, or "" after printing.

    `stopped` means that saving or printing failed or was cancelled. If `reached` has the numbers of
    some of the steps, those that a class has reached, only these are selected at first.
    """

    finished_work = Signal(str)
    stopped = Signal()

    def __init__(
        self, console: Console, draft: LessonDraft, reached: Collection[int], parent: QWidget
    ) -> None:
        super().__init__("handoutDialog", parent, width=680)
        self._console, self._draft = console, draft
        all_steps = range(1, len(draft.subtasks) + 1)
        self._reached = sorted(set(reached) & set(all_steps))
        self.preview = PagePreview(console.tasks, self)
        self._columns_label = Label("", "section", parent=self)
        self._steps_label = Label("", "section", parent=self)
        self._one, self._two = self._choices("oneColumnChoice", "twoColumnsChoice")
        self._some, self._all = self._choices("reachedStepsChoice", "allStepsChoice")
        self._done = Label("", "caption", wraps=True, parent=self)
        self._done.setObjectName("handoutDone")
        is_choice = 0 < len(self._reached) < len(all_steps)
        (self._some if is_choice else self._all).setChecked(True)
        self._one.setChecked(True)
        for widget in (self._steps_label, self._some, self._all):
            widget.setVisible(is_choice)
        self._close = self.add_button("closeButton")
        self._close.clicked.connect(self.reject)
        self._save = self.add_button("saveHandoutButton")
        self._save.clicked.connect(self._ask_where)
        self._print = self.add_button("printHandoutButton", "primary", is_default=True)
        self._print.clicked.connect(self._ask_printer)
        self._build()
        self.retranslate()
        for choice in (self._two, self._all):
            choice.toggled.connect(self._show_paper)
        self._show_paper()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        title = self._draft.title.strip() or self.tr("Untitled")
        self.set_heading(self.tr("Handout: {title}").format(title=title))
        self._columns_label.setText(self.tr("COLUMNS"))
        self._one.setText(self.tr("One"))
        self._two.setText(self.tr("Two"))
        self._steps_label.setText(self.tr("STEPS"))
        reached = self.tr("The {count} that the class reached")
        self._some.setText(reached.format(count=len(self._reached)))
        self._all.setText(self.tr("All {count}").format(count=len(self._draft.subtasks)))
        for button, text in (
            (self._close, self.tr("Close")),
            (self._save, self.tr("Save as PDF…")),
            (self._print, self.tr("Print…")),
        ):
            button.setText(text)
            button.setAccessibleName(text.replace("…", ""))
        self.preview.retranslate()

    def job(self) -> HandoutJob:
        """Return the job for the current choices."""
        reached = self._reached if self._some.isChecked() else None
        return HandoutJob(
            handout_of(self._draft, reached),
            columns=2 if self._two.isChecked() else 1,
            otherwise=self._console.language.code,
        )

    def paper(self) -> HandoutPaper:
        """Return the paper for the current choices."""
        job = self.job()
        words = words_in(job.handout.language, job.otherwise)
        families = QGuiApplication.font().families()
        return HandoutPaper(job.handout, words, families, job.columns)

    def print_on(self, printer: QPrinter) -> None:
        """Print on a printer that was set up by its dialog."""
        paper = self.paper()
        self._work(
            self.tr("Printing…"),
            lambda effort: asyncio.to_thread(paper.paint, printer, effort),
            lambda _none: self._on_done(""),
            self._on_not_printed,
        )

    def save(self, path: str) -> None:
        """Save as a PDF file."""
        job = self.job()
        self._work(
            self.tr("Saving the handout…"),
            lambda effort: self._saved(job, Path(path), effort),
            lambda _none: self._on_done(path),
        )

    async def _saved(self, job: HandoutJob, path: Path, effort: Effort) -> None:
        content = await effort.until_done(self._console.services.handouts.pdf(job))

        def write() -> None:
            with atomic_write(path) as beside:
                beside.write_bytes(content)

        await asyncio.to_thread(write)

    def give_way(self, pixels: int) -> bool:
        """Shrink the preview on a low screen; return False if it cannot shrink further."""
        lower = max(self.preview.minimumHeight() - pixels, 0)
        if lower == self.preview.minimumHeight():
            return False
        self.preview.setMinimumHeight(lower)
        return True

    def _show_paper(self) -> None:
        self.preview.show_paper(self.paper())

    def _work(
        self,
        heading: str,
        start: Callable[[Effort], Coroutine[Any, Any, None]],
        done: Callable[[None], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        self._done.setText("")
        work = LongWork(self._console.tasks, self)
        work.failed.connect(failed or self._on_failed)
        work.cancelled.connect(self.stopped)
        work.run(heading, start, done)

    def _ask_printer(self) -> None:
        is_open = self._console.actions.end.isEnabled()
        ask_for_printer(self, page_layout(), DOTS_PER_INCH, self.print_on, is_class_open=is_open)

    def _ask_where(self) -> None:
        title, files = self.tr("Save the handout"), self.tr("PDF (*.pdf)")
        dialog = SaveDialog("saveHandoutDialog", title, self, files, ".pdf")
        dialog.selectFile(f"{file_name(self._draft.title)}.pdf")
        dialog.chosen.connect(self.save)
        dialog.open()

    def _on_done(self, path: str) -> None:
        said = self.tr("Saved to {path}").format(path=shown_path(path, self))
        self._done.setText(said if path else self.tr("Sent to the printer."))
        self.finished_work.emit(path)

    def _on_not_printed(self, error: Exception) -> None:
        say_not_printed(self, error)
        self.stopped.emit()

    def _on_failed(self, error: Exception) -> None:
        FaultsDialog(
            self.tr("Couldn't save the handout"),
            self.tr("Close the file if another program has it open, or choose another location."),
            [cause_text(error)],
            self,
        ).open()
        self.stopped.emit()

    def _choices(self, *names: str) -> tuple[QRadioButton, QRadioButton]:
        group = QButtonGroup(self)
        first, second = QRadioButton(self), QRadioButton(self)
        for button, name in zip((first, second), names, strict=True):
            button.setObjectName(name)
            group.addButton(button)
        return first, second

    def _build(self) -> None:
        choices = QVBoxLayout()
        choices.setSpacing(Space.S)
        for widget in (self._columns_label, self._one, self._two):
            choices.addWidget(widget)
        choices.addSpacing(Space.L)
        for widget in (self._steps_label, self._some, self._all):
            choices.addWidget(widget)
        choices.addStretch(1)
        choices.addWidget(self._done)
        row = QHBoxLayout()
        row.setSpacing(Space.XL)
        row.addWidget(self.preview, 3)
        row.addLayout(choices, 2)
        self.preview.setMinimumHeight(self.preview.sizeHint().height())
        self.body.addLayout(row)


def open_handout(
    console: Console,
    lesson_id: int,
    reached: Collection[int],
    window: QWidget,
    failed: Callable[[Exception], None] | None = None,
) -> None:
    """Read a lesson and show the dialog for its handout, or call `failed` with the error."""
    console.tasks.run(
        console.services.lessons.draft(lesson_id),
        partial(_open, console, reached, window),
        failed,
    )


def _open(console: Console, reached: Collection[int], window: QWidget, draft: LessonDraft) -> None:
    HandoutDialog(console, draft, reached, window).open()
