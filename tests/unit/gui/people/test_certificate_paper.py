"""Certificates, read back by another program: a page each, fonts inside, nothing cut."""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from classroom_app.application.certificate import CertificatesJob, CertificateWords
from classroom_app.gui.people.certificate_paper import CertificatePaper

FAMILIES = ("Noto Sans CJK KR", "Malgun Gothic")
WORDS = CertificateWords(
    heading="수료증",
    course="스마트폰 기초반",
    dates="2026년 9월 7일 ~ 2026년 11월 30일",
    hours="24시간 (12회)",
    words="위 사람은 위 과정을 성실히 마쳤습니다.",
    issued_on="2026년 11월 30일",
    issuer="행복동 노인복지관장",
)
LONG_NAMES = [
    "황보 아름다운별하늘나라에서온 김수한무거북이와두루미",
    "Bartholomew Alexander Montgomery-Featherstonehaugh the Third",
    "가" * 60,
]
needs_poppler = pytest.mark.skipif(
    sys.platform == "win32", reason="Linux alone: poppler reads what was written"
)


def paper(*names: str, words: CertificateWords = WORDS, language: str = "ko") -> CertificatePaper:
    return CertificatePaper(CertificatesJob(words, names, language), FAMILIES)


def written(paper: CertificatePaper, folder: Path) -> Path:
    path = folder / "certificates.pdf"
    path.write_bytes(paper.pdf(lambda _done, _of: None))
    return path


def read_by(tool: str, path: Path, *more: str) -> str:
    command = [tool, str(path), *more]
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()


def squeezed(text: str) -> str:
    return "".join(text.split())


@needs_poppler
def test_each_person_has_a_page_with_all_the_words(qtbot: QtBot, tmp_path: Path) -> None:
    path = written(paper("김영희", "이철수"), tmp_path)
    pages = read_by("pdftotext", path, "-").split("\f")[:-1]
    assert len(pages) == 2
    for page, name in zip(pages, ("김영희", "이철수"), strict=True):
        for words in (name, WORDS.course, WORDS.dates, WORDS.hours, WORDS.words, WORDS.issuer):
            assert squeezed(words) in squeezed(page)
        assert "수료증" in squeezed(page)
    assert "이철수" not in pages[0]
    assert "Lang (ko)" in path.read_bytes().decode("latin-1")


@needs_poppler
def test_fonts_are_embedded(qtbot: QtBot, tmp_path: Path) -> None:
    fonts = read_by("pdffonts", written(paper("김영희"), tmp_path)).splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)


@needs_poppler
@pytest.mark.parametrize("name", LONG_NAMES)
def test_long_names_are_whole(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    text = read_by("pdftotext", written(paper(name), tmp_path), "-")
    assert squeezed(name) in squeezed(text)


def test_what_is_empty_is_left_out(qtbot: QtBot) -> None:
    empty = replace(WORDS, course="", dates="", hours="", words="", issued_on="", issuer="")
    made = paper(words=empty)
    lines, _seal = made._laid_out("김영희")
    assert [line.text for line in lines] == [*"수료증", made._labels.name, "김영희"]


@pytest.mark.parametrize("name", ["김영희", *LONG_NAMES])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_runs_over_the_frame_or_into_another_line(
    qtbot: QtBot, name: str, language: str
) -> None:
    long = replace(
        WORDS,
        heading="Certificate of Attendance and Honourable Completion",
        course="디지털 문해 교육 " * 8,
        words="매우 긴 말 " * 60,
        issuer="행복특별자치도 아름다운시 행복동 노인종합복지관 평생교육원장 직무대리",
    )
    for words in (WORDS, long):
        made = paper(words=words, language=language)
        lines, seal = made._laid_out(name)
        size = made.size
        for line in lines:
            assert line.left > 20
            assert line.left + line.face.width(line.text) < size.width() - 20
            assert line.top > 20
            assert line.top + line.face.leading < size.height() - 20
            box = (line.left, line.left + line.face.width(line.text))
            if line.top < seal.bottom() and line.top + line.face.leading > seal.top():
                assert box[1] <= seal.left(), "the place for the seal is free"
        assert seal.right() < size.width() - 20
        assert seal.bottom() < size.height() - 20


def test_forty_are_painted_within_seconds(qtbot: QtBot) -> None:
    began = time.monotonic()
    content = paper(*(f"사람{n}" for n in range(40))).pdf(lambda _done, _of: None)
    assert time.monotonic() - began < 5, "seconds; it takes a fifth of one"
    assert len(content) < 1_000_000


def test_a_page_is_a_picture_too(qtbot: QtBot) -> None:
    image = paper("김영희").page_image(0, 400)
    assert (image.width(), image.height()) == (400, 566)
    dark = sum(
        image.pixelColor(x, y).lightness() < 100 for x in range(60, 340) for y in range(60, 500)
    )
    assert dark > 500
    assert image.pixelColor(5, 5) == Qt.GlobalColor.white
