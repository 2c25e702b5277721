from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, Qt
from pytestqt.qtbot import QtBot

from classroom_app.application.report_document import Column, Kind, Table
from classroom_app.gui.kit.report_table_model import (
    VALUE_ROLE,
    ReportTableModel,
    SortedTable,
    cell_text,
)
from classroom_app.gui.kit.roles import ID_ROLE
from tests.helpers.lecture import NINE
from tests.unit.gui.item_models import under_test

TABLE = Table(
    "Students",
    (
        Column("name", "Name"),
        Column("done", "Done", Kind.COUNT),
        Column("time", "Time", Kind.SECONDS),
    ),
    [("나", 2, None), ("가", 10, 61.0), ("<b>", 9, "done")],
)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en"))
    yield
    QLocale.setDefault(before)


def test_a_table_is_shown_in_words_and_sorted_by_values(qtbot: QtBot) -> None:
    model = ReportTableModel()
    under_test(model)
    by_value = SortedTable(model)
    under_test(by_value)
    model.show_table(TABLE, [7, 8, 9])
    assert model.index(1, 2).data() == "1:01"
    assert model.index(1, 2).data(VALUE_ROLE) == 61.0
    assert model.index(0, 0).data(ID_ROLE) == 7
    assert "&lt;b&gt;" in model.index(2, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert model.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Done: 10"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Done"

    def ids(column: int, order: Qt.SortOrder) -> list[object]:
        by_value.sort(column, order)
        return [by_value.index(row, 0).data(ID_ROLE) for row in range(3)]

    up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
    assert ids(1, up) == [7, 9, 8]
    assert ids(0, up) == [9, 8, 7]
    assert ids(2, up)[-1] == ids(2, down)[-1] == 7, "what is missing comes last"
    by_value.sort(-1)
    assert [by_value.index(row, 0).data(ID_ROLE) for row in range(3)] == [7, 8, 9]


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        (None, Kind.COUNT, ""),
        (1234, Kind.COUNT, "1,234"),
        (0.876, Kind.SHARE, "88 %"),
        (3723.4, Kind.SECONDS, "1:02:03"),
        ("done", Kind.SECONDS, "done"),
        (NINE, Kind.MOMENT, f"{NINE.astimezone():%H:%M:%S}"),
    ],
)
def test_values_as_people_read_them(cell: int, kind: Kind, text: str) -> None:
    assert cell_text(cell, kind) == text


def test_names_are_sorted_as_in_a_dictionary(qtbot: QtBot) -> None:
    model = ReportTableModel()
    by_value = SortedTable(model)
    names = ["게스트 10", "Kim", "게스트 2", "나영", None, "alice", "가영"]
    model.show_table(Table("T", (Column("name", "Name"),), [(name,) for name in names]))
    for order in Qt.SortOrder:
        by_value.sort(0, order)
        shown = [by_value.index(row, 0).data() for row in range(len(names))]
        expected = ["가영", "게스트 2", "게스트 10", "나영", "alice", "Kim"]
        assert shown == [*(expected[::-1] if order.value else expected), ""]
