import csv
import io

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from classroom_app.application.report_document import Column, Kind, Table
from classroom_app.gui.kit.report_table import ReportTable

COLUMNS = (Column("n", "No.", Kind.COUNT), Column("name", "=Name"), Column("words", "Words"))


@pytest.fixture
def table(qtbot: QtBot) -> ReportTable:
    table = ReportTable("table", wide="words")
    qtbot.addWidget(table)
    return table


def copied(table: ReportTable) -> str:
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return QGuiApplication.clipboard().text()


def test_copied_cells_are_text_and_rows_stay_rows(table: ReportTable) -> None:
    rows = [
        (1, '=HYPERLINK("http://x","y")', "help\r\nme\tnow\u2028please"),
        (2, "-1", '"open quote'),
        (3, "@x", "\x00+1"),
        (4, "김영희", None),
    ]
    table.show_table(Table("T", COLUMNS, rows))
    lines = list(csv.reader(io.StringIO(copied(table)), "excel-tab", strict=True))
    assert lines == [
        ["No.", "'=Name", "Words"],
        ["1", '\'=HYPERLINK("http://x","y")', "help me now please"],
        ["2", "'-1", '"open quote'],
        ["3", "'@x", "'+1"],
        ["4", "김영희", ""],
    ]


def test_plain_cells_are_copied_as_they_are(table: ReportTable) -> None:
    table.show_table(Table("T", COLUMNS[:1] + COLUMNS[2:], [(1, "Lee"), (2, "Kim")]))
    assert copied(table) == "No.\tWords\n1\tLee\n2\tKim"


def test_another_table_takes_the_order_over(table: ReportTable) -> None:
    rows = [(1, "b", None), (2, "게스트 10", "x"), (3, "게스트 2", "y")]
    shown = Table("T", COLUMNS, rows)
    table.show_table(shown)
    assert table.in_order(shown) is shown, "nothing was clicked"
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert [row[0] for row in table.in_order(shown).rows] == [3, 2, 1]
    table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert [row[0] for row in table.in_order(shown).rows] == [3, 2, 1], "what is missing is last"
    table.show_table(shown)
    assert table.in_order(shown) is shown


@pytest.mark.parametrize(("width", "words"), [(300, 170), (420, 170), (900, 600)])
def test_the_wide_column_keeps_room_for_some_words(
    table: ReportTable, width: int, words: int
) -> None:
    table.resize(900, 300)
    table.show()
    table.show_table(Table("T", COLUMNS, [(1, "Kim", "Where do I tap?")]))
    table.resize(width, 300)
    assert table.columnWidth(2) >= words
    table.resize(900, 300)
    assert table.columnWidth(2) >= 600, "it grows again"
