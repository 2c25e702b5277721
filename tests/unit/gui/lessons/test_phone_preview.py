"""The preview looks and speaks like the phone's own page."""

import re
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.domain.lesson_draft import SubtaskDraft
from classroom_app.gui.lessons.phone_look import DAY, NIGHT, WORDS, PhoneColours, PhoneSize
from classroom_app.gui.lessons.phone_preview import PhonePreview
from classroom_app.gui.lessons.phone_text import wrapped
from classroom_app.gui.lessons.pictures import Pictures
from classroom_app.gui.tasks import Tasks
from classroom_app.gui.theme.theme import Scheme, Theme
from classroom_app.system.paths import resources_dir

STUDENT = resources_dir() / "student"


def read(name: str) -> str:
    return (STUDENT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("colours", "which"), [(DAY, 0), (NIGHT, 1)])
def test_the_colours_are_the_pages(colours: PhoneColours, which: int) -> None:
    block = re.findall(r":root \{(.*?)\}", read("style.css"), re.DOTALL)[which]
    page = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+)", block))
    for field in fields(PhoneColours):
        assert getattr(colours, field.name) == page[field.name.replace("_", "-")], field.name


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_words_are_the_pages(language: str) -> None:
    source = read(f"strings_{language}.js")
    page = dict(re.findall(r"^  (\w+): '(.*)',$", source, re.MULTILINE))
    assert {name: page[name] for name in WORDS[language]} == WORDS[language]


def test_the_sizes_are_the_pages() -> None:
    css = read("style.css")
    assert "font: 112.5%/1.5" in css
    assert PhoneSize.REM == 16 * 1.125
    picture = re.search(r"^img \{[^}]*max-height: (\d+)vh", css, re.MULTILINE)
    assert picture is not None
    assert float(picture[1]) / 100 * PhoneSize.HEIGHT == PhoneSize.PICTURE_HEIGHT
    for rule, rem in (
        (r"\.guide-text \{ font-size: ([\d.]+)rem", PhoneSize.GUIDE),
        (r"h1 \{ font-size: min\(([\d.]+)rem", PhoneSize.TITLE),
        (r"\.big \{[^}]*min-height: ([\d.]+)rem", PhoneSize.BIG_BUTTON),
        (r"--round: ([\d.]+)rem", PhoneSize.ROUND),
        (r"\.bar \{[^}]*min-height: ([\d.]+)rem", PhoneSize.BAR),
        (r"#step \.acts::before \{[^}]*height: ([\d.]+)rem", PhoneSize.FADE),
        (r"--s1: ([\d.]+)rem", PhoneSize.S1),
        (r"--s2: ([\d.]+)rem", PhoneSize.S2),
    ):
        found = re.search(rule, css)
        assert found is not None, rule
        assert float(found[1]) * PhoneSize.REM == pytest.approx(rem)


def test_words_are_kept_whole() -> None:
    lines = wrapped("설정을 열어 주세요\n\n다음 ABCDEFGHIJKLMN", 8, len)
    assert lines == ["설정을 열어", "주세요", "", "다음", "ABCDEFGH", "IJKLMN"]


@given(st.text(), st.integers(1, 12))
def test_no_letter_is_lost_and_no_line_too_wide(text: str, width: int) -> None:
    lines = wrapped(text, width, len)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line) <= width for line in lines)


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


def test_the_parts_come_in_the_order_of_the_page() -> None:
    page = read("index.html")
    parts = ["step-of", "beads", "step-title", "step-guide", "step-more", "step-picture", "listen"]
    places = [page.index(f'id="{part}"') for part in parts]
    assert places == sorted(places), "the preview draws them in this order"
