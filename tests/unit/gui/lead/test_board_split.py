import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.board.steps_panel import SLIM_WIDTH, WIDTH
from classroom_app.gui.lead.board_split import SLIM_STUDENTS_WIDTH, BoardSplit


@pytest.fixture
def split(qtbot: QtBot) -> BoardSplit:
    steps, students, help_queue = QWidget(), QWidget(), QWidget()
    steps.setMinimumWidth(WIDTH)
    split = BoardSplit(steps, students, help_queue)
    qtbot.addWidget(split)
    split.resize(1366, 600)
    split.show()
    return split


def widths_at(split: BoardSplit, width: int) -> list[int]:
    split.resize(width, 600)
    return split.sizes()


def drag(split: BoardSplit, handle: int, pixels: int) -> None:
    mouse, left = split.handle(handle), Qt.MouseButton.LeftButton
    QTest.mousePress(mouse, left, pos=QPoint(2, 50))
    QTest.mouseMove(mouse, QPoint(2 + pixels, 50))
    QTest.mouseRelease(mouse, left, pos=QPoint(2, 50))


@pytest.mark.parametrize("narrow", [1200, 1100, 1000])
def test_the_steps_are_as_wide_again_once_there_is_room(split: BoardSplit, narrow: int) -> None:
    """A narrow window takes from them, and their titles were cut for good afterwards."""
    before = widths_at(split, 1366)
    assert sum(widths_at(split, narrow)) < narrow
    assert widths_at(split, 1366) == before


def test_a_large_screen_has_room_for_their_titles(split: BoardSplit) -> None:
    assert [widths_at(split, width)[0] for width in (1250, 1500, 4000)] == [250, 300, 360]


def test_numbers_alone_leave_the_room_to_the_students(split: BoardSplit) -> None:
    before = widths_at(split, 1366)
    shown_steps = split.widget(0)
    assert shown_steps is not None
    shown_steps.setFixedWidth(SLIM_WIDTH)
    split.set_slim(True)
    steps, students, help_queue = widths_at(split, 800)
    assert steps == SLIM_WIDTH
    assert students >= SLIM_STUDENTS_WIDTH
    assert help_queue >= 250
    shown_steps.setMinimumWidth(WIDTH)
    shown_steps.setMaximumWidth(16_777_215)
    split.set_slim(False)
    assert widths_at(split, 1366) == before


@pytest.mark.parametrize(("handle", "place", "pixels"), [(1, 0, 80), (2, 2, -80)])
def test_what_somebody_dragged_stays(
    handle: int, place: int, pixels: int, split: BoardSplit
) -> None:
    before = widths_at(split, 1366)
    drag(split, handle, pixels)
    dragged = split.sizes()
    assert dragged[place] > before[place] + 40
    widths_at(split, 1000)
    assert widths_at(split, 1366) == dragged
