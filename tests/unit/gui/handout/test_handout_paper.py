"""What is on the paper: found by other programs, with fonts inside, large letters, no step torn."""

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPageSize, QPdfWriter
from pytestqt.qtbot import QtBot

from classroom_app.application.handout import Handout, HandoutStep, handout_of
from classroom_app.application.report_document import Cancelled
from classroom_app.domain.lesson_draft import LessonDraft, Picture, SubtaskDraft
from classroom_app.domain.mark_words import mark_text
from classroom_app.domain.marks import LongPressMark, SwipeMark, TapMark, TypeMark
from classroom_app.domain.question import Question
from classroom_app.gui.handout.handout_paper import HandoutPaper
from classroom_app.gui.handout.handout_words import HandoutWords
from tests.helpers.drafts import PIXEL

FAMILIES = ("Noto Sans CJK KR", "Malgun Gothic")
MARKS = (TapMark(0.5, 0.2), LongPressMark(0.2, 0.5), SwipeMark(0.5, 0.9, 0.5, 0.6))
BOX = (TypeMark(0.1, 0.1, 0.5, 0.2),)
needs_poppler = pytest.mark.skipif(
    sys.platform == "win32", reason="Linux alone: pdftotext reads what was written"
)


def picture(width: int, height: int, kind: str = "PNG") -> Picture:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "#778899").save(buffer, kind)
    return Picture(f"image/{kind.lower()}", buffer.getvalue())


def paper(*steps: HandoutStep, columns: int = 1, title: str = "알림 켜기") -> HandoutPaper:
    return HandoutPaper(Handout(title, "ko", steps), HandoutWords(), FAMILIES, columns)


def written(paper: HandoutPaper, folder: Path) -> Path:
    path = folder / "handout.pdf"
    paper.write_pdf(path, lambda _done, _of: None)
    return path


def text_of(path: Path, *options: str) -> str:
    command = ["pdftotext", "-enc", "UTF-8", *options, str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()


def joined(text: str) -> str:
    return " ".join(text.split())


TITLES = [
    "설정 열기",
    "\u2018안전 및 긴급\u2019 누르기",
    "Turn on “office” Wi-Fi",
    "1234567890 누르기",
]
GUIDES = [
    "화면 맨 위 오른쪽에서 아래로 쓸어내린 뒤 톱니바퀴 모양을 누르세요.",
    "세 줄(|||)이나 네모(□) 버튼을 누르고 \u2018긴급\u2019을 고르세요. 🙂",
    "Tap the affiliated office. It's “fine” – fluffy, efficient.",
    "ㄱㄴㄷ 一 二 三 · 100%~ #1",
]
SHAPES = [(590, 1280), (1280, 590), (20, 900)]


@needs_poppler
@pytest.mark.parametrize("columns", [1, 2])
def test_every_step_is_found_in_its_order(columns: int, qtbot: QtBot, tmp_path: Path) -> None:
    steps = [
        HandoutStep(
            number,
            TITLES[number % 4],
            GUIDES[number % 4],
            f"더 알아보기 {number}",
            picture(*SHAPES[number % 3]) if number % 4 else None,
            MARKS if number % 4 else (),
        )
        for number in range(1, 13)
    ]
    path = written(paper(*steps, columns=columns), tmp_path)
    text = joined(text_of(path, "-raw"))
    place = 0
    for step in steps:
        marks = mark_text(step.marks, "ko")
        for said in (str(step.number), step.title, step.text.replace(" 🙂", ""), step.more, marks):
            found = text.find(said, place)
            assert found >= 0, (step.number, said)
            place = found + len(said)
    assert "Page 1 of" in text
    assert "\t" not in text_of(path, "-raw")


@needs_poppler
def test_questions_and_answers_are_found_as_they_are_written(qtbot: QtBot, tmp_path: Path) -> None:
    """The font has the same glyphs for some Chinese characters and their radicals."""
    question = Question("\u2018見\u2019\u2026?", ("金", "一 二", "\u2018人\u2019"))
    step = HandoutStep(1, "열기", question=question)
    text = joined(text_of(written(paper(step), tmp_path), "-raw"))
    for said in (question.text, *question.answers):
        assert said in text


@needs_poppler
def test_what_marks_say_is_heard_and_found_and_not_seen(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = HandoutStep(1, TITLES[0], GUIDES[0], "", picture(590, 1280), MARKS)

    def seen(name: str) -> tuple[str, bytes]:
        folder = tmp_path / name
        folder.mkdir()
        path = written(paper(step), folder)
        command = ["pdftoppm", "-r", "60", "-png", "-singlefile", str(path), str(folder / "page")]
        subprocess.run(command, check=True, timeout=60)
        with Image.open(folder / "page.png") as image:
            return joined(text_of(path, "-raw")), image.tobytes()

    said, shown = seen("with")
    assert mark_text(MARKS, "ko") in said
    monkeypatch.setattr(HandoutPaper, "_paint_unseen", lambda *_: None)
    unsaid, shown_without = seen("without")
    assert mark_text(MARKS, "ko") not in unsaid
    assert shown == shown_without


@needs_poppler
def test_fonts_title_and_language_are_inside(qtbot: QtBot, tmp_path: Path) -> None:
    path = written(paper(HandoutStep(1, TITLES[0], GUIDES[0], "", picture(590, 1280))), tmp_path)
    facts = subprocess.run(["pdfinfo", path], capture_output=True, check=True, timeout=60).stdout
    assert "Title:           알림 켜기" in facts.decode()
    assert "(595 x 842 pts (A4)" in facts.decode().replace("Page size:       ", "(")
    fonts = subprocess.run(["pdffonts", path], capture_output=True, check=True, timeout=60).stdout
    for row in fonts.decode().splitlines()[2:]:
        is_embedded, _is_subset, has_letters = row.split()[-5:-2]
        assert (is_embedded, has_letters) == ("yes", "yes"), row
    content = path.read_bytes()
    assert b"/Lang (ko)" in content
    assert b"/DisplayDocTitle true" in content
    assert len(content) < 150_000, "a part of each font, not all of it"


@needs_poppler
@pytest.mark.parametrize("columns", [1, 2])
def test_the_longest_lesson(columns: int, qtbot: QtBot, tmp_path: Path) -> None:
    """Two hundred steps, some of four thousand letters: none missing, none torn in vain."""
    long = joined("설정을 열고 알림을 누르세요. " * 300)[:3_990]
    steps = [
        HandoutStep(number, f"{number}번째 단계", long if number % 50 == 0 else "누르세요.")
        for number in range(1, 201)
    ]
    made = paper(*steps, columns=columns)
    path = written(made, tmp_path)
    pages = text_of(path, "-raw").split("\f")[:-1]
    assert len(pages) == len(made.pages)
    for step in steps:
        on = [page for page in pages if f"\n{step.number} {step.title}\n" in f"\n{page}"]
        assert len(on) == 1, step.title
        if step.text != long:
            assert "누르세요." in on[0].partition(step.title)[2]
    assert joined("".join(pages)).count("(continued)") >= 4


def sizes(path: Path) -> set[float]:
    """Return the sizes of all letters, in points."""
    boxes = text_of(path, "-bbox")
    heights = re.findall(r'yMin="([\d.]+)"[^>]*yMax="([\d.]+)">(?!Page|of|\d)', boxes)
    return {round(float(low) - float(high), 1) for high, low in heights}


@needs_poppler
def test_letters_are_large(qtbot: QtBot, tmp_path: Path) -> None:
    one = written(paper(HandoutStep(1, "W" * 255, "가" * 40, "나" * 40)), tmp_path)
    line_of_16_points = 16 * 1.448  # of this font
    assert min(sizes(one)) >= line_of_16_points - 0.3


@pytest.mark.parametrize("columns", [1, 2])
def test_pages_are_painted_with_pictures_and_marks(columns: int, qtbot: QtBot) -> None:
    made = paper(
        HandoutStep(1, "열기", "누르세요.", "", picture(590, 1280), MARKS),
        HandoutStep(2, "쓰기", "쓰세요.", "", picture(1280, 590, "JPEG"), BOX),
        columns=columns,
    )
    image = made.page_image(0, 1_190)
    colours = {
        image.pixelColor(x, y).name() for x in range(0, 1_190, 3) for y in range(0, 1_684, 3)
    }
    assert "#778899" in colours
    assert image.pixelColor(4, 4) == QColor("white")
    assert image.size() == QSize(1_190, 1_684)


@needs_poppler
def test_smaller_paper_has_all_of_it(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    device = QPdfWriter(str(path))
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    paper(*(HandoutStep(number, "열기", "누르세요. " * 20) for number in range(1, 9))).paint(
        device, lambda _done, _of: None
    )
    boxes = re.findall(r'xMax="([\d.]+)" yMax="([\d.]+)"', text_of(path, "-bbox"))
    assert len(boxes) > 100
    assert max(float(x) for x, _ in boxes) < 420
    assert max(float(y) for _, y in boxes) < 595


def test_a_mark_is_where_it_is_on_the_picture(qtbot: QtBot) -> None:
    plain = paper(HandoutStep(1, "열기", "", "", picture(500, 500)))
    marked = paper(HandoutStep(1, "열기", "", "", picture(500, 500), (TapMark(0.5, 0.5),)))
    before, after = plain.page_image(0, 1_190), marked.page_image(0, 1_190)
    box = marked.pages[0].placed[0].block.picture
    assert box is not None
    at = marked.pages[0].placed[0].at
    scale, margin = 1_190 / 595.276, 42.52
    changed = [
        (x, y)
        for x in range(0, 1_190, 2)
        for y in range(0, 1_684, 2)
        if before.pixelColor(x, y) != after.pixelColor(x, y)
    ]
    middle_x = sum(x for x, _ in changed) / len(changed) / scale - margin - at.x()
    middle_y = sum(y for _, y in changed) / len(changed) / scale - margin - at.y()
    assert middle_x == pytest.approx(box.center().x(), abs=1)
    assert middle_y == pytest.approx(box.center().y(), abs=1)


def test_odd_pictures_keep_nothing_from_the_paper(qtbot: QtBot, tmp_path: Path) -> None:
    clear = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(clear, "PNG")
    made = paper(
        HandoutStep(1, "no picture", "", "", Picture("image/png", b"no picture at all")),
        HandoutStep(2, "half a picture", "", "", Picture("image/png", picture(300, 300).data[:90])),
        HandoutStep(3, "one pixel", "", "", PIXEL),
        HandoutStep(4, "transparent", "", "", Picture("image/png", clear.getvalue())),
        HandoutStep(5, "", "", "", None),
    )
    assert written(made, tmp_path).read_bytes().startswith(b"%PDF")
    first = made.pages[0].placed
    assert first[0].block.picture is None


def test_cancelling_leaves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    def cancel(done: int, _of: int) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        paper(HandoutStep(1, "a", "b")).write_pdf(tmp_path / "handout.pdf", cancel)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_named(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        written(paper(HandoutStep(1, "a", "b")), tmp_path / "nowhere")


def draft(*guides: tuple[str | None, str | None]) -> LessonDraft:
    steps = tuple(
        SubtaskDraft(title=" t ", guide_text=guide, voice_guide_text=voice, marks=MARKS[:1])
        for guide, voice in guides
    )
    return LessonDraft(title=" L ", language="en", description=None, subtasks=steps)


def test_what_a_handout_is_made_of() -> None:
    lesson = draft(("see", "hear"), (None, "hear"), (None, None))
    whole = handout_of(lesson)
    assert (whole.title, whole.language) == ("L", "en")
    assert [(step.number, step.title, step.text) for step in whole.steps] == [
        (1, "t", "see"),
        (2, "t", "hear"),
        (3, "t", ""),
    ]
    assert whole.steps[0].marks == MARKS[:1]
    assert [step.number for step in handout_of(lesson, {1, 3}).steps] == [1, 3]
    assert handout_of(lesson, ()) == whole
