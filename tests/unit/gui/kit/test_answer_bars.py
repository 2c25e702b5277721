import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from classroom_app.gui.kit.answer_bars import AnswerBar, AnswerBars
from classroom_app.gui.theme.theme import Theme
from classroom_app.gui.theme.tokens import LIGHT

YES_NO = [AnswerBar("Yes", 3, 0.75), AnswerBar("No", 1, 0.25), AnswerBar("Hm", 0, 0.0)]


@pytest.fixture
def bars(window: QWidget, light: Theme) -> AnswerBars:
    bars = AnswerBars(window)
    bars.resize(800, 120)
    bars.show()
    window.show()
    return bars


def lengths(bars: AnswerBars) -> list[int]:
    """Return how many pixels of each row are filled."""
    image = bars.grab().toImage()
    full, rows = QColor(LIGHT.accent).rgb(), len(bars.bars)
    return [
        sum(
            image.pixel(x, round((row + 0.5) * image.height() / rows)) == full
            for x in range(image.width())
        )
        for row in range(rows)
    ]


def test_a_bar_is_as_long_as_its_share(bars: AnswerBars) -> None:
    bars.show_bars(YES_NO, is_open=True)
    yes, no, none = lengths(bars)
    assert yes == pytest.approx(3 * no, abs=4)
    assert no > 20
    assert none == 0


def test_hidden_there_are_words_alone(bars: AnswerBars) -> None:
    bars.show_bars(YES_NO, is_open=False)
    assert lengths(bars) == [0, 0, 0]
    assert bars.accessibleDescription() == "Yes\nNo\nHm"
    bars.show_bars(YES_NO, is_open=True)
    assert bars.accessibleDescription() == "Yes: 3 · 75%\nNo: 1 · 25%\nHm: 0 · 0%"


def test_the_same_is_not_drawn_again(bars: AnswerBars) -> None:
    painted: list[int] = []

    class Counted(AnswerBars):
        def update(self) -> None:  # type: ignore[override]
            painted.append(1)
            super().update()

    counted = Counted(bars)
    for _ in range(3):
        counted.show_bars(YES_NO, is_open=True)
    assert len(painted) == 1


@pytest.mark.parametrize("answers", [2, 3, 4, 6])
@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("is_open", [False, True])
def test_any_number_of_long_answers_is_drawn_in_any_size(
    bars: AnswerBars, answers: int, columns: int, is_open: bool
) -> None:
    many = AnswerBars(bars, columns=columns)
    many.show_bars([AnswerBar("long words " * 6, 999, 1.0)] * answers, is_open=is_open)
    rows = (answers + 1) // 2 if columns == 2 and answers > 3 else answers
    assert many.sizeHint().height() == 26 * rows
    many.fill_height(60)
    for width, height in ((120, 26), (400, 100), (1400, 700)):
        many.resize(width, height)
        many.grab()


def test_none_is_nothing(bars: AnswerBars) -> None:
    bars.show_bars([], is_open=True)
    bars.grab()
