"""How a class answered the questions of its steps, one card per question."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from classroom_app.domain.class_report import ClassReport, StepLine
from classroom_app.gui.kit.answer_bars import AnswerBar, AnswerBars
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.tokens import Space


class QuestionCards(Panel):
    """Hidden if the lesson has no questions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("questionCards")
        self._steps: list[StepLine] = []
        self.cards: list[QuestionCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)
        self.hide()
        self.finish()

    def show_report(self, report: ClassReport) -> None:
        """Replace the cards by those of a class."""
        self._steps = [step for step in report.steps if step.question is not None]
        for card in self.cards:
            self._column.removeWidget(card)
            card.deleteLater()
        self.cards = [QuestionCard(step, self) for step in self._steps]
        for card in self.cards:
            self._column.addWidget(card)
        self.setVisible(bool(self.cards))


class QuestionCard(Panel):
    """One question: its step, its text, how many students answered, and a bar per answer."""

    def __init__(self, step: StepLine, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._step = step
        self._of_step = Label("", "caption", parent=self)
        self._words = Label(step.question or "", "heading", wraps=True, parent=self)
        self.bars = AnswerBars(self)
        answered = sum(count for _text, count in step.answers)
        self.bars.show_bars(
            [
                AnswerBar(text, count, count / answered if answered else 0.0)
                for text, count in step.answers
            ],
            is_open=True,
        )
        self._answered = answered
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.XS)
        column.addWidget(self._of_step)
        column.addWidget(self._words)
        column.addWidget(self.bars)
        self.finish()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        words = self.tr("Step {number}: {answered} of {done} answered")
        self._of_step.setText(
            words.format(number=self._step.number, answered=self._answered, done=self._step.done)
        )
        self.bars.setAccessibleName(self._words.text())
