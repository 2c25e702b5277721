"""Attendance on paper, read back by another program: nothing lost, names on each page."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QPageLayout
from pytestqt.qtbot import QtBot

from classroom_app.application.report_document import (
    Cancelled,
    Column,
    Fact,
    Kind,
    Row,
    Table,
    TableDocument,
)
from classroom_app.gui.people.table_paper import TablePaper, paper_text
from tests.helpers.lecture import NINE

FAMILIES = ("Noto Sans CJK KR", "Malgun Gothic")
LONG = "황보 아름다운별하늘나라에서온 김수한무거북이와두루미"
needs_poppler = pytest.mark.skipif(
    sys.platform == "win32", reason="Linux alone: pdftotext reads what was written"
)


def sheet(people: int, classes: int, *names: str) -> TableDocument:
    columns = [
        Column("number", "번호", Kind.COUNT),
        Column("name", "이름"),
        *(Column(f"c{n}", f"09-{n:02}", Kind.MARK) for n in range(1, classes + 1)),
        Column("share", "출석률", Kind.SHARE),
    ]
    called = [*names, *(f"사람{n}" for n in range(len(names) + 1, people + 1))]
    rows: list[Row] = [
        (n, name, *["○△×"[n % 3]] * classes, 0.5) for n, name in enumerate(called, start=1)
    ]
    total = (None, "합계", *[people] * classes, None)
    table = Table("출석", columns, rows, total, frozen=2)
    return TableDocument("출석부: 목요반", [Fact(None, "수업", classes, Kind.COUNT)], [table])


def paper(document: TableDocument) -> TablePaper:
    return TablePaper(document, "ko", FAMILIES)


def text_of(paper: TablePaper, folder: Path) -> list[str]:
    """Return the text of each page."""
    path = folder / "table.pdf"
    path.write_bytes(paper.pdf(lambda _done, _of: None))
    command = ["pdftotext", "-enc", "UTF-8", "-layout", str(path), "-"]
    text = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()
    return text.split("\f")[:-1]


@needs_poppler
def test_a_small_course_stands_upright_on_one_page(qtbot: QtBot, tmp_path: Path) -> None:
    made = paper(sheet(15, 3))
    assert made.layout.orientation() is QPageLayout.Orientation.Portrait
    (page,) = text_of(made, tmp_path)
    for words in ("출석부: 목요반", "수업: 3", "사람1", "사람15", "○", "△", "×", "50 %", "합계"):
        assert words in page


@needs_poppler
def test_a_large_course_lies_across_with_the_heads_on_each_page(
    qtbot: QtBot, tmp_path: Path
) -> None:
    made = paper(sheet(40, 12, LONG))
    assert made.layout.orientation() is QPageLayout.Orientation.Landscape
    pages = text_of(made, tmp_path)
    assert len(pages) == 2
    assert all("09-12" in page and "출석률" in page for page in pages)
    assert "합계" not in pages[0]
    assert "합계" in pages[1]
    text = "".join(pages)
    assert all(f"사람{n}" in text for n in range(2, 41))
    assert all(word in text for word in LONG.split()), "no name is cut"


@needs_poppler
def test_more_classes_than_fit_go_on_with_the_names_repeated(qtbot: QtBot, tmp_path: Path) -> None:
    text = "".join(text_of(paper(sheet(5, 40)), tmp_path))
    assert text.count("사람4") == text.count("합계") == text.count("번호") > 1
    assert all(f"09-{n:02}" in text for n in range(1, 41))


@needs_poppler
def test_several_tables_have_headings_and_empty_ones_are_left_out(
    qtbot: QtBot, tmp_path: Path
) -> None:
    words = Column("words", "Words")
    document = TableDocument(
        "Kim",
        [],
        [
            Table("Classes", [Column("at", "When", Kind.MOMENT)], [(NINE,)]),
            Table("Help", [words], [("\x07I can't\nfind it",)]),
            Table("Nothing", [words], []),
        ],
    )
    (page,) = text_of(paper(document), tmp_path)
    assert "Classes" in page
    assert "I can't" in page
    assert "find it" in page
    assert "Nothing" not in page
    assert f"{NINE.astimezone():%Y-%m-%d %H:%M}" in page


def test_a_document_without_rows_is_a_page_with_its_title(qtbot: QtBot) -> None:
    assert len(paper(TableDocument("Nobody", [], [])).pages) == 1


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    people=st.integers(1, 120),
    classes=st.integers(0, 50),
    names=st.lists(st.text("가나다 abc😀\n", max_size=60), max_size=4),
)
def test_every_row_stands_on_some_page_and_within_it(
    qtbot: QtBot, people: int, classes: int, names: list[str]
) -> None:
    document = sheet(max(people, len(names)), classes, *names)
    made = paper(document)
    table = document.tables[0]
    by_columns: dict[tuple[int, str], int] = {}
    for page in made.pages:
        below = 0.0
        for part in page:
            assert sum(part.widths) <= made.size.width() + 0.1
            heads = (len(part.widths), "".join("".join(cell) for cell in part.head.cells))
            by_columns[heads] = by_columns.get(heads, 0) + len(part.lines)
            below += part.head.height + sum(line.height for line in part.lines)
        assert below <= made.size.height()
    assert set(by_columns.values()) == {len(table.all_rows)}
    assert sum(count - 2 for count, _heads in by_columns) == len(table.columns) - 2


def test_cancelling_stops_it(qtbot: QtBot) -> None:
    def cancel(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        paper(sheet(3, 3)).pdf(cancel)


@pytest.mark.parametrize(
    ("cell", "kind", "said"),
    [
        (None, Kind.TEXT, ""),
        (0.916, Kind.SHARE, "92 %"),
        (75.4, Kind.SECONDS, "1:15"),
        (7, Kind.COUNT, "7"),
        ("○", Kind.MARK, "○"),
    ],
)
def test_cells_in_words(cell: str | float | None, kind: Kind, said: str) -> None:
    assert paper_text(cell, kind) == said
