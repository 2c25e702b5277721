"""No step is torn over a page, whatever it says and shows."""

from itertools import groupby, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSizeF
from PySide6.QtWidgets import QApplication

from classroom_app.application.handout import Handout, HandoutStep
from classroom_app.domain.question import Question
from classroom_app.gui.handout.handout_layout import (
    BODY,
    BOX,
    Page,
    Placed,
    Sheet,
    Type,
    blocks_of,
    laid_out,
)

FAMILIES = ("Noto Sans CJK KR", "Malgun Gothic")
SIZE = QSizeF(510, 757)
HEAD = 160.0
LETTERS = st.sampled_from(
    ["설정을 ", "알림 ", "tap ", "가나다라마바사아자차카타파", "\n", "W", "."]
)
WORDS = st.lists(LETTERS, max_size=60).map("".join)
TEXTS = st.one_of(st.just(""), WORDS, st.just("설정을 열고 누르세요. " * 280))
SHAPES = st.none() | st.builds(QSizeF, st.floats(1, 3000), st.floats(1, 3000))
STEPS = st.lists(
    st.tuples(st.lists(LETTERS, max_size=40).map("".join), TEXTS, TEXTS, SHAPES), max_size=12
)


@pytest.fixture(scope="module")
def type_(qapp: QApplication) -> Type:
    return Type.of(FAMILIES)


def pages_of(
    steps: list[tuple[str, str, str, QSizeF | None]], type_: Type, columns: int
) -> tuple[list[Page], Sheet]:
    sheet = Sheet(SIZE, HEAD, columns)
    written = tuple(
        HandoutStep(number, title.strip()[:255], text[:4_000].strip(), more[:4_000].strip())
        for number, (title, text, more, _) in enumerate(steps, start=1)
    )
    pictures = [picture for *_, picture in steps]
    handout = Handout("Lesson", "ko", written)
    return laid_out(handout, pictures, type_, sheet, "(continued)"), sheet


def column_of(placed: Placed, sheet: Sheet) -> int:
    return round(placed.at.x() / (sheet.column_width + 1))


@settings(max_examples=30, deadline=None)
@given(steps=STEPS, columns=st.sampled_from([1, 2]))
def test_no_step_is_torn(
    steps: list[tuple[str, str, str, QSizeF | None]], columns: int, type_: Type
) -> None:
    pages, sheet = pages_of(steps, type_, columns)
    all_placed = [(number, placed) for number, page in enumerate(pages) for placed in page.placed]
    assert pages[-1].placed or not steps, "no page for nothing"
    numbers = [placed.block.step.number for _, placed in all_placed]
    assert [number for number, _ in groupby(numbers)] == list(range(1, len(steps) + 1))
    for number, placed in all_placed:
        block, area = placed.block, sheet.column(number, column_of(placed, sheet))
        assert placed.at.y() >= area.top() - 0.01
        assert placed.at.y() + block.height <= area.bottom() + 0.01, "on its page"
        assert area.left() - 0.01 <= placed.at.x()
        for line in block.lines:
            assert line.face.points >= BODY, "large letters"
            assert line.at.x() + line.face.width(line.text) <= area.width() + 0.01
            assert line.at.y() + line.face.leading <= block.height + 0.01
        if block.picture is not None:
            assert block.picture.right() <= area.width() + 0.01
            assert block.picture.bottom() <= block.height + 0.01
            for line in block.lines:
                beside = line.at.x() >= block.picture.right()
                below = line.at.y() >= block.picture.bottom() - 0.01
                above = line.at.y() + line.face.leading <= block.picture.top() + 8
                assert beside or below or above, "no words upon the picture"
    # One after the other in its column, and none upon another.
    for (page, upper), (next_page, lower) in pairwise(all_placed):
        if (page, upper.at.x()) == (next_page, lower.at.x()):
            assert upper.at.y() + upper.block.height <= lower.at.y()


@settings(max_examples=20, deadline=None)
@given(steps=STEPS, columns=st.sampled_from([1, 2]))
def test_a_step_goes_on_only_where_no_page_could_hold_it(
    steps: list[tuple[str, str, str, QSizeF | None]], columns: int, type_: Type
) -> None:
    pages, sheet = pages_of(steps, type_, columns)
    blocks = [placed for page in pages for placed in page.placed]
    for _, found in groupby(blocks, key=lambda placed: placed.block.step.number):
        parts = list(found)
        said = "".join(line.text for part in parts for line in part.block.lines)
        step = parts[0].block.step
        whole = "".join((step.title, step.text, step.more))
        told = said.replace("(continued)", "")
        assert "".join(told.split()) == "".join(whole.split()), "not a letter is lost"
        assert [part.block.is_continued for part in parts] == [False] + [True] * (len(parts) - 1)
        if len(parts) > 1:
            height = sum(part.block.height for part in parts)
            assert height > sheet.room, "it is longer than a page"
            for part in parts:
                assert part.at.y() == sheet.column(1, 0).top(), "each part begins a page"


def test_korean_words_are_kept_whole(type_: Type) -> None:
    text = "설정을 열고 알림을 누르세요. 못 찾겠으면 돋보기를 누르고 긴급을 써 보세요. " * 3
    step = HandoutStep(1, "알림 켜기", text.strip())
    (block,) = blocks_of(step, QSizeF(590, 1280), type_, 510, 700, "")
    lines = [line.text for line in block.lines if line.face is type_.body]
    assert len(lines) > 3
    assert " ".join(lines).split() == text.split()


def test_the_rest_of_the_last_page_is_known(type_: Type) -> None:
    pages, sheet = pages_of([("One", "Tap", "", None)], type_, 2)
    (page,) = pages
    first, second = page.rests
    assert first.top() > page.placed[0].block.height + HEAD
    assert second == sheet.column(0, 1)
    (page,) = pages_of([], type_, 1)[0]
    assert page.rests == [Sheet(SIZE, HEAD, 1).column(0, 0)]


def test_two_screenshots_stand_on_a_page(type_: Type) -> None:
    step = ("설정 열기", "톱니바퀴를 눌러 주세요.", "", QSizeF(720, 1600))
    pages, _sheet = pages_of([step] * 8, type_, 1)
    assert [len(page.placed) for page in pages] == [1, 2, 2, 2, 1]


@pytest.mark.parametrize("shape", [QSizeF(1, 24_000), QSizeF(24_000, 1), QSizeF(590, 1280)])
@pytest.mark.parametrize("columns", [1, 2])
def test_pictures_of_any_shape_have_room(shape: QSizeF, columns: int, type_: Type) -> None:
    steps: list[tuple[str, str, str, QSizeF | None]] = [("W" * 255, "가 " * 700, "", shape)] * 3
    pages, sheet = pages_of(steps, type_, columns)
    pictures = [p.block.picture for page in pages for p in page.placed if p.block.picture]
    assert len(pictures) == 3
    for box in pictures:
        assert box.height() < sheet.room
        assert box.width() <= sheet.column_width


def test_a_question_has_an_empty_box_before_each_answer(type_: Type) -> None:
    question = Question("Which one?", ("Yes", "No", "a long answer of several lines " * 2))
    step = HandoutStep(1, "Look", "At this.", question=question)
    (block,) = blocks_of(step, None, type_, 300, 700, "(continued)")
    boxes = [line for line in block.lines if line.has_box]
    assert [line.text.split()[0] for line in boxes] == ["Yes", "No", "a"]
    asked = next(line for line in block.lines if line.text == "Which one?")
    assert asked.face is type_.long_step
    assert all(line.at.x() > asked.at.x() + BOX for line in boxes), "the box has room"
    assert all(line.at.y() > asked.at.y() for line in boxes)
    assert block.height >= boxes[-1].at.y() + type_.body.leading


def test_a_question_that_goes_on_on_the_next_page_keeps_its_boxes(type_: Type) -> None:
    question = Question("Which one?", ("Yes", "No", "Maybe"))
    step = HandoutStep(1, "Look", "words " * 400, question=question)
    blocks = blocks_of(step, None, type_, 300, 300, "(continued)")
    assert len(blocks) > 1
    assert sum(line.has_box for block in blocks for line in block.lines) == 3
