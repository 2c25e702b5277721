"""What the message after a removal undoes."""

import asyncio
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QWidget

from classroom_app.application.ids import SequenceIds
from classroom_app.application.roster_service import RosterService
from classroom_app.application.shared_lists import Topic, Topics
from classroom_app.domain.roster import Person, Roster
from classroom_app.gui.console import Console
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.people.people_panel import PeoplePanel
from classroom_app.gui.tasks import Tasks
from tests.helpers.shelf import Shelf
from tests.helpers.timing import PATIENCE_S
from tests.unit.gui.finding import button

KIM, LEE, PARK = Person(1, 1, "김영희"), Person(2, 2, "이순자"), Person(3, 3, "박철수")
SPRING, AUTUMN = Roster(1, "봄", (KIM, LEE, PARK)), Roster(2, "가을", (KIM,))


class Changes:
    """What other computers change."""

    def __init__(self) -> None:
        self.tell: Callable[[Topics], None] = lambda _topics: None

    def subscribe(self, listener: Callable[[Topics], None]) -> Callable[[], None]:
        """Listen; there is one listener."""
        self.tell = listener
        return lambda: None


class Page:
    """The panel with its message, over rosters that are stored."""

    def __init__(self, window: QWidget) -> None:
        shelf = Shelf(SPRING, AUTUMN)
        self.rosters = RosterService(shelf, SequenceIds(), shelf)
        self.tasks, self.changes = Tasks(window), Changes()
        services = SimpleNamespace(rosters=self.rosters, changes=self.changes)
        console = cast(Console, SimpleNamespace(services=services, tasks=self.tasks))
        self.toast = Toast(window, lift=0)
        self.panel = PeoplePanel(console, self.toast, window)

    async def begin(self) -> None:
        """Show a roster."""
        await self.rosters.start()
        self.panel.show_roster(self.rosters.roster(1))

    async def settled(self) -> None:
        """Return once nothing is being stored."""
        async with asyncio.timeout(PATIENCE_S):
            await asyncio.gather(*self.tasks._running, return_exceptions=True)
        await asyncio.sleep(0)  # what was to be called back has been by then

    def remove(self, row: int) -> None:
        """Remove the person in a row with the button."""
        flags = QItemSelectionModel.SelectionFlag
        index = self.panel.sorted.index(row, 0)
        self.panel.view.selectionModel().select(index, flags.ClearAndSelect | flags.Rows)
        button(self.panel, "removePeopleButton").click()

    @property
    def names(self) -> list[str]:
        """Who is on the roster."""
        roster = self.panel.edits.roster
        return [person.name for person in roster.people] if roster is not None else []


@pytest.fixture
def page(loop: asyncio.Runner, window: QWidget) -> Iterator[Page]:
    page = Page(window)
    loop.run(page.begin())
    yield page
    loop.run(page.settled())


def test_undo_brings_back_who_was_removed(loop: asyncio.Runner, page: Page) -> None:
    async def work() -> None:
        page.remove(1)
        assert page.names == ["김영희", "박철수"]
        await page.settled()
        assert page.toast.can_undo, "storing the removal changes nothing"
        page.toast.undo()
        assert sorted(page.names) == sorted(["김영희", "이순자", "박철수"])

    loop.run(work())


LATER: dict[str, Callable[[Page], None]] = {
    "added": lambda page: page.panel.add([(7, "최영수")]),
    "renamed": lambda page: page.panel.model.written.emit(1, 1, "김영자"),
    "undone": lambda page: button(page.panel, "undoRosterButton").click(),
    "another roster": lambda page: page.panel.show_roster(page.rosters.roster(2)),
    "deleted everywhere": lambda page: page.changes.tell(frozenset({Topic.ERASED})),
}


@pytest.mark.parametrize("later", LATER)
def test_undo_is_withdrawn_once_it_would_undo_something_else(
    loop: asyncio.Runner, page: Page, later: str
) -> None:
    async def work() -> None:
        page.remove(1)
        await page.settled()
        LATER[later](page)
        names = page.names
        assert not page.toast.can_undo
        assert page.toast.isHidden()
        page.toast.undo()
        assert page.names == names

    loop.run(work())


def test_a_second_removal_has_an_undo_of_its_own(loop: asyncio.Runner, page: Page) -> None:
    async def work() -> None:
        page.remove(1)
        page.remove(1)
        await page.settled()
        assert page.names == ["김영희"]
        assert "박철수" in page.toast.text
        page.toast.undo()
        assert page.names == ["김영희", "박철수"]

    loop.run(work())


def test_another_message_stays_when_a_removal_cannot_be_undone_any_more(
    loop: asyncio.Runner, page: Page
) -> None:
    async def work() -> None:
        page.remove(1)
        page.toast.say("Saved.", lambda: None)
        page.panel.add([(7, "최영수")])
        assert page.toast.text == "Saved."
        assert page.toast.can_undo

    loop.run(work())
