import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.fitting_row import FittingRow, hide_when_narrow
from classroom_app.gui.kit.label import Label

WIDTH = 100


class Row(QWidget):
    """Three boxes of the same width in a row, the middle one in a layout of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes = [Label("x", parent=self) for _ in range(3)]
        for box in self.boxes:
            box.setMinimumWidth(WIDTH)
        inner = QVBoxLayout()
        inner.addWidget(self.boxes[1])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.boxes[0])
        layout.addLayout(inner)
        layout.addWidget(self.boxes[2])
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.fitting = FittingRow(self, [hide_when_narrow(self.boxes[i]) for i in (1, 0)])
        # Without this a window is never narrower than its row.
        layout.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)

    def shown(self) -> list[int]:
        QApplication.processEvents()
        return [place for place, box in enumerate(self.boxes) if not box.isHidden()]


@pytest.fixture
def row(qtbot: QtBot) -> Row:
    made = Row()
    qtbot.addWidget(made)
    made.setWindowFlag(Qt.WindowType.FramelessWindowHint)  # Windows gives a frame 120 pixels
    made.resize(3 * WIDTH, 40)
    made.show()
    return made


def test_what_matters_least_gives_way_first_and_comes_back(row: Row) -> None:
    assert row.shown() == [0, 1, 2]
    row.resize(3 * WIDTH - 1, 40)
    assert row.shown() == [0, 2]
    row.resize(2 * WIDTH - 1, 40)
    assert row.shown() == [2]
    assert row.fitting.given == 2
    row.resize(2 * WIDTH, 40)
    assert row.shown() == [0, 2]
    row.resize(3 * WIDTH, 40)
    assert row.shown() == [0, 1, 2]


def test_a_longer_text_needs_room_too(row: Row) -> None:
    assert row.shown() == [0, 1, 2]
    row.boxes[2].setMinimumWidth(2 * WIDTH)
    assert row.shown() == [0, 2]
    row.boxes[2].setMinimumWidth(WIDTH)
    assert row.shown() == [0, 1, 2]


def test_fitting_comes_to_rest(row: Row) -> None:
    changes: list[bool] = []
    row.fitting._stages = (*row.fitting._stages, changes.append)
    row.resize(WIDTH // 2, 40)
    assert row.shown() == [2]
    changes.clear()
    for _ in range(20):
        QApplication.processEvents()
    assert changes == []
