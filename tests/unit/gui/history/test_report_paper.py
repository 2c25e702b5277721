"""Two pages, whatever the class; fonts inside; nothing half written."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QSizeF
from PySide6.QtGui import QFont, QImage, QPainter, QPicture
from pytestqt.qtbot import QtBot

from classroom_app.application.report_document import Cancelled
from classroom_app.domain import commands as cmd
from classroom_app.domain.class_report import class_report
from classroom_app.gui.history.report_paper import PaperWords, ReportPaper
from classroom_app.gui.history.report_words import document_of
from classroom_app.gui.history.step_charts import draw_counts, draw_times, picture_of
from classroom_app.gui.theme.tokens import LIGHT
from tests.helpers.lecture import Lecture

SIZE = QSize(1_000, 330)
WORDS = PaperWords("Counts", "Times", "Page {number}", "and {count} more")


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


@pytest.mark.parametrize(("students", "steps"), [(0, 1), (3, 5), (70, 20), (400, 200)])
def test_two_pages_with_their_fonts(
    students: int, steps: int, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "report.pdf"
    told: list[tuple[int, int]] = []
    paper_of(students, steps).write_pdf(path, lambda *at: told.append(at))
    content = path.read_bytes()
    assert content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", content)) == 2
    assert b"/FontFile" in content, "Korean can be read where there is no such font"
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert list(tmp_path.iterdir()) == [path]


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
