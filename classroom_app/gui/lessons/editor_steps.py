"""The left of the editor: the lesson's steps, and buttons that act on the selected one."""

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from classroom_app.domain.lesson_rules import MAX_SUBTASKS
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.lessons.draft_steps_view import DraftStepsView
from classroom_app.gui.lessons.lesson_document import LESSON
from classroom_app.gui.lessons.lesson_steps_model import LessonStepsModel
from classroom_app.gui.theme.tokens import Space


class EditorSteps(Panel):
    """The editor connects the buttons and passes in the current place."""

    def __init__(self, model: LessonStepsModel, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._model = model
        self.about = IconButton("lessons", kind="quiet", name="aboutLessonButton", parent=self)
        self.about.setCheckable(True)
        self.about.setProperty("align", "left")
        self._label = Label("", "section", parent=self)
        self.view = DraftStepsView(model, self)
        self.add = IconButton("plus", name="addStepButton", parent=self)
        self.phone = IconButton("phone", name="phonePicturesButton", parent=self)
        self.copy = self._small("copy", "duplicateStepButton")
        self.remove = self._small("trash", "removeStepButton")
        self.up = self._small("up", "stepUpButton")
        self.down = self._small("down", "stepDownButton")
        self._build()
        self.finish()

    def choose(self, place: int) -> None:
        """Select the step at this place, or none for `LESSON`."""
        selection = self.view.selectionModel()
        if place == LESSON:
            self.view.clearSelection()
            selection.clearCurrentIndex()
        else:
            index = self._model.index(place)
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.view.scrollTo(index)

    def show_place(self, place: int, total: int) -> None:
        """Enable the buttons that apply at this place of a lesson with `total` steps."""
        is_step, has_room = place != LESSON, total < MAX_SUBTASKS
        self.about.setChecked(not is_step)
        self.add.setEnabled(has_room)
        self.phone.setEnabled(has_room)
        self.copy.setEnabled(is_step and has_room)
        self.remove.setEnabled(is_step)
        self.up.setEnabled(is_step and place > 0)
        self.down.setEnabled(is_step and place < total - 1)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.about.setText(self.tr("About the lesson"))
        self.about.setAccessibleName(self.tr("About the lesson"))
        self._label.setText(self.tr("STEPS"))
        self.add.setText(self.tr("Add a step"))
        self.add.setAccessibleName(self.tr("Add a step"))
        self.phone.setText(self.tr("Pictures from my phone"))
        self.phone.setAccessibleName(self.tr("Pictures from my phone"))
        self.phone.setToolTip(self.tr("Screenshots of your phone become steps"))
        for button, name, tip in (
            (self.copy, self.tr("Duplicate the step"), self.tr("Duplicate the step (Ctrl+D)")),
            (self.remove, self.tr("Remove the step"), self.tr("Remove the step (Delete)")),
            (self.up, self.tr("Move up"), self.tr("Move up (Alt+Up)")),
            (self.down, self.tr("Move down"), self.tr("Move down (Alt+Down)")),
        ):
            button.setAccessibleName(name)
            button.setToolTip(tip)
        self.view.setAccessibleName(self.tr("Steps of the lesson"))

    def _small(self, icon: str, name: str) -> IconButton:
        return IconButton(icon, kind="quiet", shape="tight", name=name, parent=self)

    def _build(self) -> None:
        self.setMinimumWidth(232)
        self.setMaximumWidth(480)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        buttons.addWidget(self._label, 1)
        for button in (self.copy, self.remove, self.up, self.down):
            buttons.addWidget(button)
        self._label.setContentsMargins(Space.M, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.M, Space.S, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self.about)
        column.addLayout(buttons)
        column.addWidget(self.view, 1)
        column.addWidget(self.add)
        column.addWidget(self.phone)
