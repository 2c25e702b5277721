from collections.abc import Callable

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.board.card_view import CardView
from classroom_app.gui.board.matrix_model import MatrixModel
from classroom_app.gui.board.matrix_view import MatrixView
from classroom_app.gui.board.student_list import StudentList
from classroom_app.gui.board.student_model import StudentModel
from classroom_app.gui.kit.plain_copy import PlainCopy
from tests.unit.gui.conftest import Stage


def copied(view: QAbstractItemView) -> str:
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return QGuiApplication.clipboard().text()


def test_an_entry_is_copied_as_text(qtbot: QtBot) -> None:
    view = QListView()
    qtbot.addWidget(view)
    model = QStringListModel(["=1+1", "김영희", "one\ntwo"], view)
    view.setModel(model)
    PlainCopy(view)
    texts = []
    for row in range(3):
        view.setCurrentIndex(model.index(row))
        texts.append(copied(view))
    assert texts == ["'=1+1", "김영희", "one two"]
    view.clearSelection()
    view.setCurrentIndex(model.index(-1))
    assert copied(view) == "one two", "nothing is chosen: the clipboard stays"


@pytest.mark.parametrize(
    "make",
    [
        lambda stage: StudentList(StudentModel(stage.board, stage.window), stage.window),
        lambda stage: CardView(StudentModel(stage.board, stage.window), stage.window),
        lambda stage: MatrixView(MatrixModel(stage.board, stage.window), stage.window),
    ],
)
def test_names_of_students_are(stage: Stage, make: Callable[[Stage], QAbstractItemView]) -> None:
    view = make(stage)
    stage.hall.join("=HYPERLINK(1)")
    assert isinstance(view, QWidget)
    model = view.model()
    names = [model.index(0, place) for place in range(model.columnCount())]
    (name,) = (index for index in names if index.data() == "=HYPERLINK(1)")
    view.setCurrentIndex(name)
    assert copied(view) == "'=HYPERLINK(1)"
