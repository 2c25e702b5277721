"""A column more, wherever it is put, leaves every other one in its place on paper and screen."""

import re
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest
from msgspec import structs
from PySide6.QtCore import QAbstractItemModel, QSize, QSizeF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPicture
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.application.report_document import (
    Column,
    ControlColumn,
    Document,
    Fact,
    FactKey,
    HelpColumn,
    Kind,
    StepColumn,
    StudentColumn,
    Table,
    step_key,
)
from classroom_app.application.report_service import ClassRecord
from classroom_app.domain import commands as cmd
from classroom_app.domain.class_report import class_report
from classroom_app.domain.timeline import Timeline
from classroom_app.gui.history.chart_card import ChartCard, CountsCard, TimesCard
from classroom_app.gui.history.report_panel import ReportPanel
from classroom_app.gui.history.report_paper import PaperWords, ReportPaper
from classroom_app.gui.history.report_words import document_of
from classroom_app.gui.history.step_charts import draw_counts, draw_times, picture_of
from classroom_app.gui.tasks import Tasks
from classroom_app.gui.theme.tokens import LIGHT
from classroom_app.reports.csv_file import write_csv
from classroom_app.reports.xlsx_file import write_xlsx
from tests.helpers.lecture import Lecture
from tests.helpers.workbook import Workbook

T = TypeVar("T")

SIZE = QSize(600, 300)
NEW = Column("new", "New", Kind.COUNT)
# When a PDF was made, and the number that it was given.
_MADE = re.compile(rb"D:\d+[^)]*|/ID \[[^]]*\]|<[^<>]*(Date|DocumentID|InstanceID)[^<>]*>[^<]*")
PLACES = (0, 1, 2, 4)  # of four columns in the shortest table: before, between, behind


@pytest.fixture
def lecture() -> Lecture:
    lecture = Lecture(steps=3)
    kim, lee = lecture.join("Kim"), lecture.join("Lee")
    for seconds in (30, 41):
        lecture.teach(cmd.NextStep())
        lecture.wait(seconds)
        lecture.complete(kim)
        lecture.wait(9)
        lecture.complete(lee)
    lecture.ask_help(lee)
    lecture.teach(cmd.EndSession())
    return lecture


@pytest.fixture
def document(lecture: Lecture) -> Document:
    return document_of(class_report(lecture.history, lecture.lesson))


def put_in(table: Table, place: int) -> Table:
    columns, rows = list(table.columns), [list(row) for row in table.rows]
    columns.insert(place, NEW)
    for row in rows:
        row.insert(place, 777)
    return Table(table.title, columns, rows)


def widened(document: Document, place: int) -> Document:
    students, steps, help_, controls = (put_in(table, place) for table in document.tables)
    return structs.replace(document, students=students, steps=steps, help=help_, controls=controls)


# On paper ----------------------------------------------------------------------------------------


def pdf_of(document: Document, charts: QPicture, folder: Path) -> bytes:
    paper = ReportPaper(
        document,
        PaperWords("Counts", "Times", "{number}"),
        charts,
        charts,
        QSizeF(SIZE),
        QFont(),
    )
    path = folder / "report.pdf"
    paper.write_pdf(path, lambda *_at: None)
    return _MADE.sub(b"", path.read_bytes())


@pytest.mark.parametrize("place", PLACES)
def test_paper_prints_the_same(
    place: int, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    charts = picture_of(draw_counts, document, LIGHT, SIZE)
    once, again, wider = (
        pdf_of(each, charts, tmp_path) for each in (document, document, widened(document, place))
    )
    assert once == again, "two prints of one report can be compared"
    assert wider == once


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("draw", [draw_counts, draw_times])
def test_charts_draw_the_same(place: int, draw: Any, document: Document, qtbot: QtBot) -> None:
    def drawn(document: Document) -> QImage:
        image = QImage(SIZE, QImage.Format.Format_RGB32)
        image.fill("white")
        painter = QPainter(image)
        picture_of(draw, document, LIGHT, SIZE).play(painter)
        painter.end()
        return image

    assert drawn(widened(document, place)) == drawn(document)


# On the screen -----------------------------------------------------------------------------------


class IdleTasks(Tasks):
    """Does nothing of what it is given: the charts are not drawn."""

    def run(
        self,
        work: Coroutine[Any, Any, T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> None:
        work.close()


def texts(model: QAbstractItemModel) -> list[list[str]]:
    columns = range(model.columnCount())
    head = [str(model.headerData(n, Qt.Orientation.Horizontal)) for n in columns]
    rows = [[str(model.index(row, n).data()) for n in columns] for row in range(model.rowCount())]
    return [head, *rows]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("card_type", [CountsCard, TimesCard])
def test_a_chart_as_a_table_has_the_same_columns(
    place: int, card_type: Callable[[QWidget], ChartCard], document: Document, window: QWidget
) -> None:
    card = card_type(window)
    card.show_document(document)
    before = texts(card.table.sorted)
    card.show_document(widened(document, place))
    assert texts(card.table.sorted) == before


def stretched(table: QTableView) -> list[str]:
    header, model = table.horizontalHeader(), table.model()
    return [
        str(model.headerData(n, Qt.Orientation.Horizontal))
        for n in range(model.columnCount())
        if header.sectionResizeMode(n) is QHeaderView.ResizeMode.Stretch
    ]


@pytest.mark.parametrize("place", PLACES)
def test_the_panel_finds_names_and_widens_what_is_long(
    place: int, lecture: Lecture, document: Document, window: QWidget
) -> None:
    panel = ReportPanel(IdleTasks(window), window)
    report = class_report(lecture.history, lecture.lesson)
    more = Fact(FactKey.CODE, "New", "777")
    facts = [*document.facts[:place], more, *document.facts[place:]]
    panel.show_record(
        ClassRecord(report, Timeline(lecture.history, lecture.lesson)),
        structs.replace(widened(document, place), facts=facts),
    )
    tables = (panel.students, panel.help, panel.controls)
    assert [stretched(table) for table in tables] == [["Name"], ["Message"], ["Details"]]
    shown = [value.text() for _fact, value, _word in panel._facts._facts]
    assert shown == ["1:29", "0:00", "2", "0", "1", "1:20"]
    find = panel.findChild(QLineEdit, "reportSearchField")
    assert find is not None
    find.setText("kim")
    (row,) = texts(panel.students.sorted)[1:]
    assert "Kim" in row


# In files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES)
def test_a_workbook_draws_the_same_columns(place: int, document: Document, tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_xlsx(widened(document, place), path, lambda *_at: None)
    book = Workbook(path)
    cells = book.cells("Steps")
    drawn = []
    for part in sorted(name for name in book.parts if name.startswith("xl/charts/chart")):
        references = re.findall(rb"<c:f>Steps!\$([A-Z]+)\$(\d+)(?::[^<]*)?</c:f>", book.parts[part])
        drawn.append([cells[f"{letter.decode()}1"][1] for letter, _row in references])
    name, first, *_ = document.steps.columns
    assert first.title == "Title"
    for series, headings in zip(drawn, (2, 3), strict=True):
        assert len(series) == 3 * headings, "name, categories and values of each"
        assert series[1::3] == [name.title] * headings
        assert series[0::3] == series[2::3]
    assert drawn[0][0::3] == ["Finished", "Help requests"]
    assert drawn[1][0::3] == ["Lower quartile", "Median", "Upper quartile"]


@pytest.mark.parametrize("place", PLACES)
def test_csv_has_one_column_more(place: int, document: Document, tmp_path: Path) -> None:
    def lines(table: Table) -> list[list[str]]:
        path = tmp_path / "report.csv"
        write_csv(table, path, lambda *_at: None)
        return [line.split(",") for line in path.read_text("utf-8-sig").splitlines()]

    before, after = lines(document.students), lines(put_in(document.students, place))
    assert [line.pop(place) for line in after] == ["New", "777", "777"]
    assert after == before


# The tables themselves ---------------------------------------------------------------------------


def test_each_table_has_the_columns_of_its_keys(document: Document) -> None:
    keys = [[column.key for column in table.columns] for table in document.tables]
    assert keys == [
        [*StudentColumn, *(step_key(n) for n in (1, 2, 3))],
        list(StepColumn),
        [column for column in HelpColumn if column is not HelpColumn.HELPER],
        list(ControlColumn),
    ]
    # Without a roster nobody is absent.
    assert [fact.key for fact in document.facts] == [k for k in FactKey if k is not FactKey.ABSENT]


def test_a_record_without_one_of_the_columns_is_a_mistake() -> None:
    columns = (Column("a", "A"), Column("b", "B"))
    table = Table.of("T", columns, [{"b": 2, "a": 1}])
    assert table.rows == [(1, 2)]
    assert table.only(("b",)).rows == [[2]]
    assert (table.place("b"), table.values("b")) == (1, [2])
    with pytest.raises(KeyError):
        Table.of("T", columns, [{"a": 1}])
    with pytest.raises(KeyError):
        table.place("c")
