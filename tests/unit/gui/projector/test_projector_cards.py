"""The step on the big screen: its words have room, however many there are."""

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QWidget

from classroom_app.domain import commands as cmd
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.insight import class_progress
from classroom_app.domain.lesson import Lesson, Subtask
from classroom_app.domain.question import MAX_ANSWER, MAX_ANSWERS, MAX_QUESTION, Question
from classroom_app.gui.kit.answer_bars import AnswerBars
from classroom_app.gui.kit.drawing import sized
from classroom_app.gui.projector.fitted_label import FittedLabel
from classroom_app.gui.projector.projector_cards import StepCard
from tests.helpers.lecture import Lecture

SMALLEST = 14
# Beside open bars.
SMALLEST_ANSWER, TEXT_SHARE = 12, 0.38
LONGEST = Question(
    ("질문이 꽤 길어요. " * 30)[:MAX_QUESTION].strip(),
    tuple(
        (f"{number}번 답도 꽤 길어요 " * 9)[:MAX_ANSWER].strip() for number in range(MAX_ANSWERS)
    ),
)


@pytest.mark.parametrize("has_picture", [False, True])
@pytest.mark.parametrize("size", [QSize(1280, 720), QSize(1024, 768)], ids=str)
def test_the_longest_question_is_seen_whole(
    window: QWidget, size: QSize, has_picture: bool
) -> None:
    lecture = Lecture()
    lesson = Lesson(id=1, title="글자", subtasks=(Subtask(1, "글자 크기", 1, question=LONGEST),))
    lecture.session = ClassSession(lecture.opened, lesson)
    lecture.teach(cmd.NextStep())
    lecture.teach(cmd.ShowAnswers(1, shown=True))
    window.resize(size)
    card = StepCard(window)
    card.resize(size)
    card.show_class(lecture.session, class_progress(lecture.session))
    if has_picture:
        card.show_picture(QImage(540, 1170, QImage.Format.Format_RGB32))
    card.fit(size)
    window.show()
    layout = card.layout()
    assert layout is not None
    layout.activate()
    (label,) = (each for each in card.findChildren(FittedLabel) if each.text == LONGEST.text)
    metrics = QFontMetrics(sized(label.font(), SMALLEST, bold=True))
    flags = int(Qt.TextFlag.TextWordWrap)
    needed = metrics.boundingRect(QRect(label.rect()), flags, label.text)
    assert needed.height() <= label.height()
    bars = card.findChild(AnswerBars)
    assert isinstance(bars, AnswerBars)
    row = QRect(0, 0, round(bars.width() * TEXT_SHARE), bars.height() // MAX_ANSWERS)
    metrics = QFontMetrics(sized(bars.font(), SMALLEST_ANSWER, bold=True))
    for answer in LONGEST.answers:
        assert metrics.boundingRect(row, flags, answer).height() <= row.height()
