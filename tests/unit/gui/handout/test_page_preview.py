"""Pages are turned and papers exchanged while one is still being painted."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.handout.page_preview import PagePreview
from tests.unit.gui.finding import button
from tests.unit.gui.held_tasks import HeldTasks


class Sheets:
    """A paper of some pages."""

    def __init__(self, count: int) -> None:
        self.pages, self.painted = range(count), list[int]()
        self.is_broken = False

    def page_image(self, number: int, width: int) -> QImage:
        """Return a page, of which there are only some."""
        if self.is_broken:
            raise OSError("it cannot be painted")
        self.painted.append(self.pages[number])
        return QImage(width, width, QImage.Format.Format_RGB32)


class Shown:
    """A preview of three pages."""

    def __init__(self, window: QWidget) -> None:
        self.tasks = HeldTasks()
        self.preview = PagePreview(self.tasks, window)
        self.paper = Sheets(3)
        self.preview.show_paper(self.paper)

    @property
    def next(self) -> QPushButton:
        """The button to the next page."""
        return button(self.preview, "nextPageButton")

    def finish(self) -> None:
        """Paint all that is still to be painted."""
        while self.tasks.count:
            self.tasks.finish()


@pytest.fixture
def shown(window: QWidget, qtbot: QtBot) -> Iterator[Shown]:
    shown = Shown(window)
    yield shown
    shown.tasks.drop()


def test_pages_are_turned(shown: Shown) -> None:
    shown.finish()
    assert (shown.preview.page, shown.preview.count) == (0, 3)
    for _ in range(3):
        shown.next.click()
        shown.finish()
    assert shown.preview.page == 2
    assert shown.paper.painted == [0, 1, 2]
    assert not shown.next.isEnabled()


def test_a_shorter_paper_is_not_turned_beyond_its_end(shown: Shown) -> None:
    shown.finish()
    shown.next.click()
    shown.finish()
    shorter = Sheets(1)
    shown.preview.show_paper(shorter)
    shown.next.click()
    shown.next.click()
    shown.finish()
    assert shorter.painted[-1] == 0
    assert (shown.preview.page, shown.preview.count) == (0, 1)
    assert not shown.next.isEnabled()


def test_a_longer_paper_can_be_turned_once_it_is_shown(shown: Shown) -> None:
    longer = Sheets(5)
    shown.preview.show_paper(longer)
    shown.next.click()
    shown.finish()
    for _ in range(4):
        shown.next.click()
        shown.finish()
    assert (shown.preview.page, shown.preview.count) == (4, 5)


def test_a_paper_is_shown_though_the_one_before_could_not_be_painted(shown: Shown) -> None:
    shown.paper.is_broken = True
    other = Sheets(2)
    shown.preview.show_paper(other)
    shown.finish()
    assert other.painted == [0]
    assert shown.preview.count == 2


def test_a_page_that_cannot_be_painted_leaves_the_buttons_alive(shown: Shown) -> None:
    shown.finish()
    shown.paper.is_broken = True
    shown.next.click()
    shown.finish()
    shown.paper.is_broken = False
    shown.next.click()
    shown.finish()
    assert shown.paper.painted == [0, 2]
