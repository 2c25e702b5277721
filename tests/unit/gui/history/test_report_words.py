"""What the History page reads: its models under Qt's tester, the figures in words."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QLocale, Qt
from pytestqt.qtbot import QtBot

from classroom_app.application.report_desk import PastClass
from classroom_app.application.report_document import Column, Document, Kind, StepColumn, Table
from classroom_app.domain import commands as cmd
from classroom_app.domain.class_report import class_report
from classroom_app.domain.step_reason import StepReason
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.board.student_model import StudentModel
from classroom_app.gui.history.past_classes_model import PastClassesModel, day_text
from classroom_app.gui.history.replay_board import ReplayBoard
from classroom_app.gui.history.report_table_model import (
    VALUE_ROLE,
    ReportTableModel,
    SortedTable,
    cell_text,
)
from classroom_app.gui.history.report_words import document_of
from classroom_app.gui.kit.roles import ID_ROLE, ROW_ROLE
from tests.helpers.lecture import NINE, Lecture
from tests.unit.gui.board.test_student_model import under_test


@pytest.fixture(autouse=True)
def in_english(qtbot: QtBot) -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en"))
    yield
    QLocale.setDefault(before)


def past(number: int, title: str = "알림 켜기", code: str = "482913") -> PastClass:
    at = NINE + timedelta(days=number)
    return PastClass(number, code, title, title, SessionStatus.ENDED, at, at, at, 12)


def test_past_classes_are_found_by_title_day_and_code(qtbot: QtBot) -> None:
    model = PastClassesModel()
    under_test(model)
    assert model.is_empty
    model.show_classes([past(2, "Wi-Fi"), past(1), past(0, code="ABCD12")])
    found = {}
    for words in ("", "알림 2026-03-03", "wi-fi", "482 913", "abcd", "nothing"):
        model.search(words)
        found[words] = [model.index(row).data(ID_ROLE) for row in range(model.rowCount())]
    assert found == {
        "": [2, 1, 0],
        "알림 2026-03-03": [1],
        "wi-fi": [2],
        "482 913": [2, 1],
        "abcd": [0],
        "nothing": [],
    }
    model.search("")
    index = model.index(1)
    assert index.data() == "알림 켜기"
    assert index.data(ROW_ROLE) == past(1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith("Students: 12")
    assert (model.place_of(0), model.place_of(9)) == (2, None)
    assert day_text(past(0)).startswith("3/2/26")


def test_the_same_list_again_moves_nothing(qtbot: QtBot) -> None:
    model = PastClassesModel()
    model.show_classes([past(1)])
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_classes([past(1)])


TABLE = Table(
    "Students",
    (
        Column("name", "Name"),
        Column("done", "Done", Kind.COUNT),
        Column("time", "Time", Kind.SECONDS),
    ),
    [("나", 2, None), ("가", 10, 61.0), ("<b>", 9, "done")],
)


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


def a_lecture() -> Lecture:
    lecture = Lecture(steps=2)
    kim, lee = lecture.join("Kim"), lecture.join("Lee")
    lecture.teach(cmd.NextStep())
    lecture.wait(30)
    lecture.complete(kim)
    lecture.ask_help(lee)
    lecture.teach(cmd.NextStep(reason=StepReason.AUTO))
    lecture.complete(lee, step=1)
    lecture.teach(cmd.SendMessage("Kim, look up", None))
    lecture.teach(cmd.RemoveParticipant(kim.id))
    lecture.teach(cmd.EndSession())
    return lecture


def document(*, anonymous: bool = False) -> Document:
    lecture = a_lecture()
    return document_of(class_report(lecture.history, lecture.lesson), anonymous=anonymous)


def test_the_figures_in_words() -> None:
    made = document()
    assert [fact.value for fact in made.facts[-3:]] == [1, 0, 1]
    assert [row[1:3] for row in made.students.rows] == [
        ("Kim", "Removed"),
        ("Lee", "Stayed to the end"),
    ]
    assert [row[-2:] for row in made.students.rows] == [(30.0, None), ("done", None)]
    assert made.steps.values(StepColumn.DONE)[0] == 1
    assert made.steps.values(StepColumn.SHARE)[0] == 1.0
    assert made.steps.columns[made.steps.place(StepColumn.MEDIAN)].title == "Median"
    assert made.help.rows[0][1:5] == ("Lee", 1, "버튼이 안 보여요", "Resolved")
    assert [row[2:] for row in made.controls.rows] == [
        ("Step 1 started", ""),
        ("Step 2 started", "automatic"),
        ("Message sent", "Kim, look up"),
        ("Student removed", "Kim"),
        ("Class ended", ""),
    ]


def test_a_message_of_a_client_is_no_reason() -> None:
    lecture = Lecture(steps=3)
    lecture.teach(cmd.NextStep(None, "auto"))
    lecture.teach(cmd.NextStep(None, "undo"))
    lecture.teach(cmd.NextStep(1, reason=StepReason.UNDO))
    for anonymous, words in ((False, ["auto", "undo", "undone"]), (True, [None] * 2)):
        made = document_of(class_report(lecture.history, lecture.lesson), anonymous=anonymous)
        assert [row[-1] for row in made.controls.rows][: len(words)] == words
        assert made.controls.rows[2][-1] == "undone"


def test_names_can_be_left_out_everywhere() -> None:
    made = document(anonymous=True)
    everything = repr(made)
    assert "Student 1" in everything
    for private in ("Kim", "Lee", "버튼"):
        assert private not in everything


def test_the_class_pages_own_models_show_the_past(qtbot: QtBot) -> None:
    lecture = a_lecture()
    board = ReplayBoard()
    students = StudentModel(board, board)
    under_test(students)
    board.show(lecture.session, NINE + timedelta(seconds=30))
    assert [students.row(n).name for n in range(students.rowCount())] == ["Lee"]
    assert not board._timer.isActive(), "the past stands still"
    board.bridge.follow(None)
    assert students.rowCount() == 0
