import pytest
from PySide6.QtCore import QModelIndex, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.roles import ROW_ROLE, Index
from classroom_app.gui.kit.row_delegate import RowDelegate
from classroom_app.gui.theme.theme import palette_of
from classroom_app.gui.theme.tokens import DARK, Colours
from tests.unit.gui.painting import canvas


class Fill(RowDelegate[str]):
    """Fills the cell with the colour that the row names, and leaves the painter in a mess."""

    row_type = str
    height: int | None = 33

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[tuple[str, Colours, bool]] = []

    def draw(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        row: str,
        colours: Colours,
    ) -> None:
        is_smooth = bool(painter.renderHints() & QPainter.RenderHint.Antialiasing)
        self.drawn.append((row, colours, is_smooth))
        painter.setPen(QPen(QColor("red"), 9))
        painter.fillRect(option.rect, QColor(row))


class Rough(Fill):
    height = None
    smooth = False


@pytest.fixture
def model(qtbot: QtBot) -> QStandardItemModel:
    made = QStandardItemModel()
    for value in ("green", 7):
        item = QStandardItem()
        item.setData(value, ROW_ROLE)
        made.appendRow(item)
    return made


def paint(delegate: RowDelegate[str], index: QModelIndex) -> QColor:
    """Return the colour in the middle; the painter must be left as it was."""
    image = canvas(DARK)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, image.width(), image.height())
    option.palette = palette_of(DARK)
    painter = QPainter(image)
    before = (painter.pen(), painter.renderHints())
    delegate.paint(painter, option, index)
    assert (painter.pen(), painter.renderHints()) == before
    painter.end()
    return image.pixelColor(image.rect().center())


@pytest.mark.parametrize(("made", "is_smooth"), [(Fill, True), (Rough, False)])
def test_a_row_is_drawn_in_the_colours_of_its_view(
    model: QStandardItemModel, made: type[Fill], is_smooth: bool
) -> None:
    delegate = made()
    assert paint(delegate, model.index(0, 0)) == QColor("green")
    assert delegate.drawn == [("green", DARK, is_smooth)]


def test_what_is_no_row_is_left_unpainted(model: QStandardItemModel) -> None:
    delegate = Fill()
    for index in (model.index(1, 0), QModelIndex()):
        assert paint(delegate, index) == QColor(DARK.surface)
    assert delegate.drawn == []


def test_every_row_is_as_high_as_the_delegate_says(model: QStandardItemModel) -> None:
    option, index = QStyleOptionViewItem(), model.index(0, 0)
    by_style = QStyledItemDelegate().sizeHint(option, index)
    assert Fill().sizeHint(option, index) == QSize(by_style.width(), 33)
    assert Rough().sizeHint(option, index) == by_style
