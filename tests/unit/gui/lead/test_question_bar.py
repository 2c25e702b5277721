import pytest

from classroom_app.domain import commands as cmd
from classroom_app.gui.console import Console
from classroom_app.gui.lead.question_bar import QuestionBar
from tests.helpers.lecture import QUESTION
from tests.unit.gui.conftest import Hall, Stage, language_change
from tests.unit.gui.finding import button, is_shown


@pytest.fixture
def hall() -> Hall:
    return Hall(asking=(2, 4))


@pytest.fixture
def bar(console: Console, stage: Stage) -> QuestionBar:
    return QuestionBar(console, stage.window)


def test_it_stands_there_while_the_step_asks(stage: Stage, bar: QuestionBar) -> None:
    assert not is_shown(bar)
    stage.hall.teach(cmd.NextStep())
    assert not is_shown(bar)
    stage.hall.teach(cmd.NextStep())
    assert is_shown(bar)
    assert bar._words.text() == QUESTION.text
    stage.hall.teach(cmd.NextStep())
    assert not is_shown(bar)
    stage.hall.teach(cmd.NextStep())
    assert is_shown(bar)
    stage.hall.teach(cmd.EndSession())
    assert not is_shown(bar)


def test_answers_are_hidden_until_they_are_shown(stage: Stage, bar: QuestionBar) -> None:
    kim, lee, _choi = (stage.hall.join(name) for name in ("Kim", "Lee", "Choi"))
    stage.hall.teach(cmd.NextStep(2))
    stage.hall.say(kim, cmd.CompleteStep(2, 0))
    assert bar._answered.text() == "1 of 3 answered"
    assert not is_shown(bar.bars)
    toggle = button(bar, "showAnswersButton")
    assert toggle.text() == "Show answers"
    toggle.click()
    assert stage.hall.given == [cmd.ShowAnswers(2, shown=True)]
    assert is_shown(bar.bars)
    assert [each.count for each in bar.bars.bars] == [1, 0, 0]
    stage.hall.say(lee, cmd.CompleteStep(2, 1))
    assert [(each.count, each.share) for each in bar.bars.bars] == [(1, 0.5), (1, 0.5), (0, 0.0)]
    stage.hall.say(lee, cmd.CompleteStep(2, 0))  # changed
    assert [each.count for each in bar.bars.bars] == [2, 0, 0]
    assert toggle.text() == "Hide answers"
    toggle.click()
    assert not is_shown(bar.bars)
    stage.hall.teach(cmd.NextStep(4))
    assert not is_shown(bar.bars), "each question begins hidden"
    language_change(bar)


def test_nobody_is_named(stage: Stage, bar: QuestionBar) -> None:
    kim = stage.hall.join("비밀이름")
    stage.hall.teach(cmd.NextStep(2))
    stage.hall.say(kim, cmd.CompleteStep(2, 0))
    button(bar, "showAnswersButton").click()
    said = [each.text for each in bar.bars.bars] + [bar.bars.accessibleDescription()]
    assert not any("비밀이름" in words for words in said)
