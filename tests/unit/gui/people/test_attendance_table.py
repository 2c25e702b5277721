"""The attendance table: names stay in sight, cells are selected, a key opens a person."""

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from classroom_app.gui.people.attendance_table import AttendanceTable
from tests.unit.gui.people.conftest import MakeCourse


def a_table(qtbot: QtBot, make_course: MakeCourse, **course: object) -> AttendanceTable:
    table = AttendanceTable()
    qtbot.addWidget(table)
    table.resize(420, 260)
    table.model_.show_course(make_course(**course))
    table.show()
    qtbot.waitExposed(table)
    return table


def test_names_and_days_stay_in_sight_however_far_it_is_scrolled(
    qtbot: QtBot, make_course: MakeCourse
) -> None:
    names = [f"홍길동{n}" for n in range(40)]
    table = a_table(qtbot, make_course, days=range(0, 84, 7), names=names)
    assert table.horizontalScrollBar().maximum() > 0
    assert table.verticalScrollBar().maximum() > 0
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    head, side = table.horizontalHeader(), table.verticalHeader()
    assert side.isVisible()
    assert side.viewport().width() > 90
    assert side.logicalIndexAt(side.height() - 4) == 39
    assert head.logicalIndexAt(head.width() - 4) == table.model_.columnCount() - 1


def test_words_have_room(qtbot: QtBot, make_course: MakeCourse) -> None:
    table = a_table(qtbot, make_course)
    metrics = table.horizontalHeader().fontMetrics()
    for place in range(table.model_.columnCount()):
        words = str(table.model_.headerData(place, Qt.Orientation.Horizontal)).split("\n")
        assert max(map(metrics.horizontalAdvance, words)) <= table.columnWidth(place)
    assert table.fontMetrics().horizontalAdvance("100 %") < table.columnWidth(6)


def test_several_cells_are_chosen_and_totals_are_none(
    qtbot: QtBot, make_course: MakeCourse
) -> None:
    table = a_table(qtbot, make_course)
    assert table.chosen_places() == []
    with qtbot.waitSignal(table.selection_changed):
        table.selectAll()
    assert len(table.chosen_places()) == 9
    table.clearSelection()
    select = QItemSelectionModel.SelectionFlag.Select
    table.selectionModel().select(table.model_.index(0, 4), select)
    assert table.chosen_places() == []


def test_return_and_a_double_click_open_a_person(qtbot: QtBot, make_course: MakeCourse) -> None:
    table = a_table(qtbot, make_course)
    assert table.chosen_person() is None
    table.setCurrentIndex(table.model_.index(1, 1))
    person = table.chosen_person()
    assert person is not None
    assert person.person.id == 12
    with qtbot.waitSignal(table.person_opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [12]
    with qtbot.waitSignal(table.person_opened) as opened:
        table.verticalHeader().sectionDoubleClicked.emit(2)
    assert opened.args == [13]
    with qtbot.waitSignal(table.menu_requested):
        QTest.keyClick(table, Qt.Key.Key_Menu)
