"""A picture stands before the words where the phone's page puts it there."""

import pytest
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication

from classroom_app.bootstrap.sample_lessons import sample_paths
from classroom_app.domain.lesson_draft import SubtaskDraft
from classroom_app.gui.lessons.phone_card import PhoneCard, PhoneTexts, Words
from classroom_app.gui.lessons.phone_look import PhoneSize
from classroom_app.protocol.lesson_file import read_lesson_file
from tests.unit.gui.lessons.phone_page import read

LINE = 1.25 * PhoneSize.TITLE


def card(lines: int, picture: tuple[float, float] | None) -> PhoneCard:
    """Return a step with a title of so many lines."""
    none = Words((), QFont(), 0)
    return PhoneCard(Words(("word",) * lines, QFont(), LINE), none, none, picture)


# As the page has them in Chromium at 360 x 720: lines of the title, picture, whether it is first.
@pytest.mark.parametrize(
    ("lines", "picture", "is_first"),
    [
        (1, (295.2, 292.3), True),
        (1, (280, 504), False),
        (2, (295.2, 225.9), True),
        (6, (295.2, 292.3), False),
        (9, (295.2, 265.7), False),
        (9, (295.3, 147.6), False),
    ],
)
def test_a_wide_picture_is_first_where_it_is_whole_in_sight(
    lines: int, picture: tuple[float, float], is_first: bool
) -> None:
    placed = card(lines, picture)
    assert placed.is_picture_first is is_first
    assert placed.link_height == (PhoneSize.WIDE_LINK if is_first else PhoneSize.LINK)


def test_the_page_has_the_same_rule() -> None:
    source = " ".join(read("lesson_picture.js").split())
    assert "image.naturalWidth > image.naturalHeight" in source
    assert "floor - scrollY - box.getBoundingClientRect().top" in source
    assert "box.classList.toggle('wide', seen.height <= room())" in source
    assert "innerHeight - acts.height" in source


def test_the_edge_is_the_upper_edge_of_the_buttons() -> None:
    top = 205.1  # of the picture below one line, on the page
    room = PhoneSize.HEIGHT - PhoneSize.ACTS - top
    assert card(1, (400, room - 1)).is_picture_first
    assert not card(1, (400, room + 1)).is_picture_first


def test_each_picture_of_the_sample_lessons_is_first(qapp: QApplication) -> None:
    texts = PhoneTexts(qapp.font)
    for path in (path for paths in sample_paths().values() for path in paths):
        for step in read_lesson_file(path.read_bytes()).subtasks:
            assert step.picture is not None
            image = QImage.fromData(step.picture.data)
            placed = PhoneCard.of(step, (image.width(), image.height()), texts)
            assert placed.is_picture_first, (path.name, step.title)


def test_a_card_is_as_high_as_what_is_on_it(qapp: QApplication) -> None:
    texts = PhoneTexts(qapp.font)
    plain = PhoneCard.of(SubtaskDraft(title="Open"), None, texts)
    told = PhoneCard.of(SubtaskDraft(title="Open", guide_text="Tap"), None, texts)
    assert told.height - plain.height == pytest.approx(PhoneSize.S2 + told.guide.height)
    shown = PhoneCard.of(SubtaskDraft(title="Open"), (2_000, 1_000), texts)
    assert shown.picture == pytest.approx((PhoneSize.INNER, PhoneSize.INNER / 2))
    more = PhoneSize.PICTURE_GAP + PhoneSize.INNER / 2 + PhoneSize.WIDE_LINK
    assert shown.height - plain.height == pytest.approx(more)
