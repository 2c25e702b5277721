"""The preview looks and speaks like the phone's own page."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.domain.lesson_draft import Picture, SubtaskDraft
from classroom_app.domain.question import Question
from classroom_app.gui.lessons.phone_look import DAY, NIGHT
from classroom_app.gui.lessons.phone_preview import PhonePreview
from classroom_app.gui.lessons.picture_box import png_of
from classroom_app.gui.lessons.pictures import Pictures
from classroom_app.gui.tasks import Tasks
from classroom_app.gui.theme.theme import Scheme, Theme
from tests.unit.gui.lessons.phone_page import read


@pytest.fixture
def preview(qtbot: QtBot, light: Theme, window: QWidget) -> PhonePreview:
    tasks = Tasks(window)
    preview = PhonePreview(Pictures(tasks, tasks))
    qtbot.addWidget(preview)
    preview.resize(400, 760)
    preview.show()
    return preview


def colours_in(preview: PhonePreview) -> set[str]:
    image = preview.grab().toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 6)
        for y in range(0, image.height(), 6)
    }


def test_it_is_day_by_day_and_night_by_night(preview: PhonePreview, light: Theme) -> None:
    preview.show_step(SubtaskDraft(title="Open"), 1, 5, "en")
    assert {DAY.paper, DAY.main, DAY.warm} <= colours_in(preview)
    light.set_scheme(Scheme.DARK)
    assert {NIGHT.paper, NIGHT.main, NIGHT.warm} <= colours_in(preview)
    assert preview.accessibleDescription() == "Step 2 of 5. Open. "


def test_a_question_stands_in_place_of_done(preview: PhonePreview) -> None:
    preview.show_step(SubtaskDraft(title="Look"), 0, 1, "en")
    assert DAY.main in colours_at_the_bottom(preview)
    question = Question("Larger?", ("Yes", "No", "A little larger than it was before", "Hm", "?"))
    preview.show_step(SubtaskDraft(title="Look", question=question), 0, 1, "en")
    found = colours_at_the_bottom(preview)
    assert DAY.main not in found
    assert DAY.warm in found
    for answer in ("Larger?", *question.answers):
        assert answer in preview.accessibleDescription()
    QTest.keyClick(preview, Qt.Key.Key_End)
    assert preview.scrolled_by > 0
    preview.show_step(SubtaskDraft(title="Look"), 0, 1, "en")
    assert preview.accessibleDescription() == "Step 1 of 1. Look. "


def colours_at_the_bottom(preview: PhonePreview) -> set[str]:
    image = preview.grab().toImage()
    rows = range(round(image.height() * 0.78), image.height(), 3)
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 6) for y in rows}


def test_a_long_step_is_scrolled_and_a_short_one_is_not(preview: PhonePreview) -> None:
    preview.show_step(SubtaskDraft(title="Open"), 0, 1, "ko")
    QTest.keyClick(preview, Qt.Key.Key_Down)
    assert preview.scrolled_by == 0
    long = SubtaskDraft(title="Open", guide_text="word " * 200, description="more " * 50)
    preview.show_step(long, 0, 1, "ko")
    QTest.keyClick(preview, Qt.Key.Key_End)
    at_the_end = preview.scrolled_by
    assert at_the_end > 500
    preview.grab()
    QTest.keyClick(preview, Qt.Key.Key_Up)
    assert 0 < preview.scrolled_by < at_the_end
    QTest.keyClick(preview, Qt.Key.Key_Home)
    wheel = QWheelEvent(
        *(QPointF(9, 9), QPointF(9, 9), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton),
        *(Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(preview, wheel)
    assert preview.scrolled_by > 0
    preview.show_step(SubtaskDraft(title="Other"), 3, 40, "fr")
    preview.grab()
    assert preview.scrolled_by == 0
    assert preview.accessibleDescription().startswith("Step 4 of 40")


@pytest.mark.parametrize("language", ["ko", "en", "fr", ""])
def test_typing_leaves_the_phone_scrolled(preview: PhonePreview, language: str) -> None:
    long = SubtaskDraft(title="Open", guide_text="word " * 200)
    preview.show_step(long, 0, 1, language)
    QTest.keyClick(preview, Qt.Key.Key_End)
    scrolled = preview.scrolled_by
    assert scrolled > 0
    preview.show_step(replace(long, guide_text="word " * 200 + "more"), 0, 1, language)
    assert preview.scrolled_by == scrolled
    preview.show_step(long, 0, 1, "en" if language == "ko" else "ko")
    assert preview.scrolled_by == 0, "another page"


def test_the_parts_come_in_the_order_of_the_page() -> None:
    page = read("index.html")
    parts = [
        "step-of",
        "listen",
        "beads",
        "step-title",
        "step-guide",
        "step-more",
        "step-picture",
        "auto",
    ]
    places = [page.index(f'id="{part}"') for part in parts]
    assert places == sorted(places), "the preview draws them in this order"


def test_what_hangs_down_is_not_cut(preview: PhonePreview) -> None:
    """The title's lines are lower than the letters of some fonts, Korean ones among them."""
    preview.resize(800, 1_520)

    def seen(title: str) -> QImage:
        preview.show_step(SubtaskDraft(title=title), 0, 3, "en")
        return preview.grab().toImage()

    def rows_of(title: str) -> int:
        image, other = seen(title), seen(".")
        line = QRect(0, 0, image.width(), 1)
        rows = (line.translated(0, y) for y in range(image.height()))
        return sum(image.copy(row) != other.copy(row) for row in rows)

    metrics = QFontMetricsF(preview._card(SubtaskDraft(title="g")).title.font)
    expected = metrics.tightBoundingRect("g").height() / metrics.tightBoundingRect("o").height()
    assert rows_of("g") / rows_of("o") == pytest.approx(expected, rel=0.06)


@pytest.mark.parametrize("size", [(400, 200), (200, 400)], ids=["wide", "high"])
def test_a_wide_picture_stands_before_the_words_as_on_the_page(
    preview: PhonePreview, size: tuple[int, int]
) -> None:
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    picture = Picture("image/png", png_of(image))
    preview._pictures._images[picture.data] = image
    plain = SubtaskDraft(title="Open", picture=picture)
    told = replace(plain, guide_text="word " * 20)
    preview.show_step(plain, 0, 1, "en")
    preview.grab()
    alone = preview.picture_box
    preview.show_step(told, 0, 1, "en")
    preview.grab()
    is_wide = size[0] > size[1]
    assert (preview.picture_box == alone) == is_wide, "words do not move it down"
    css = " ".join(read("lesson_picture.css").split())
    assert "#step-title { order: -2; } #step-picture.wide { order: -1; }" in css
    assert "#step-picture.wide .link { padding: 0; }" in css
