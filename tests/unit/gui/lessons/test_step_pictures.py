"""A picture that takes a while goes into the step that it was chosen for."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtWidgets import QWidget

from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.marks import TapMark
from classroom_app.gui.console import Console
from classroom_app.gui.lessons.lesson_document import LessonDocument
from classroom_app.gui.lessons.picture_box import PictureBox
from classroom_app.gui.lessons.pictures import Pictures
from classroom_app.gui.lessons.step_pictures import StepPictures
from tests.helpers.drafts import PIXEL, PNG, lesson_of
from tests.unit.gui.finding import label
from tests.unit.gui.held_tasks import HeldTasks


class Library:
    """Stores what it is given, or cannot read it."""

    async def small_picture(self, source: bytes) -> Picture:
        """Return the picture as it is."""
        if source == b"broken":
            raise ValueError("broken")
        return Picture("image/png", bytes(source))


class Desk:
    """A lesson of three steps; its second one is shown."""

    def __init__(self, window: QWidget, pictures: Pictures) -> None:
        self.tasks = HeldTasks()
        self.document = LessonDocument(window)
        self.document.open(lesson_of("One", "Two", "Three"))
        self.box = PictureBox(pictures, window)
        self.place = 1
        services = SimpleNamespace(lessons=Library())
        console = cast(Console, SimpleNamespace(tasks=self.tasks, services=services))
        self.step_pictures = StepPictures(
            console, self.document, self.box, lambda: self.place, window
        )

    def open_other(self) -> None:
        """Open another lesson, as the editor does."""
        self.step_pictures.forget()
        self.document.open(lesson_of("Other", "Its second", "Its third"))

    @property
    def pictured(self) -> list[str]:
        """Titles of the steps with a picture."""
        return [step.title for step in self.document.draft.subtasks if step.picture is not None]


@pytest.fixture
def desk(window: QWidget, pictures: Pictures) -> Iterator[Desk]:
    desk = Desk(window, pictures)
    yield desk
    desk.tasks.drop()


MEANWHILE: dict[str, tuple[Callable[[Desk], None], list[str]]] = {
    "nothing": (lambda _desk: None, ["Two"]),
    "another step is shown": (lambda desk: setattr(desk, "place", 0), ["Two"]),
    "its title is written": (lambda desk: desk.document.write(1, "title", "New"), ["New"]),
    "inserted": (lambda desk: desk.document.add_step(0), ["Two"]),
    "moved": (lambda desk: desk.document.move_step(1, 0), ["Two"]),
    "one before is removed": (lambda desk: desk.document.remove_step(0), ["Two"]),
    "removed": (lambda desk: desk.document.remove_step(1), []),
    "another lesson": (Desk.open_other, []),
    "another computer": (
        lambda desk: desk.document.take_over(lesson_of("Zero", "One", "Two", "Three")),
        ["Two"],
    ),
}


@pytest.mark.parametrize("meanwhile", MEANWHILE)
def test_a_chosen_picture_is_for_the_step_it_was_chosen_for(desk: Desk, meanwhile: str) -> None:
    act, pictured = MEANWHILE[meanwhile]
    desk.box.chosen.emit(PNG)
    act(desk)
    desk.tasks.finish()
    assert desk.pictured == pictured


def test_two_chosen_one_after_the_other_go_each_into_its_step(desk: Desk) -> None:
    desk.box.chosen.emit(PNG)
    desk.place = 2
    desk.box.chosen.emit(PNG)
    desk.document.add_step(0)
    desk.tasks.finish()
    desk.document.remove_step(0)
    desk.tasks.finish()
    assert desk.pictured == ["Two", "Three"]


def test_a_picture_in_its_frame_follows_its_step(desk: Desk) -> None:
    desk.document.set_picture(1, PIXEL)
    desk.document.set_marks(1, [TapMark(0.5, 0.5)])
    desk.box.frame_requested.emit()
    desk.document.move_step(1, 2)
    desk.tasks.finish()
    step = desk.document.draft.subtasks[2]
    assert step.title == "Two"
    assert step.picture is not None
    assert step.picture != PIXEL
    assert step.marks


@pytest.mark.parametrize("is_removed", [False, True])
def test_a_fault_is_said_only_while_its_step_is_there(desk: Desk, is_removed: bool) -> None:
    refusals: list[bool] = []
    desk.step_pictures.refused.connect(lambda: refusals.append(True))
    desk.box.chosen.emit(b"broken")
    if is_removed:
        desk.document.remove_step(1)
    desk.tasks.finish()
    assert ("Can't open this picture" in label(desk.box, "pictureFault")) is not is_removed
    assert bool(refusals) is not is_removed
