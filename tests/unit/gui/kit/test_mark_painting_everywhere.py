"""Marks stand in the same place wherever they are drawn.

`SURFACES` has everything in the window that draws marks. Each is looked at pixel by pixel, against
tests/fixtures/marks.json, to which the tests of the phone page hold its drawing too.
"""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPageLayout, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from classroom_app.application.handout import Handout, HandoutStep
from classroom_app.domain.lesson_draft import Picture, SubtaskDraft
from classroom_app.gui.handout.handout_paper import HandoutPaper, page_layout
from classroom_app.gui.handout.handout_words import words_in
from classroom_app.gui.kit.mark_painting import paint_marks
from classroom_app.gui.lessons.phone_look import PhoneSize
from classroom_app.gui.lessons.phone_preview import PhonePreview
from classroom_app.gui.lessons.picture_box import png_of
from classroom_app.gui.lessons.pictures import Pictures
from classroom_app.gui.projector.step_picture import StepPicture
from classroom_app.gui.tasks import Tasks
from tests.helpers.drafts import PIXEL
from tests.helpers.mark_cases import MarkCase, mark_cases, missing_marks

# What was drawn, where in it the picture is, and what of that is seen.
View = tuple[QImage, QRectF, QRectF]
Surface = Callable[[MarkCase, QWidget], list[View]]
# Dots of a printer that a picture of 70 mm is wide.
_DOTS = 827
# Dots of a page of A4, at 150 to the inch.
_PAGE = 1240


class _OnePicture(Pictures):
    """Every step has the same picture, at once."""

    def __init__(self, image: QImage, owner: QWidget) -> None:
        super().__init__(Tasks(owner), owner)
        self._one = image

    def image(self, data: bytes) -> QImage | None:
        return self._one


def preview(case: MarkCase, window: QWidget) -> list[View]:
    """Let the editor's phone show a step: as it is at first, and scrolled to the end."""
    phone = PhonePreview(_OnePicture(case.ground(), window), window)
    phone.resize(480, 930)
    phone.show_step(SubtaskDraft(title="Step", picture=PIXEL, marks=case.marks), 0, 1, "en")
    views = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        QTest.keyClick(phone, key)
        image = phone.grab().toImage()
        scale = phone.height() / (PhoneSize.HEIGHT + 24)
        buttons = 3 * PhoneSize.TIGHT + 2 * PhoneSize.BIG_BUTTON + PhoneSize.FADE
        seen = QRectF(0, 20 * scale, 480, (PhoneSize.HEIGHT - buttons - 10) * scale)
        views.append((image, phone.picture_box, seen))
    first, last = (picture.intersected(seen) for _image, picture, seen in views)
    shown = first.height() + last.height()
    assert shown >= views[0][1].height(), "one of them shows each part of the picture"
    return views


def projector(case: MarkCase, window: QWidget) -> list[View]:
    """Let the projector show a step's picture."""
    picture = StepPicture(window)
    picture.resize(640, 700)
    picture.show_image(case.ground())
    picture.show_marks(case.marks, "en")
    box = QRectF(picture.picture_box)
    return [(picture.grab().toImage(), box, box)]


def paper(case: MarkCase, window: QWidget) -> list[View]:
    """Paint a picture with its marks as a printer's driver has it painted."""
    picture = QRectF(QPointF(200, 300), case.size * (_DOTS / case.size.width()))
    size = picture.adjusted(-200, -300, 200, 300).size().toSize()
    page = QImage(size, QImage.Format.Format_RGB32)
    page.setDotsPerMeterX(11_811)
    page.setDotsPerMeterY(11_811)
    page.fill(QColor("white"))
    painter = QPainter(page)
    painter.drawImage(picture, case.ground())
    paint_marks(painter, picture, case.marks)
    painter.end()
    return [(page, picture, picture)]


def handout(case: MarkCase, window: QWidget) -> list[View]:
    """Let the handout show a page as it goes to the printer and into the PDF."""
    picture = Picture("image/png", png_of(case.ground()))
    step = HandoutStep(1, "Step", "Do it", picture=picture, marks=case.marks)
    paper = HandoutPaper(Handout("Lesson", "en", (step,)), words_in("en"), ("sans-serif",))
    whole = page_layout().fullRect(QPageLayout.Unit.Point)
    inside = page_layout().paintRect(QPageLayout.Unit.Point).topLeft()
    scale = _PAGE / whole.width()
    (placed,) = paper.pages[0].placed
    assert placed.block.picture is not None
    box = placed.block.picture.translated(placed.at + inside)
    page = paper.page_image(0, _PAGE)
    on_page = QRectF(box.topLeft() * scale, box.size() * scale)
    return [(page, on_page, on_page)]


SURFACES: dict[str, Surface] = {
    "preview": preview,
    "projector": projector,
    "paper": paper,
    "handout": handout,
}


@pytest.mark.parametrize("case", mark_cases(), ids=str)
@pytest.mark.parametrize("surface", SURFACES)
def test_marks_are_in_the_same_place(
    surface: str, case: MarkCase, qtbot: QtBot, window: QWidget
) -> None:
    views = SURFACES[surface](case, window)
    elsewhere = []
    for image, picture, seen in views:
        assert picture.width() / picture.height() == pytest.approx(
            case.size.width() / case.size.height(), rel=0.02
        )
        assert missing_marks(image, picture, case, seen) == []
        aside = picture.translated(picture.width() * 0.03, picture.width() * 0.03)
        elsewhere += missing_marks(image, aside, case, seen)
    assert elsewhere, "the test sees that they are elsewhere"


def test_a_wide_picture_stands_before_the_words_and_a_high_one_after_them(
    window: QWidget,
) -> None:
    tops = []
    for name in ("a wide picture, aslant and short", "one of each kind"):
        case = next(case for case in mark_cases() if case.name == name)
        phone = PhonePreview(_OnePicture(case.ground(), window), window)
        phone.resize(480, 930)
        for guide in (None, "Many words of what there is to do. " * 4):
            step = SubtaskDraft(title="Step", guide_text=guide, picture=PIXEL, marks=case.marks)
            phone.show_step(step, 0, 1, "en")
            phone.grab()
            tops.append(phone.picture_box.top())
    assert tops[0] == tops[1]
    assert tops[3] > tops[2] + 50


@pytest.mark.parametrize("case", mark_cases(), ids=str)
def test_marks_are_told_where_they_are_drawn(case: MarkCase, window: QWidget) -> None:
    phone = PhonePreview(_OnePicture(case.ground(), window), window)
    step = SubtaskDraft(title="Step", picture=PIXEL, marks=case.marks)
    picture = StepPicture(window)
    for language in ("ko", "en"):
        words = " ".join(case.words[language])
        phone.show_step(step, 0, 1, language)
        assert phone.accessibleDescription().endswith(words)
        picture.show_marks(case.marks, language)
        assert picture.accessibleDescription() == words
