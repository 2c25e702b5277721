"""As many pages as the class needs; fonts inside; nothing half written."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QFont, QImage, QPageLayout, QPainter, QPdfWriter, QPicture
from pytestqt.qtbot import QtBot

from classroom_app.application.report_document import Cancelled
from classroom_app.domain import commands as cmd
from classroom_app.domain.class_report import class_report
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.gui.history.report_paper import PaperWords, ReportPaper, _Pages, page_layout
from classroom_app.gui.history.report_words import document_of
from classroom_app.gui.history.step_charts import draw_counts, draw_times, picture_of
from classroom_app.gui.theme.tokens import LIGHT
from tests.helpers.lecture import Lecture

SIZE = QSize(1_000, 330)
WORDS = PaperWords("Counts", "Times", "Page {number} of {count}")


def paper_of(students: int, steps: int) -> ReportPaper:
    lecture = Lecture(steps, max_participants=2_000)
    people = lecture.join_many(students)
    for _step in range(steps):
        lecture.teach(cmd.NextStep())
        lecture.wait(7)
        lecture.complete(*people)
    lecture.teach(cmd.EndSession())
    document = document_of(class_report(lecture.history, lecture.lesson))
    counts, times = (picture_of(draw, document, LIGHT, SIZE) for draw in (draw_counts, draw_times))
    font = QFont()
    font.setFamilies(["Noto Sans CJK KR", "Malgun Gothic"])
    return ReportPaper(document, WORDS, counts, times, QSizeF(SIZE), font)


@pytest.mark.parametrize(
    ("students", "steps", "pages"),
    [(0, 1, {2}), (3, 5, {2}), (25, 9, {2}), (70, 20, {3}), (400, 200, set(range(14, 20)))],
)
def test_all_of_it_with_its_fonts(
    students: int, steps: int, pages: set[int], qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "report.pdf"
    told: list[tuple[int, int]] = []
    paper_of(students, steps).write_pdf(path, lambda *at: told.append(at))
    content = path.read_bytes()
    assert content.startswith(b"%PDF")
    count = len(re.findall(rb"/Type\s*/Page\b(?!s)", content))
    assert count in pages
    assert b"/FontFile" in content, "Korean can be read where there is no such font"
    assert told == [(page, count) for page in range(count + 1)]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="Linux alone: pdftotext reads what was written")
def test_words_are_found_as_they_are_written(qtbot: QtBot, tmp_path: Path) -> None:
    """The font has the same glyphs for some Chinese characters and their radicals."""
    path = tmp_path / "report.pdf"
    lecture = Lecture(2)
    lecture.join("金一人")
    lecture.teach(cmd.NextStep())
    lecture.teach(cmd.SendMessage("\u2018見\u2019", None))
    lecture.teach(cmd.EndSession())
    document = document_of(class_report(lecture.history, lecture.lesson))
    replace(paper_of(1, 1), document=document).write_pdf(path, lambda *_: None)
    command = ["pdftotext", "-enc", "UTF-8", "-layout", str(path), "-"]
    text = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()
    assert "金一人" in text
    assert "\u2018見\u2019" in text
    assert "\t" not in text


def _newest(lecture: Lecture) -> int:
    return list(lecture.session.help_queue.all())[-1].id


def test_nothing_is_left_out_and_no_words_are_cut(qtbot: QtBot, tmp_path: Path) -> None:
    lecture = Lecture(30, max_participants=300, asking=(2, 7))
    people = lecture.join_many(120)
    words = ["버튼이 안 보여요 " * 40, "https://example.org/" + "x" * 300, "one\ntwo\nthree"]
    for message in words:
        lecture.teach(cmd.NextStep())
        lecture.say(people[0], cmd.RequestHelp(None, message))
        lecture.teach(cmd.SendMessage(message, None))
        lecture.teach(cmd.ResolveHelp(_newest(lecture), HelpStatus.RESOLVED))
    for _time in range(80):
        lecture.teach(cmd.PauseSession())
        lecture.teach(cmd.ResumeSession())
    lecture.teach(cmd.EndSession())
    document = document_of(class_report(lecture.history, lecture.lesson))
    paper = replace(paper_of(1, 1), document=document)
    device = QPdfWriter(str(tmp_path / "plan.pdf"))
    device.setPageLayout(page_layout())
    painter = QPainter(device)
    painter.scale(device.logicalDpiX() / 72, device.logicalDpiX() / 72)
    size = device.pageLayout().paintRect(QPageLayout.Unit.Point).size()
    pages = _Pages(paper, painter, QRectF(QPointF(), size)).plan()
    painter.end()
    for table in document.tables:
        if table is document.steps:  # on the first page
            continue
        blocks = [block for page in pages for block in page if block.table.title == table.title]
        assert [row for block in blocks for row in block.table.rows] == list(table.rows)
        for block in blocks:
            for row, height in zip(block.table.rows, block.heights, strict=True):
                is_long = any(cell in words for cell in row)
                assert (height > 30) is is_long
    assert all(sum(sum(block.heights) for block in page) < size.height() - 70 for page in pages)


def test_cancelling_leaves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    def cancel(done: int, _of: int) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        paper_of(3, 2).write_pdf(tmp_path / "report.pdf", cancel)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_named(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        paper_of(1, 1).write_pdf(tmp_path / "nowhere" / "report.pdf", lambda *at: None)


def test_charts_are_drawing_commands(qtbot: QtBot) -> None:
    paper = paper_of(3, 2)
    assert isinstance(paper.counts, QPicture)
    assert paper.counts.size() > 1_000
    assert paper.times.size() > 1_000


def test_times_that_are_all_alike_make_no_band(qtbot: QtBot) -> None:
    """Everybody takes seven seconds: a thin box for each step, and white between them."""
    image = QImage(SIZE, QImage.Format.Format_RGB32)
    image.fill("white")
    painter = QPainter(image)
    paper_of(5, 6).times.play(painter)
    painter.end()
    coloured = [
        sum(image.pixelColor(x, y).name() != "#ffffff" for y in range(5, 280))
        for x in range(100, 1_000)
    ]
    assert sum(count < 5 for count in coloured) > 200, "white between the boxes"
    assert max(coloured) < 60
