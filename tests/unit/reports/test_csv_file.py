import codecs
import csv
import io
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from classroom_app.application.report_document import Cancelled, Document, FileKind, TableDocument
from classroom_app.reports import write_document
from classroom_app.reports.csv_file import write_csv

SEOUL = timezone(timedelta(hours=9))


def test_excel_opens_it(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "students.csv"
    write_csv(document.students, path, lambda done, of: None, SEOUL)
    content = path.read_bytes()
    assert content.startswith(codecs.BOM_UTF8)
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))) == [
        ["No.", "Name", "Came", "'=1. Step (s)"],
        ["1", "'=HYPERLINK(1)", "2026-03-02 18:00:00", "41.25"],
        ["2", '김 "영희", x', "", "done"],
    ]
    assert content.count(b"\r\n") == 3


def test_cancelling_leaves_nothing(document: Document, tmp_path: Path) -> None:
    def cancel(done: int, _of: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_csv(document.students, tmp_path / "students.csv", cancel, SEOUL)
    assert list(tmp_path.iterdir()) == []


def test_the_first_table_is_written_with_its_totals(marks: TableDocument, tmp_path: Path) -> None:
    path = tmp_path / "attendance.csv"
    write_document(FileKind.CSV, marks, path, lambda done, of: None)
    assert path.read_text("utf-8-sig").splitlines() == [
        "No.,Name,03-02,Attended",
        "1,'=1+1,○,1.0",
        "2,이철수,×,0.0",
        ",Here,1,",
    ]
