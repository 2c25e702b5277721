import re
import xml.etree.ElementTree as ElementTree
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from classroom_app.application.report_document import (
    Cancelled,
    Column,
    Document,
    FileKind,
    Kind,
    TableDocument,
    step_key,
)
from classroom_app.reports import write_document
from classroom_app.reports.xlsx_file import write_xlsx
from tests.helpers.workbook import Workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SEOUL = timezone(timedelta(hours=9))


@pytest.fixture
def book(document: Document, tmp_path: Path) -> Workbook:
    path = tmp_path / "report.xlsx"
    write_xlsx(document, path, lambda done, of: None, SEOUL)
    assert list(tmp_path.iterdir()) == [path]
    return Workbook(path)


def test_a_sheet_for_each_table(book: Workbook) -> None:
    assert list(book.sheets) == ["알림 켜기 1 2", "Students", "Steps", "Help", "Log"]
    assert all(book.is_head_frozen(name) for name in list(book.sheets)[1:])


def test_cells_are_typed(book: Workbook) -> None:
    cells = book.cells("Students")
    assert cells["A2"] == ("n", "1")
    assert cells["D2"] == ("n", "41.25")
    kind, days = cells["C2"]
    assert kind == "n"
    assert float(days) == pytest.approx(46083.75), "2 March 2026, 18:00"
    assert "C3" not in cells
    assert cells["D3"][1] == "done"
    assert book.cells("Steps")["D2"] == ("n", "1")


def test_nothing_is_a_formula(book: Workbook) -> None:
    cells = book.cells("Students")
    assert cells["B2"][1] == "'=HYPERLINK(1)"
    assert cells["D1"][1] == "'=1. Step"
    assert cells["B3"][1] == '김 "영희", x'
    assert book.cells("Log")["A2"][1] == "'@start"


def test_the_steps_are_drawn(book: Workbook) -> None:
    charts = [part for part in book.parts if part.startswith("xl/charts/chart")]
    assert len(charts) == 2
    assert b"Steps!$I$2" in b"".join(book.parts[part] for part in charts)


def test_cancelling_leaves_nothing(document: Document, tmp_path: Path) -> None:
    def cancel(done: int, _of: int) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_document(FileKind.XLSX, document, tmp_path / "report.xlsx", cancel)
    assert list(tmp_path.iterdir()) == []


def test_the_kind_decides(document: Document, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    for kind in FileKind:
        write_document(kind, document, tmp_path / f"report.{kind}", lambda *at: told.append(at))
    assert (tmp_path / "report.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (tmp_path / "report.xlsx").read_bytes().startswith(b"PK")
    assert told[-1] == (4, 4)


@pytest.mark.parametrize("title", ["Students", "STEPS", "help", "\uff2cog", "학생", "History"])
def test_a_lesson_may_be_called_like_a_sheet(
    document: Document, tmp_path: Path, title: str
) -> None:
    path = tmp_path / "report.xlsx"
    write_xlsx(structs.replace(document, title=title), path, lambda done, of: None, SEOUL)
    first, *others = Workbook(path).sheets
    assert first == (title if title == "학생" else f"{title} (2)")
    assert others == ["Students", "Steps", "Help", "Log"]


@settings(max_examples=30)
@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_every_text_makes_a_whole_file(
    document: Document, tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "report.xlsx"
    controls = structs.replace(document.controls, title="Log", rows=[(text,), (f"<r>{text}&</r>",)])
    whole = structs.replace(document, title=text, controls=controls)
    write_xlsx(whole, path, lambda done, of: None, SEOUL)
    book = Workbook(path)
    assert len(book.sheets) == 5
    for part, content in book.parts.items():
        assert not set(range(32)) - set(b"\t\n\r") & set(content), part
        assert not re.search(rb"_x00[01]", content), part
    assert book.cells("Log")["A3"][1].startswith("'<r>")


# Looks and paper ---------------------------------------------------------------------------------


def written(document: Document, tmp_path: Path) -> Workbook:
    path = tmp_path / "report.xlsx"
    write_xlsx(document, path, lambda done, of: None, SEOUL)
    return Workbook(path)


def height(book: Workbook, sheet: str, row: int) -> float:
    """Return the height of a row in points, 15 where none is given."""
    for each in book.sheets[sheet].iter(f"{MAIN}row"):
        if each.get("r") == str(row):
            return float(each.get("ht", "15"))
    raise AssertionError("there is no such row")


def test_long_headings_are_not_cut(document: Document, tmp_path: Path) -> None:
    title = "3. Open the settings of the phone and tap the gear at the top right"
    columns = [*document.students.columns[:3], Column(step_key(3), title, Kind.SECONDS)]
    students = structs.replace(document.students, columns=columns)
    book = written(structs.replace(document, title="word " * 50, students=students), tmp_path)
    first = next(iter(book.sheets))
    assert height(book, "Students", 1) >= 6 * 15, "no more than 14 letters a line"
    assert height(book, first, 1) >= 5 * 22
    assert height(book, "Steps", 1) < 40


def test_long_messages_have_all_their_lines(document: Document, tmp_path: Path) -> None:
    controls = structs.replace(
        document.controls, rows=[("short",), ("word " * 60,), ("one\ntwo\nthree",)]
    )
    book = written(structs.replace(document, controls=controls), tmp_path)
    heights = [height(book, "Log", row) for row in (2, 3, 4)]
    assert heights[0] == 15
    assert heights[1] >= 7 * 15
    assert heights[2] == 3 * 15


@pytest.mark.parametrize(
    ("frozen", "repeated"),
    [
        (0, b"Students!$1:$1"),
        (1, b"Students!$A:$A,Students!$1:$1"),
        (2, b"Students!$A:$B,Students!$1:$1"),
        (3, b"Students!$A:$C,Students!$1:$1"),
    ],
)
def test_a_wide_sheet_is_printed_on_several_pages(
    document: Document, tmp_path: Path, frozen: int, repeated: bytes
) -> None:
    steps = [Column(step_key(n), f"{n}. A step with a title", Kind.SECONDS) for n in range(20)]
    students = structs.replace(
        document.students,
        columns=[*document.students.columns[:3], *steps],
        rows=[(1, "Kim", None, *[7.0] * 20)],
        frozen=frozen,
    )
    book = written(structs.replace(document, students=students), tmp_path)
    setup = next(book.sheets["Students"].iter(f"{MAIN}pageSetup"))
    assert (setup.get("scale"), setup.get("fitToHeight")) == ("75", None)
    assert b">" + repeated + b"</definedName>" in book.parts["xl/workbook.xml"]
    narrow = next(book.sheets["Log"].iter(f"{MAIN}pageSetup"))
    assert (narrow.get("scale"), narrow.get("fitToHeight")) == (None, "0")


def test_tables_without_charts_come_before_their_facts(
    marks: TableDocument, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    path = tmp_path / "attendance.xlsx"
    write_document(FileKind.XLSX, marks, path, lambda *at: told.append(at))
    book = Workbook(path)
    assert list(book.sheets) == ["Attendance", "Help", "출석부 3 & 4월"]
    cells = book.cells("Attendance")
    assert [cells[place][1] for place in ("B2", "C2", "C3")] == ["'=1+1", "○", "×"]
    assert [cells[place] for place in ("D2", "C4")] == [("n", "1"), ("n", "1")]
    assert cells["B4"][1] == "Here"
    (high,) = (
        row for row in book.sheets["출석부 3 & 4월"].iter(f"{MAIN}row") if row.get("r") == "4"
    )
    assert float(high.get("ht", "15")) >= 45, "all lines of a long fact are seen"
    assert not any(part.startswith("xl/charts") for part in book.parts)
    assert told[-1] == (4, 4)


def test_names_and_heads_of_marks_stay_in_sight_and_totals_are_not_sorted(
    marks: TableDocument, tmp_path: Path
) -> None:
    path = tmp_path / "attendance.xlsx"
    write_xlsx(marks, path, lambda done, of: None, SEOUL)
    sheet = Workbook(path).sheets["Attendance"]
    pane = next(sheet.iter(f"{MAIN}pane"))
    assert (pane.get("xSplit"), pane.get("ySplit"), pane.get("state")) == ("2", "1", "frozen")
    assert next(sheet.iter(f"{MAIN}autoFilter")).get("ref") == "A1:D3"
    header = next(sheet.iter(f"{MAIN}oddHeader")).text
    assert header == "&C&14 출석부: 3 && 4월"


def test_a_sheet_of_marks_is_a_form_with_lines_around_every_cell(
    marks: TableDocument, tmp_path: Path
) -> None:
    path = tmp_path / "attendance.xlsx"
    write_xlsx(marks, path, lambda done, of: None, SEOUL)
    book = Workbook(path)
    styles = ElementTree.fromstring(book.parts["xl/styles.xml"])  # noqa: S314 - our own file
    looks = list(next(styles.iter(f"{MAIN}cellXfs")))

    def look_of(sheet: str, place: str) -> tuple[bool, str | None, str | None]:
        cell = next(c for c in book.sheets[sheet].iter(f"{MAIN}c") if c.get("r") == place)
        look = looks[int(cell.get("s", "0"))]
        alignment = look.find(f"{MAIN}alignment")
        assert alignment is not None
        return look.get("borderId") != "0", alignment.get("vertical"), alignment.get("horizontal")

    rows = [(column + row) for row in "234" for column in "ABCD"]
    assert {look_of("Attendance", place)[:2] for place in rows} == {(True, "center")}
    facts = list(book.sheets)[-1]
    assert {look_of(facts, place)[1] for place in ("A3", "A4", "B3", "B4")} == {"top"}
    assert look_of(facts, "B3")[2] == look_of(facts, "B4")[2] == "left"
