"""Pictures at the end of a report on paper: whole, each with its words, a few on a page."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from classroom_app.gui.history.report_pictures import (
    PER_PAGE,
    HelpPicture,
    pages_of,
    paint_pictures,
)
from tests.unit.gui.history.test_report_paper import paper_of

RED = QColor("red")


def picture(width: int, height: int, form: QImage.Format = QImage.Format.Format_RGB32) -> QImage:
    image = QImage(width, height, form)
    image.fill(RED)
    return image


def shown(text: str, image: QImage) -> HelpPicture:
    return HelpPicture(text, lambda: image)


@pytest.mark.parametrize(("count", "pages"), [(0, 0), (1, 1), (PER_PAGE, 1), (PER_PAGE + 1, 2)])
def test_a_few_stand_on_a_page_and_none_is_left_out(count: int, pages: int) -> None:
    pictures = [shown(str(n), QImage()) for n in range(count)]
    assert len(pages_of(pictures)) == pages
    assert [one for page in pages_of(pictures) for one in page] == pictures


@pytest.mark.parametrize("size", [(1080, 2400), (2400, 1080), (20, 20), (1_200, 60)])
def test_each_is_whole_above_its_words(size: tuple[int, int], qtbot: QtBot) -> None:
    page = QImage(400, 600, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    written: list[tuple[str, QRectF]] = []
    painter = QPainter(page)
    paint_pictures(
        painter,
        QRectF(0, 0, 400, 600),
        [shown("Kim", picture(*size)), shown("Lee", QImage())],
        lambda text, box: written.append((text, box)),
        "gone",
    )
    painter.end()
    red = [(x, y) for x in range(400) for y in range(600) if page.pixelColor(x, y).green() < 128]
    width, height = (max(at) - min(at) + 1 for at in zip(*red, strict=True))
    scale = min(193 / size[0], 267 / size[1])
    assert (width, height) == pytest.approx((size[0] * scale, size[1] * scale), abs=2)
    (words, below), (lost, _box), (other, _below) = written
    assert (words, lost, other) == ("Kim", "gone", "Lee")
    assert below.top() >= max(y for _x, y in red)
    assert below.bottom() <= 300


def test_the_pages_follow_the_tables(qtbot: QtBot, tmp_path: Path) -> None:
    paper, told = paper_of(3, 2), list[tuple[int, int]]()
    clear = picture(300, 600, QImage.Format.Format_ARGB32)
    with_pictures = replace(
        paper,
        help_pictures=[shown("Kim", clear), *(shown("Lee", picture(300, 600)) for _ in "abcd")],
        words=replace(paper.words, pictures="Pictures", lost="Lost"),
    )
    with_pictures.write_pdf(tmp_path / "with.pdf", lambda *at: told.append(at))
    content = (tmp_path / "with.pdf").read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", content)) == 4
    assert len(re.findall(rb"/Subtype\s*/Image", content)) == 5, "none has a mask of its own"
    assert told == [(page, 4) for page in range(5)]
