"""The form for a step: texts, picture, question, and fields for the Android app."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from classroom_app.domain.lesson import TargetAction
from classroom_app.domain.lesson_draft import SubtaskDraft
from classroom_app.domain.lesson_rules import MAX_TEXT, MAX_TITLE, LessonFault
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.lessons.lesson_words import action_words, rule_sentence
from classroom_app.gui.lessons.picture_box import PictureBox
from classroom_app.gui.lessons.pictures import Pictures
from classroom_app.gui.lessons.question_box import QuestionBox
from classroom_app.gui.lessons.written_field import WrittenField
from classroom_app.gui.theme.tokens import Space

# Fields above "More", numbers of lines of the longer fields, and fields for the Android app.
_ALWAYS_SHOWN = ("title", "guide_text", "voice_guide_text")
_LINES = {"guide_text": 4, "voice_guide_text": 4, "description": 2}
_FOR_THE_APP = ("text", "content_description", "view_id", "target_package")


class StepForm(Panel):
    """`written` carries a field's name and new text; `left` means that a field lost focus."""

    written = Signal(str, str)
    left = Signal()

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._place = Label("", "heading", parent=self)
        self._more = QWidget(self)
        self._more.hide()
        self.fields: dict[str, WrittenField] = {}
        # The tab order is the order of creation.
        for name in _ALWAYS_SHOWN:
            self._add_field(name, self)
        self.picture = PictureBox(pictures, self)
        self.question = QuestionBox(self)
        self.question.left.connect(self.left)
        self._toggle = IconButton("chevron-down", kind="quiet", name="moreButton", parent=self)
        self._toggle.setCheckable(True)
        self._toggle.setProperty("align", "left")
        self._toggle.toggled.connect(self._more.setVisible)
        self._add_field("description", self._more)
        self._app_hint = Label("", "caption", wraps=True, parent=self._more)
        self._action_label = Label("", "section", parent=self._more)
        self._action = QComboBox(self._more)
        self._action.setObjectName("targetActionBox")
        self._action.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for action in ("", *TargetAction):
            self._action.addItem("", str(action))
        self._action.activated.connect(
            lambda: self.written.emit("target_action", self._action.currentData())
        )
        for name in _FOR_THE_APP:
            self._add_field(name, self._more)
        self._build()
        self.finish()

    def show_step(self, step: SubtaskDraft, place: int, faults: dict[str, LessonFault]) -> None:
        """Show the step at `place` and its faults, by field."""
        text = self.tr("Step {number}").format(number=place + 1)
        if text != self._place.text():
            self.picture.forget_question()
        self._place.setText(text)
        for name, field in self.fields.items():
            fault = faults.get(name)
            field.show_text(getattr(step, name) or "", rule_sentence(fault) if fault else "")
        self._action.setCurrentIndex(max(0, self._action.findData(step.target_action or "")))
        self.picture.show_picture(step.picture, step.marks)
        self.question.show_question(step.question, faults)
        if any(name in faults for name in ("description", *_FOR_THE_APP)):
            self._toggle.setChecked(True)

    def take_focus(self, field: str = "title") -> None:
        """Focus this field, or the picture for any other name."""
        if field in self.fields:
            self.fields[field].field.setFocus()
        elif field.startswith("question."):
            self.question.take_focus(field)
        else:
            self.picture.setFocus()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.fields["title"].name(self.tr("Title"), self.tr("Open Settings"))
        self.fields["guide_text"].name(
            self.tr("Instructions"), self.tr("Shown in large text on the phone")
        )
        self.fields["voice_guide_text"].name(
            self.tr("Read aloud"), self.tr("If blank, the title and instructions are read aloud")
        )
        self.fields["description"].name(
            self.tr("Details"), self.tr("Shown in small text below the instructions")
        )
        self.fields["text"].name(self.tr("Text on the button"))
        self.fields["content_description"].name(self.tr("Spoken name of the button"))
        self.fields["view_id"].name(self.tr("View id"))
        self.fields["target_package"].name(self.tr("App package"))
        self._toggle.setText(self.tr("More"))
        self._toggle.setAccessibleName(self.tr("More fields"))
        self._app_hint.setText(self.tr("Used by the Android app to find the button."))
        self._action_label.setText(self.tr("ACTION"))
        self._action.setAccessibleName(self.tr("Action"))
        for place, word in enumerate([self.tr("None"), *action_words().values()]):
            self._action.setItemText(place, word)

    def _add_field(self, name: str, parent: QWidget) -> None:
        limit = MAX_TITLE if name == "title" else MAX_TEXT
        field = WrittenField(f"{name}Field", limit, _LINES.get(name, 1), parent)
        field.written.connect(partial(self.written.emit, name))
        field.left.connect(self.left)
        self.fields[name] = field

    def _build(self) -> None:
        more = QVBoxLayout(self._more)
        more.setContentsMargins(0, 0, 0, 0)
        more.setSpacing(Space.M)
        more.addWidget(self.fields["description"])
        more.addSpacing(Space.S)
        more.addWidget(self._app_hint)
        more.addWidget(self._action_label)
        more.addWidget(self._action)
        for name in _FOR_THE_APP:
            more.addWidget(self.fields[name])
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.L)
        column.addWidget(self._place)
        for name in _ALWAYS_SHOWN:
            column.addWidget(self.fields[name])
        column.addWidget(self.picture)
        column.addWidget(self.question)
        column.addWidget(self._toggle)
        column.addWidget(self._more)
        column.addStretch(1)
