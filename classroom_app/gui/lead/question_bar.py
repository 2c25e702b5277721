"""The question of the current step: how many have answered and, once shown, what."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from classroom_app.domain import commands as cmd
from classroom_app.domain.answers import AnswerCounts, answer_counts
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.board.answer_rows import answer_bars
from classroom_app.gui.console import Console
from classroom_app.gui.kit.answer_bars import AnswerBars
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import ElidedLabel, Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.texts import plain_tooltip
from classroom_app.gui.theme.tokens import Space


class QuestionBar(Panel):
    """Hidden while the step has no question. The answers are hidden until they are shown to all."""

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.setObjectName("questionBar")
        self._console = console
        self._step_id: int | None = None
        self._is_shown = False
        self._words = ElidedLabel("", "heading", parent=self, letters=12)
        self._answered = Label("", "muted", parent=self)
        self._toggle = IconButton("table", name="showAnswersButton", parent=self)
        self._toggle.clicked.connect(self._on_toggle)
        self._bars = AnswerBars(self, columns=2)
        self._bars.hide()
        self._build()
        board, bridge = console.board, console.bridge
        for signal in (board.reset, board.refreshed, bridge.lead_changed, bridge.answers_changed):
            signal.connect(self.refresh)
        self.hide()
        self.finish()

    @property
    def bars(self) -> AnswerBars:
        """The bars, visible or not."""
        return self._bars

    def refresh(self) -> None:
        """Show the current answers."""
        session = self._console.board.session
        counts: AnswerCounts | None = None
        if session is not None and session.status is not SessionStatus.ENDED:
            counts = answer_counts(session, session.current_subtask_id)
        if session is None or counts is None:
            self.hide()
            return
        self._step_id = session.current_subtask_id
        self._is_shown = self._step_id in session.answers_shown
        self._words.setText(" ".join(counts.question.text.split()))
        self._answered.setText(
            self.tr("{answered} of {people} answered").format(
                answered=counts.answered, people=counts.people
            )
        )
        self._bars.show_bars(answer_bars(counts), is_open=True)
        self._bars.setToolTip(plain_tooltip(self._bars.accessibleDescription()))  # in full
        self._bars.setVisible(self._is_shown)
        self._name_toggle()
        self.show()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._bars.setAccessibleName(self.tr("Answers"))
        self._name_toggle()
        self.refresh()

    def _name_toggle(self) -> None:
        if self._is_shown:
            text, hint = self.tr("Hide answers"), self.tr("Hide them here and on the projector")
        else:
            text, hint = self.tr("Show answers"), self.tr("Show them here and on the projector")
        if self._toggle.text() != text:
            self._toggle.setText(text)
            self._toggle.setAccessibleName(text)
            self._toggle.setToolTip(hint)

    def _on_toggle(self) -> None:
        if self._step_id is not None:
            self._console.dispatcher.send(cmd.ShowAnswers(self._step_id, not self._is_shown))

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self._words, 1)
        row.addWidget(self._answered)
        row.addWidget(self._toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.XS, Space.L, Space.XS)
        column.setSpacing(Space.XS)
        column.addLayout(row)
        column.addWidget(self._bars)
