"""The form for a lesson as a whole: title, language and description."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from classroom_app.domain.lesson_draft import LessonDraft
from classroom_app.domain.lesson_edits import BLANK_STEP
from classroom_app.domain.lesson_rules import MAX_TEXT, MAX_TITLE, LessonFault
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.flow_layout import FlowLayout
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.lessons.lesson_words import LANGUAGE_NAMES, language_name, rule_sentence
from classroom_app.gui.lessons.written_field import WrittenField
from classroom_app.gui.theme.tokens import Space


class LessonForm(Panel):
    """`written` carries a field's name and new text; `left` means that a field lost focus.

    While all steps are blank, the form offers pictures from the instructor's phone
    (`phone_requested`) and the guide's chapter on making a lesson (`own_lesson_requested`).
    """

    written = Signal(str, str)
    left = Signal()
    phone_requested = Signal()
    own_lesson_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._heading = Label("", "heading", parent=self)
        self.fields = {
            "title": WrittenField("lessonTitleField", MAX_TITLE, parent=self),
            "description": WrittenField("lessonDescriptionField", MAX_TEXT, 4, parent=self),
        }
        for name, field in self.fields.items():
            field.written.connect(partial(self.written.emit, name))
            field.left.connect(self.left)
        self._language_label = Label("", "section", parent=self)
        self._language = QComboBox(self)
        self._language.setObjectName("lessonLanguageBox")
        self._language.activated.connect(
            lambda: self.written.emit("language", self._language.currentData())
        )
        self._steps_fault = Label("", "fault", wraps=True, parent=self)
        self._way_in = Panel("panel", self)
        self._way_in_words = Label("", wraps=True, parent=self._way_in)
        self._phone = IconButton(
            "phone", kind="primary", name="firstPicturesButton", parent=self._way_in
        )
        self._phone.clicked.connect(self.phone_requested)
        self._guide = IconButton(
            "lessons", kind="quiet", name="ownLessonGuideButton", parent=self._way_in
        )
        self._guide.clicked.connect(self.own_lesson_requested)
        self._build_way_in()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.L)
        column.addWidget(self._heading)
        column.addWidget(self.fields["title"])
        language = QVBoxLayout()
        language.setSpacing(Space.XS)
        language.addWidget(self._language_label)
        language.addWidget(self._language)
        column.addLayout(language)
        column.addWidget(self.fields["description"])
        column.addWidget(self._steps_fault)
        column.addWidget(self._way_in)
        column.addStretch(1)
        self.finish()

    def show_lesson(self, lesson: LessonDraft, faults: dict[str, LessonFault]) -> None:
        """Show a lesson and its faults, by field."""
        for name, field in self.fields.items():
            fault = faults.get(name)
            field.show_text(getattr(lesson, name) or "", rule_sentence(fault) if fault else "")
        self._show_language(lesson.language)
        self._way_in.setVisible(all(step == BLANK_STEP for step in lesson.subtasks))
        fault = faults.get("subtasks")
        self._steps_fault.setText(rule_sentence(fault) if fault else "")
        self._steps_fault.setVisible(fault is not None)

    def take_focus(self, field: str = "title") -> None:
        """Focus this field."""
        if field in self.fields:
            self.fields[field].field.setFocus()
        else:
            self._language.setFocus()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._heading.setText(self.tr("About the lesson"))
        self.fields["title"].name(self.tr("Title"), self.tr("Turn notifications on"))
        self.fields["description"].name(
            self.tr("Description"), self.tr("What students can do after this lesson")
        )
        self._language_label.setText(self.tr("LANGUAGE"))
        self._language.setAccessibleName(self.tr("Language"))
        self._way_in_words.setText(
            self.tr(
                "Take screenshots on your phone while you do what you want to teach. Each becomes "
                "a step; then you write what to do."
            )
        )
        self._phone.setText(self.tr("Pictures from my phone"))
        self._phone.setAccessibleName(self.tr("Pictures from my phone"))
        self._guide.setText(self.tr("Your first own lesson"))
        self._guide.setAccessibleName(self.tr("Your first own lesson"))
        self._guide.setToolTip(self.tr("How to make a lesson, in the guide"))

    def _show_language(self, code: str) -> None:
        codes = [*LANGUAGE_NAMES, *([] if code in LANGUAGE_NAMES else [code])]
        if codes != [self._language.itemData(row) for row in range(self._language.count())]:
            self._language.clear()
            for one in codes:
                self._language.addItem(language_name(one), one)
        self._language.setCurrentIndex(codes.index(code))

    def _build_way_in(self) -> None:
        buttons = FlowLayout.of([self._phone, self._guide], Space.S, Space.XS)
        inside = QVBoxLayout(self._way_in)
        inside.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        inside.setSpacing(Space.M)
        inside.addWidget(self._way_in_words)
        inside.addLayout(buttons)
