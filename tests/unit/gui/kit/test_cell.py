import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from classroom_app.gui.kit.cell import draw_entry
from classroom_app.gui.theme.tokens import LIGHT, Space

State = QStyle.StateFlag
PAPER = "#123456"


def painted(state: QStyle.StateFlag) -> tuple[str, str]:
    """Return the colours of an entry's middle and of its left edge."""
    image = QImage(200, 64, QImage.Format.Format_RGB32)
    image.fill(QColor(PAPER))
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 200, 64)
    option.state = state
    painter = QPainter(image)
    box = draw_entry(painter, option, LIGHT)
    painter.end()
    assert (box.left(), box.right()) == (Space.XS, 200 - Space.XS)
    return image.pixelColor(100, 32).name(), image.pixelColor(round(box.left()), 32).name()


@pytest.mark.parametrize(
    ("state", "ground", "edge"),
    [
        (State.State_None, PAPER, PAPER),
        (State.State_MouseOver, LIGHT.raised, LIGHT.raised),
        (State.State_Selected, LIGHT.accent_soft, LIGHT.accent_soft),
        (State.State_Selected | State.State_MouseOver, LIGHT.accent_soft, LIGHT.accent_soft),
        (State.State_Selected | State.State_HasFocus, LIGHT.accent_soft, LIGHT.accent),
        (State.State_HasFocus, PAPER, PAPER),
    ],
)
def test_an_entry_shows_where_the_pointer_the_choice_and_the_keyboard_are(
    qapp: QApplication, state: QStyle.StateFlag, ground: str, edge: str
) -> None:
    assert painted(state) == (ground, edge)
