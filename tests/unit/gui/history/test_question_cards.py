from PySide6.QtWidgets import QWidget

from classroom_app.domain import commands as cmd
from classroom_app.domain.class_report import ClassReport, class_report
from classroom_app.gui.history.question_cards import QuestionCards
from tests.helpers.lecture import QUESTION, Lecture
from tests.unit.gui.conftest import language_change
from tests.unit.gui.finding import is_shown


def report(*asking: int) -> ClassReport:
    lecture = Lecture(asking=asking)
    kim, lee = lecture.join("Kim"), lecture.join("Lee")
    lecture.teach(cmd.NextStep(2))
    lecture.say(kim, cmd.CompleteStep(2, 0 if 2 in asking else None))
    lecture.say(lee, cmd.CompleteStep(2))
    return class_report(lecture.history, lecture.lesson)


def test_each_question_has_its_bars(window: QWidget) -> None:
    cards = QuestionCards(window)
    assert not is_shown(cards)
    cards.show_report(report(2, 4))
    assert is_shown(cards)
    first, second = cards.cards
    assert first._of_step.text() == "Step 2: 1 of 2 answered"
    assert [bar.text for bar in first.bars.bars] == list(QUESTION.answers)
    assert [(bar.count, bar.share) for bar in first.bars.bars] == [(1, 1.0), (0, 0.0), (0, 0.0)]
    assert [bar.share for bar in second.bars.bars] == [0.0, 0.0, 0.0]
    for card in cards.cards:
        language_change(card)


def test_a_lesson_that_asks_nothing_has_none(window: QWidget) -> None:
    cards = QuestionCards(window)
    cards.show_report(report(2))
    cards.show_report(report())
    assert cards.cards == []
    assert not is_shown(cards)
