"""The question of a step and its answers, or a button that adds a question."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from classroom_app.domain.lesson_rules import LessonFault
from classroom_app.domain.question import (
    BLANK_QUESTION,
    MAX_ANSWER,
    MAX_ANSWERS,
    MAX_QUESTION,
    MIN_ANSWERS,
    Question,
    answer_field,
)
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.lessons.lesson_words import rule_sentence
from classroom_app.gui.lessons.written_field import WrittenField
from classroom_app.gui.theme.tokens import Space

_TEXT, _COUNT = "question.text", "question.answers"


class QuestionBox(Panel):
    """`written` carries the edited question, or None, and the name of the field that was typed in.

    That name is "" if an answer or the question was added or removed. `left` means that a field
    lost focus.
    """

    written = Signal(object, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._question: Question | None = None
        self._label = Label("", "section", parent=self)
        self._add = IconButton("plus", name="addQuestionButton", parent=self)
        self._add.clicked.connect(self._on_add)
        self._hint = Label("", "caption", wraps=True, parent=self)
        self._inside = QWidget(self)
        self._text = WrittenField("questionField", MAX_QUESTION, 2, self._inside)
        self._text.written.connect(self._on_text)
        self._answers: list[WrittenField] = []
        self._removals: list[IconButton] = []
        self._rows: list[QWidget] = []
        for place in range(MAX_ANSWERS):
            self._add_row(place)
        self._fault = Label("", "fault", wraps=True, parent=self._inside)
        self._more = IconButton("plus", kind="quiet", name="addAnswerButton", parent=self._inside)
        self._more.clicked.connect(self._on_more)
        self._remove = IconButton(
            "trash", kind="quiet", name="removeQuestionButton", parent=self._inside
        )
        self._remove.clicked.connect(self._on_remove)
        for field in (self._text, *self._answers):
            field.left.connect(self.left)
        self._build()
        self.finish()

    def show_question(self, question: Question | None, faults: dict[str, LessonFault]) -> None:
        """Show a step's question, or None, and its faults, by field."""
        self._question = question
        self._inside.setVisible(question is not None)
        for part in (self._label, self._add):
            part.setVisible(question is None)
        self._text.show_text(question.text if question else "", _said(faults, _TEXT))
        answers = question.answers if question else ()
        for place, (row, field) in enumerate(zip(self._rows, self._answers, strict=True)):
            row.setVisible(place < len(answers))
            fault = _said(faults, f"question.{answer_field(place + 1)}")
            field.show_text(answers[place] if place < len(answers) else "", fault)
        for button in self._removals:
            button.setVisible(len(answers) > MIN_ANSWERS)
        self._more.setVisible(len(answers) < MAX_ANSWERS)
        self._fault.setText(_said(faults, _COUNT))
        self._fault.setVisible(bool(self._fault.text()))

    def take_focus(self, field: str = _TEXT) -> None:
        """Focus this field of the question."""
        fields = {f"question.{answer_field(n)}": f for n, f in enumerate(self._answers, 1)}
        fields.get(field, self._text).field.setFocus()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._label.setText(self.tr("QUESTION"))
        self._add.setText(self.tr("Ask a question"))
        self._add.setAccessibleName(self.tr("Ask a question"))
        self._hint.setText(
            self.tr("Students tap an answer instead of Done. No answer is right or wrong.")
        )
        self._text.name(self.tr("Question"), self.tr("Has the text become larger?"))
        for place, (field, button) in enumerate(
            zip(self._answers, self._removals, strict=True), start=1
        ):
            field.name(self.tr("Answer {number}").format(number=place))
            words = self.tr("Remove answer {number}").format(number=place)
            button.setToolTip(words)
            button.setAccessibleName(words)
        self._more.setText(self.tr("Add an answer"))
        self._more.setAccessibleName(self.tr("Add an answer"))
        self._remove.setText(self.tr("Remove the question"))
        self._remove.setAccessibleName(self.tr("Remove the question"))

    def _on_add(self) -> None:
        self.written.emit(BLANK_QUESTION, "")
        self._text.field.setFocus()

    def _on_remove(self) -> None:
        self.written.emit(None, "")
        self._add.setFocus()

    def _on_text(self, text: str) -> None:
        if self._question is not None:
            self._write(replace(self._question, text=text), _TEXT)

    def _on_answer(self, place: int, text: str) -> None:
        if self._question is not None and place < len(self._question.answers):
            before, after = self._question.answers[:place], self._question.answers[place + 1 :]
            question = replace(self._question, answers=(*before, text, *after))
            self._write(question, f"question.{answer_field(place + 1)}")

    def _on_more(self) -> None:
        if self._question is not None:
            place = len(self._question.answers)
            self._write(replace(self._question, answers=(*self._question.answers, "")), "")
            self._answers[min(place, MAX_ANSWERS - 1)].field.setFocus()

    def _on_removed(self, place: int) -> None:
        if self._question is not None:
            before, after = self._question.answers[:place], self._question.answers[place + 1 :]
            self._write(replace(self._question, answers=(*before, *after)), "")
            self._answers[min(place, len(before) + len(after) - 1)].field.setFocus()

    def _write(self, question: Question, typed: str) -> None:
        self._question = question
        self.written.emit(question, typed)

    def _add_row(self, place: int) -> None:
        row = QWidget(self._inside)
        field = WrittenField(f"answer{place + 1}Field", MAX_ANSWER, 1, row)
        field.written.connect(partial(self._on_answer, place))
        button = IconButton(
            "close", kind="quiet", shape="small", name=f"removeAnswer{place + 1}", parent=row
        )
        button.clicked.connect(partial(self._on_removed, place))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        layout.addWidget(field, 1)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self._rows.append(row)
        self._answers.append(field)
        self._removals.append(button)

    def _build(self) -> None:
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(Space.M)
        inside.addWidget(self._text)
        for row in self._rows:
            inside.addWidget(row)
        inside.addWidget(self._fault)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self._more)
        buttons.addStretch(1)
        buttons.addWidget(self._remove)
        inside.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._label)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._inside)
        column.addWidget(self._hint)


def _said(faults: dict[str, LessonFault], field: str) -> str:
    fault = faults.get(field)
    return rule_sentence(fault) if fault else ""
