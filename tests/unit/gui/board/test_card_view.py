import pytest

from classroom_app.gui.board.card_delegate import CARD, CardDelegate
from classroom_app.gui.board.card_view import CardView
from classroom_app.gui.board.student_model import StudentModel
from classroom_app.gui.theme.tokens import LIGHT
from tests.unit.gui.conftest import Stage
from tests.unit.gui.painting import painted


def shown(stage: Stage, people: int, width: int, height: int) -> CardView:
    view = CardView(StudentModel(stage.board, stage.window), stage.window)
    view.resize(width, height)
    view.show()
    stage.hall.join_many(people)
    return view


@pytest.mark.parametrize(
    ("people", "width", "height", "scale"),
    [(3, 640, 600, 1.0), (3, 1500, 900, 1.75), (40, 1500, 900, 1.5), (200, 1500, 900, 1.0)],
)
def test_cards_are_as_large_as_lets_all_be_seen(
    stage: Stage, people: int, width: int, height: int, scale: float
) -> None:
    view = shown(stage, people, width, height)
    assert view._cards.scale == scale
    assert view.gridSize().height() == round(CARD.height() * scale)
    view.doItemsLayout()
    columns = {
        view.visualRect(view.model().index(row, view.modelColumn())).left() for row in range(people)
    }
    assert len(columns) == min(people, view.viewport().width() // view.gridSize().width())
    assert max(columns) + view.gridSize().width() <= view.viewport().width()


def test_a_scroll_bar_stands_only_where_there_is_more(stage: Stage) -> None:
    view = shown(stage, 3, 640, 600)
    view.doItemsLayout()
    assert view.verticalScrollBar().maximum() == 0
    stage.hall.join_many(60)
    view.doItemsLayout()
    assert view.verticalScrollBar().maximum() > 0


def test_a_larger_card_is_painted(stage: Stage) -> None:
    view = shown(stage, 1, 640, 600)
    index = view.model().index(0, 0)
    delegate = CardDelegate(view)
    small = painted(delegate, index, LIGHT)
    delegate.scale = 1.75
    assert painted(delegate, index, LIGHT) != small
