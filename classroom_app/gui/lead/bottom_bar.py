"""How far the step is, and the buttons that lead the class."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.actions import Actions
from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.kit.buttons import ActionButton
from classroom_app.gui.kit.fitting_row import FittingRow, hide_when_narrow
from classroom_app.gui.kit.label import ElidedLabel, Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.ring import Ring
from classroom_app.gui.kit.texts import clock_text
from classroom_app.gui.theme.tokens import Space

NAMES_SHOWN = 3
# At least this many letters of the line below the count are visible.
DETAIL_LETTERS = 18


class BottomBar(Panel):
    """The ready meter at the left, the buttons at the right."""

    def __init__(self, board: ClassBoard, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__("footer", parent)
        self._board, self._actions = board, actions
        self._names_step = False
        self._ring = Ring(44, 6, self)
        self._ring.setObjectName("readyRing")
        self._done = Label("", "title", parent=self)
        self._done.setObjectName("doneLabel")
        self._time = Label("", "muted", parent=self)
        self._time.setObjectName("stepTimeLabel")
        self._detail = ElidedLabel("", "muted", self, letters=DETAIL_LETTERS)
        self._detail.setObjectName("detailLabel")
        self._message = ActionButton(
            actions.message_all, "message", shape="big", name="messageAllButton", parent=self
        )
        self._pause = ActionButton(
            actions.pause, "pause", shape="big", name="pauseButton", parent=self
        )
        self._next = ActionButton(
            actions.next_step,
            "next",
            kind="primary",
            shape="big",
            name="nextStepButton",
            parent=self,
        )
        self._end = ActionButton(
            actions.end, "end", kind="danger", shape="big", name="endButton", parent=self
        )
        self._new = ActionButton(
            actions.new_class,
            "plus",
            kind="primary",
            shape="big",
            name="newClassButton",
            parent=self,
        )
        self._build()
        board.reset.connect(self.refresh)
        board.refreshed.connect(self.refresh)
        actions.changed.connect(self._show_buttons)
        self.finish()

    def refresh(self) -> None:
        """Show the current step, counts and times."""
        session = self._board.session
        if session is None:
            return
        insight = self._board.insight
        heads, step = insight.counters, session.current_subtask
        if step is None:
            words = (
                self.tr("{here} of {total} here") if self._board.absent else self.tr("{here} here")
            )
            self._done.setText(words.format(here=heads.here, total=self._board.expected))
            is_over = session.status is SessionStatus.ENDED
            self._detail.setText(
                "" if is_over else self.tr("When everyone is here, press Start class.")
            )
            self._time.setText("")
            self._ring.show_part(heads.here, self._board.expected)
            return
        done, total = insight.progress.of(step.id)
        self._ring.show_part(done, total)
        self._done.setText(self.tr("{done} of {total} done").format(done=done, total=total))
        self._time.setText(
            self.tr("on this step {time}").format(time=clock_text(insight.on_step_s))
        )
        title = [step.title] if self._names_step else []
        self._detail.setText(" · ".join(title + self._details(step.id)))

    def set_names_step(self, on: bool) -> None:
        """Show the step's title here too, while the steps show only their numbers."""
        if on is not self._names_step:
            self._names_step = on
            self.refresh()

    def set_low(self, on: bool) -> None:
        """Reduce the height where there is little of it."""
        height = Space.S if on else Space.M
        self._row.setContentsMargins(Space.L, height, Space.L, height)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.refresh()

    def _details(self, subtask_id: int) -> list[str]:
        insight = self._board.insight
        parts = []
        median = insight.medians.get(subtask_id)
        if median is not None:
            parts.append(self.tr("typical {time}").format(time=clock_text(median)))
        if insight.counters.stuck:
            limit = clock_text(insight.stuck_limit_s)
            parts.append(self.tr("stuck after {time}").format(time=limit))
        session = self._board.session
        is_over = session is not None and session.status is SessionStatus.ENDED
        if insight.ready.rest_s and not is_over:
            parts.append(self.tr("about {time} left").format(time=clock_text(insight.ready.rest_s)))
        if behind := self._left_behind():
            parts.append(self.tr("working: {names}").format(names=behind))
        return parts

    def _left_behind(self) -> str:
        session, left = self._board.session, self._board.insight.left_behind
        if session is None or not left or session.status is SessionStatus.ENDED:
            return ""
        names = ", ".join(session.participants[i].name for i in left[:NAMES_SHOWN])
        more = len(left) - NAMES_SHOWN
        return f"{names} +{more}" if more > 0 else names

    def _show_buttons(self) -> None:
        session = self._board.session
        is_over = session is not None and session.status is SessionStatus.ENDED
        is_paused = session is not None and session.status is SessionStatus.PAUSED
        self._pause.set_icon("play" if is_paused else "pause")
        self._pause.setVisible(not is_over)
        self._new.setVisible(is_over)

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        first = QHBoxLayout()
        first.setSpacing(Space.M)
        first.addWidget(self._done)
        first.addWidget(self._time, 0, Qt.AlignmentFlag.AlignBottom)
        first.addStretch(1)
        words.addLayout(first)
        words.addWidget(self._detail)
        self._row = row = QHBoxLayout(self)
        row.setSpacing(Space.M)
        self.set_low(False)
        row.addWidget(self._ring)
        row.addLayout(words, 1)
        for button in (self._message, self._pause, self._next):
            row.addWidget(button)
        row.addSpacing(Space.XL)
        row.addWidget(self._end)
        row.addWidget(self._new)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._fitting = FittingRow(
            self,
            (
                hide_when_narrow(self._time),
                self._message.show_icon_alone,
                hide_when_narrow(self._ring),
                self._pause.show_icon_alone,
                self._end.show_icon_alone,
                hide_when_narrow(self._done),
            ),
        )
