from pytestqt.qtbot import QtBot

from classroom_app.gui.board.arrangement import Order
from classroom_app.gui.board.order_box import OrderBox


def test_the_order_box(qtbot: QtBot) -> None:
    box = OrderBox()
    qtbot.addWidget(box)
    with qtbot.waitSignal(box.chosen) as chosen:
        box.choose(Order.NAME)
    assert chosen.args == ["name"]
