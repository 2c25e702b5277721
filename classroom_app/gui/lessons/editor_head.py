"""The top of the editor: the Back button, the lesson's title and save state, and its actions."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from classroom_app.domain.lesson_draft import LessonDraft
from classroom_app.domain.lesson_rules import LessonFault
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.label import ElidedLabel
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.lessons.lesson_saver import LessonSaver, SaveState
from classroom_app.gui.lessons.lesson_words import fault_text
from classroom_app.gui.theme.tokens import Space


class EditorHead(Panel):
    """The editor connects the buttons and passes in what to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.back = IconButton("back", kind="quiet", name="editorBackButton", parent=self)
        self._title = ElidedLabel("", "title", parent=self)
        self._state = ElidedLabel("", "caption", parent=self)
        self._state.setObjectName("saveState")
        place = self._state.sizePolicy()
        place.setRetainSizeWhenHidden(True)  # keeps the layout still when the first letter is typed
        self._state.setSizePolicy(place)
        self.mend = IconButton("warning", kind="danger", name="mendButton", parent=self)
        self.undo = IconButton("undo", kind="quiet", name="editorUndoButton", parent=self)
        self.redo = IconButton("redo", kind="quiet", name="editorRedoButton", parent=self)
        self.print = IconButton("print", kind="quiet", name="editorPrintButton", parent=self)
        self.open = IconButton("play", kind="primary", name="editorOpenButton", parent=self)
        self._build()
        self.finish()

    def show_draft(self, draft: LessonDraft, faults: Sequence[LessonFault]) -> None:
        """Show the lesson's title and what must be fixed in it."""
        self._title.setText(draft.title.strip() or self.tr("Untitled"))
        self.mend.setVisible(bool(faults))
        self.mend.setText(self.tr("To fix: {count}").format(count=len(faults)))
        reasons = "\n".join(fault_text(fault) for fault in faults[:8])
        self.mend.setToolTip(reasons)
        self.mend.setAccessibleName(f"{self.mend.text()}. {reasons}")
        self.print.setEnabled(bool(draft.subtasks))
        self.print.setToolTip(
            self.tr("Print handout…")
            if draft.subtasks
            else self.tr("This lesson has no steps yet.")
        )

    def show_open(self, faults: Sequence[LessonFault], *, is_class_open: bool) -> None:
        """Enable opening a class if the lesson has no faults and no class is open."""
        why_not = fault_text(faults[0]) if faults else ""
        if is_class_open:
            why_not = self.tr("A class is open.")
        self.open.setEnabled(not why_not)
        self.open.setToolTip(why_not)

    def show_state(self, saver: LessonSaver, *, is_used: bool) -> None:
        """Show whether the lesson is saved, and whether a class has used it."""
        words = {
            SaveState.SAVED: self.tr("Saved") if saver.lesson_id else "",
            SaveState.WAITING: self.tr("Saving…"),
            SaveState.FAILED: self.tr("Not saved yet, trying again: {cause}").format(
                cause=cause_text(saver.cause)
            ),
        }[saver.state]
        if is_used:
            used = self.tr("Used in a class. Your changes are saved as a new version.")
            words = f"{words} · {used}" if words else used
        self._state.setText(words)
        self._state.setVisible(bool(words))

    def retranslate(self) -> None:
        """Set the texts that do not depend on the lesson; the editor updates the others."""
        self.back.setText(self.tr("Lessons"))
        self.back.setAccessibleName(self.tr("Back to the lessons"))
        self.back.setToolTip(self.tr("Back to the lessons (Alt+Left)"))
        self.open.setText(self.tr("Open a class"))
        self.open.setAccessibleName(self.tr("Open a class"))
        for button, name, tip in (
            (self.undo, self.tr("Undo"), self.tr("Undo (Ctrl+Z)")),
            (self.redo, self.tr("Redo"), self.tr("Redo (Ctrl+Y)")),
        ):
            button.setAccessibleName(name)
            button.setToolTip(tip)
        self.print.setAccessibleName(self.tr("Print handout"))

    def _build(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._state)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.back)
        row.addLayout(names, 1)
        for button in (self.mend, self.undo, self.redo, self.print, self.open):
            row.addWidget(button)
