"""The painters draw something in every state, in both schemes."""

import pytest
from PySide6.QtCore import QModelIndex, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.gui.board.card_delegate import CardDelegate
from classroom_app.gui.board.matrix_delegate import MatrixDelegate
from classroom_app.gui.board.matrix_model import Mark, MatrixModel
from classroom_app.gui.board.shapes import draw_mark, draw_sign
from classroom_app.gui.board.step_delegate import StepDelegate
from classroom_app.gui.board.step_model import StepModel
from classroom_app.gui.board.student_delegate import StudentDelegate
from classroom_app.gui.board.student_model import StudentModel
from classroom_app.gui.board.student_row import Sign
from classroom_app.gui.kit.drawing import draw_bar
from classroom_app.gui.theme.theme import palette_of
from classroom_app.gui.theme.tokens import DARK, LIGHT, Colours
from tests.unit.gui.conftest import Stage

SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])


def canvas(scheme: Colours, width: int = 200, height: int = 60) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(scheme.surface))
    return image


def painted(
    delegate: QStyledItemDelegate, index: QModelIndex, scheme: Colours, *states: QStyle.StateFlag
) -> QImage:
    image = canvas(scheme)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, image.width(), image.height())
    option.palette = palette_of(scheme)
    for state in states:
        option.state |= state
    painter = QPainter(image)
    delegate.paint(painter, option, index)
    painter.end()
    return image


@SCHEMES
def test_every_sign_and_mark_has_a_shape_of_its_own(scheme: Colours, qtbot: QtBot) -> None:
    drawings: list[bytes] = []
    for shape in (*Sign, *Mark):
        image = canvas(scheme, 24, 24)
        painter = QPainter(image)
        if isinstance(shape, Sign):
            draw_sign(painter, QRectF(0, 0, 24, 24), shape, scheme)
        else:
            draw_mark(painter, QRectF(0, 0, 24, 24), shape, scheme)
        painter.end()
        grey = image.convertToFormat(QImage.Format.Format_Mono)
        assert grey != canvas(scheme, 24, 24).convertToFormat(QImage.Format.Format_Mono), shape
        drawings.append(bytes(image.constBits()))
    signs = drawings[: len(Sign)]
    assert len(set(signs)) == len(signs)


@SCHEMES
def test_rows_in_every_state(stage: Stage, scheme: Colours) -> None:
    people = stage.hall.join_many(5)
    stage.hall.sign_in("Late")
    stage.hall.teach(cmd.NextStep())
    stage.hall.teach(cmd.NextStep())
    stage.hall.complete(people[0])
    stage.hall.ask_help(people[1])
    stage.hall.lose(people[2])
    stage.wait(5)
    students, matrix = StudentModel(stage.board), MatrixModel(stage.board)
    steps = StepModel(stage.board)
    selected = QStyle.StateFlag.State_Selected
    hovered = QStyle.StateFlag.State_MouseOver
    focus = QStyle.StateFlag.State_HasFocus
    empty = canvas(scheme)
    for row in range(students.rowCount()):
        for column in range(students.columnCount() - 1):
            cell = students.index(row, column)
            assert painted(StudentDelegate(), cell, scheme) != empty
            assert painted(StudentDelegate(), cell, scheme, selected) != empty
        assert painted(CardDelegate(), students.index(row, 1), scheme, hovered) != empty
        assert painted(CardDelegate(), students.index(row, 1), scheme, selected) != empty
        for column in range(matrix.columnCount()):
            assert painted(MatrixDelegate(), matrix.index(row, column), scheme) != empty
    for row in range(steps.rowCount()):
        assert painted(StepDelegate(), steps.index(row), scheme, hovered, focus) != empty


def test_the_matrix_paints_the_mark_of_the_model(stage: Stage) -> None:
    stage.hall.join("Kim")
    stage.hall.teach(cmd.NextStep())
    stage.hall.teach(cmd.NextStep())
    matrix = MatrixModel(stage.board)
    missed, current, ahead = (
        painted(MatrixDelegate(), matrix.index(0, column), LIGHT) for column in (1, 2, 3)
    )
    tones = [
        {image.pixelColor(x, y).name() for x in range(80, 120) for y in range(15, 45)}
        for image in (missed, current, ahead)
    ]
    assert LIGHT.waiting in tones[0]
    assert LIGHT.accent in tones[1]
    assert LIGHT.border_strong in tones[2]


def test_nothing_is_painted_for_nothing(qtbot: QtBot) -> None:
    for delegate in (StudentDelegate(), CardDelegate(), MatrixDelegate(), StepDelegate()):
        assert painted(delegate, QModelIndex(), LIGHT) == canvas(LIGHT)
        assert delegate.sizeHint(QStyleOptionViewItem(), QModelIndex()).height() >= 0


def test_a_bar_is_as_full_as_it_is_told(qtbot: QtBot) -> None:
    image = canvas(LIGHT, 100, 10)
    painter = QPainter(image)
    draw_bar(painter, QRectF(0, 2, 100, 6), 0.5, LIGHT)
    painter.end()
    assert image.pixelColor(30, 5).name() == LIGHT.accent
    assert image.pixelColor(70, 5).name() == LIGHT.track
