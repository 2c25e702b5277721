from PySide6.QtCore import QAbstractItemModel, Qt

from classroom_app.domain import commands as cmd
from classroom_app.gui.board.student_model import Column, StudentModel
from classroom_app.gui.kit.roles import ID_ROLE, ROW_ROLE
from tests.unit.gui.conftest import Stage
from tests.unit.gui.item_models import SPOKEN, TOOLTIP


def texts(model: QAbstractItemModel, row: int) -> list[object]:
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_a_row_says_it_all(stage: Stage, students: StudentModel) -> None:
    kim = stage.hall.join("김영희")
    assert texts(students, 0) == ["Ready", "김영희", "0/5", "waiting to start", ""]
    stage.hall.teach(cmd.NextStep())
    stage.wait(42)
    assert texts(students, 0) == ["Working", "김영희", "0/5", "on step 1", "0:42"]
    stage.hall.complete(kim)
    assert texts(students, 0) == ["Done", "김영희", "1/5", "on step 1", "0:42"]
    stage.hall.teach(cmd.NextStep())
    stage.hall.teach(cmd.NextStep())
    stage.hall.lose(kim)
    stage.wait(65)
    assert texts(students, 0) == ["Offline", "김영희", "1/5", "offline −1", "1:05"]
    assert students.index(0, 0).data(ID_ROLE) == kim.id
    assert students.index(0, 0).data(ROW_ROLE) == students.row(0)
    assert "steps missed: 1" in students.index(0, 0).data(SPOKEN)
    assert students.headerData(0, Qt.Orientation.Horizontal) == "State"
    assert students.headerData(0, Qt.Orientation.Vertical) is None


def test_help_comes_before_all(stage: Stage, students: StudentModel) -> None:
    kim = stage.hall.join("김영희")
    stage.hall.teach(cmd.NextStep())
    stage.hall.ask_help(kim)
    stage.wait(80)
    assert texts(students, 0)[0] == "Needs help"
    assert texts(students, 0)[4] == "1:20"


def test_names_are_shown_letter_by_letter(stage: Stage, students: StudentModel) -> None:
    stage.hall.join("<b>x</b>")
    assert students.index(0, Column.NAME).data() == "<b>x</b>"
    assert "&lt;b&gt;x&lt;/b&gt;" in students.index(0, Column.NAME).data(TOOLTIP)
