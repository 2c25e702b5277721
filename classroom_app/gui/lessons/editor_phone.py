"""The right of the editor: a phone that shows the step being edited."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from classroom_app.domain.lesson_draft import LessonDraft
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.lessons.phone_preview import PhonePreview
from classroom_app.gui.lessons.pictures import Pictures
from classroom_app.gui.theme.tokens import Space


class EditorPhone(Panel):
    """The preview and its heading; the preview is hidden while the lesson has no steps."""

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._label = Label("", "section", parent=self)
        self.preview = PhonePreview(pictures, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._label)
        column.addWidget(self.preview, 1)
        self.finish()

    def show_place(self, draft: LessonDraft, place: int) -> None:
        """Show the step at this place, or the first step for `LESSON`."""
        steps, shown = draft.subtasks, max(0, place)
        if steps:
            self.preview.show_step(steps[shown], shown, len(steps), draft.language)
        self.preview.setVisible(bool(steps))

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._label.setText(self.tr("ON THE PHONE"))
        self.preview.setAccessibleName(self.tr("What the phone shows"))
