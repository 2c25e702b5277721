"""Seat cards, read back by another program: eight to a page, every word, and the code."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPageLayout
from pytestqt.qtbot import QtBot

from classroom_app.application.seat_card_job import SeatCardJob, cards_of
from classroom_app.domain.roster import Person
from classroom_app.gui.kit.qr_code import qr_image
from classroom_app.gui.people.card_paper import INSIDE, QR_SIDE, CardPaper
from classroom_app.gui.people.card_words import card_words_in
from classroom_app.gui.people.paged_paper import POINTS_PER_INCH

FAMILIES = ("Noto Sans CJK KR", "Malgun Gothic")
LINK = "http://192.168.100.112:8000/n/abcdefghjkmn"
NAMES = [
    *("김영희", "박철수", "이순자", "최말순", "남궁선우 바르톨로메오", "Ng"),
    *("Alexandra Konstantinopoulos-Smith", "오세훈", "가" * 40),
]
NUMBERS = [1, 2, 3, 12, 21, 100, 1234, 999_999_999, 8]
needs_poppler = pytest.mark.skipif(
    sys.platform == "win32", reason="Linux alone: poppler reads what was written"
)


def paper(language: str = "ko", code: str = "") -> CardPaper:
    people = [
        Person(place, number, name)
        for place, (number, name) in enumerate(zip(NUMBERS, NAMES, strict=True))
    ]
    address = "192.168.100.112:8000"
    job = SeatCardJob("화요일 기초반", cards_of(people, LINK), address, code, language)
    return CardPaper(job, card_words_in(language), FAMILIES)


def pages_of(made: CardPaper, folder: Path) -> list[str]:
    path = folder / "cards.pdf"
    path.write_bytes(made.pdf(lambda _done, _of: None))
    command = ["pdftotext", str(path), "-"]
    read = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()
    return ["".join(page.split()) for page in read.split("\f")[:-1]]


@needs_poppler
@pytest.mark.parametrize("language", ["ko", "en"])
def test_each_person_has_a_card_with_name_number_and_the_way(
    qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    pages = pages_of(paper(language), tmp_path)
    assert len(pages) == 2
    for place, (number, name) in enumerate(zip(NUMBERS, NAMES, strict=True)):
        page = pages[place // 8]
        assert "".join(name.split()) in page
        assert str(number) in page
    assert pages[0].count("192.168.100.112:8000") == 8
    assert pages[1].count("192.168.100.112:8000") == 1
    assert ("카메라로" in pages[0]) is (language == "ko")


@needs_poppler
def test_cards_of_one_class_say_its_code(qtbot: QtBot, tmp_path: Path) -> None:
    assert pages_of(paper(code="482913"), tmp_path)[0].count("482913") == 8
    assert "482913" not in pages_of(paper(), tmp_path)[0]


@needs_poppler
def test_the_letters_are_in_the_file(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "cards.pdf"
    path.write_bytes(paper().pdf(lambda _done, _of: None))
    command = ["pdffonts", str(path)]
    fonts = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()
    lines = fonts.splitlines()[2:]
    assert lines
    assert all(line.split()[-5] == "yes" for line in lines), "embedded"
    assert path.stat().st_size < 300_000, "of each typeface the letters that are used"


def test_the_code_is_the_link_with_the_number(qtbot: QtBot) -> None:
    """Every module is where a reader looks for it, on the last card of the page too."""
    made = paper()
    dots = 4
    whole = made.layout.fullRect(QPageLayout.Unit.Point)
    image = made.page_image(0, round(whole.width() * dots))
    scale = image.width() / whole.width()
    inside = made.layout.paintRect(QPageLayout.Unit.Point)
    width, height = inside.width() / 2, inside.height() / 4
    for place in (0, 7):
        code = qr_image(f"{LINK}#{NUMBERS[place]}")
        left = inside.left() + (place % 2 + 1) * width - INSIDE - QR_SIDE
        top = inside.top() + (place // 2) * height + INSIDE
        module = QR_SIDE / code.width()
        assert module / POINTS_PER_INCH * 25.4 > 0.6, "millimetres: a phone reads it from afar"
        for x in range(code.width()):
            for y in range(code.height()):
                at_x = round((left + (x + 0.5) * module) * scale)
                at_y = round((top + (y + 0.5) * module) * scale)
                seen = QColor(image.pixelColor(at_x, at_y)).lightness() < 128
                wanted = QColor(code.pixelColor(x, y)).lightness() < 128
                assert seen is wanted, (place, x, y)
