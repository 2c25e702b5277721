from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from classroom_app.gui.kit.flow_layout import FlowLayout


def boxes(parent: QWidget, *widths: int) -> list[QWidget]:
    made: list[QWidget] = []
    for width in widths:
        box = QWidget(parent)
        box.setFixedSize(width, 30)
        made.append(box)
    return made


def places(parts: list[QWidget]) -> list[tuple[int, int]]:
    return [(part.x(), part.y()) for part in parts if not part.isHidden()]


def test_parts_that_have_no_room_stand_in_the_next_row(window: QWidget) -> None:
    area = QWidget(window)
    parts = boxes(area, 100, 80, 120)
    flow = FlowLayout.of(parts, 10, 4)
    column = QVBoxLayout(area)
    column.setContentsMargins(0, 0, 0, 0)
    column.addLayout(flow)
    window.show()
    area.show()
    area.resize(400, 200)
    column.activate()
    assert places(parts) == [(0, 0), (110, 0), (200, 0)]
    area.resize(200, 200)
    assert places(parts) == [(0, 0), (110, 0), (0, 34)]
    parts[1].hide()
    column.activate()
    assert places(parts) == [(0, 0), (0, 34)]
    assert flow.heightForWidth(230) == 30
    assert flow.heightForWidth(229) == 64
    assert flow.minimumSize() == QSize(120, 30)
    assert flow.sizeHint() == QSize(230, 30)
    assert area.minimumSizeHint().width() == 120


def test_parts_can_be_given_back(window: QWidget) -> None:
    flow = FlowLayout.of(boxes(window, 10, 20), 1, 1)
    assert flow.count() == 2
    assert flow.itemAt(2) is None
    assert flow.takeAt(0) is not None
    assert flow.count() == 1
    assert flow.takeAt(5) is None
