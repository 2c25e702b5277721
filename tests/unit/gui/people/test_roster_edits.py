"""Edits of a roster: stored in order, undone, and never on top of what somebody else did."""

import asyncio
from collections.abc import Iterator

import pytest

from classroom_app.application.ids import SequenceIds
from classroom_app.application.ports import StorageError
from classroom_app.application.roster_service import RosterService, UnknownRosterError
from classroom_app.domain.roster import Person, Roster
from classroom_app.domain.roster_merge import Clash, MergedRoster
from classroom_app.gui.people.roster_edits import RosterEdits
from classroom_app.gui.tasks import Tasks
from tests.helpers.shelf import Shelf
from tests.helpers.timing import PATIENCE_S

KIM, LEE = Person(1, 1, "김영희"), Person(2, 2, "이순자")
SPRING = Roster(1, "봄", (KIM,))


class Desk:
    def __init__(self) -> None:
        self.shelf = Shelf(SPRING)
        self.service = RosterService(self.shelf, SequenceIds(), self.shelf)
        self.tasks = Tasks()
        self.edits = RosterEdits(self.service, self.tasks)
        self.told: list[object] = []
        self.edits.failed.connect(self.told.append)
        self.edits.removed.connect(lambda: self.told.append("removed"))

    async def begin(self) -> None:
        await self.service.start()
        self.edits.show(self.service.roster(1))

    @property
    def people(self) -> tuple[Person, ...]:
        assert self.edits.roster is not None
        return self.edits.roster.people


@pytest.fixture
def desk(loop: asyncio.Runner) -> Iterator[Desk]:
    desk = Desk()
    loop.run(desk.begin())
    yield desk
    loop.run(_settled(desk))


async def _settled(desk: Desk) -> None:
    """Return once nothing is being stored."""
    async with asyncio.timeout(PATIENCE_S):
        await asyncio.gather(*desk.tasks._running, return_exceptions=True)
    await asyncio.sleep(0)  # what was to be called back has been by then


def test_edits_are_seen_at_once_and_stored_in_order(loop: asyncio.Runner, desk: Desk) -> None:
    async def work() -> None:
        desk.edits.edit(SPRING.with_person(LEE))
        desk.edits.edit(SPRING.with_person(LEE).without({1}))
        assert desk.people == (LEE,)
        assert desk.shelf.kept[1] == SPRING, "not yet"
        await _settled(desk)
        assert desk.shelf.kept[1].people == (LEE,)
        assert desk.told == ["removed"]

    loop.run(work())


def test_undo_and_redo_bring_the_same_people_back(loop: asyncio.Runner, desk: Desk) -> None:
    async def work() -> None:
        edits = desk.edits
        edits.edit(SPRING.without({1}))
        edits.undo()
        assert [one.name for one in desk.people] == ["김영희"]
        assert (edits.can_undo, edits.can_redo) == (False, True)
        edits.redo()
        await _settled(desk)
        assert [one.name for one in desk.shelf.kept[1].people] == []
        edits.undo()
        edits.undo()  # there is nothing more to undo
        await _settled(desk)
        assert desk.shelf.kept[1].people == (KIM,)

    loop.run(work())


def test_names_are_shown_as_they_are_kept(loop: asyncio.Runner, desk: Desk) -> None:
    async def work() -> None:
        desk.edits.edit(SPRING.with_person(Person(2, 2, " 이  순자")))
        await _settled(desk)
        assert desk.people[1].name == "이 순자"

    loop.run(work())


def test_what_is_not_stored_is_not_shown(loop: asyncio.Runner, desk: Desk) -> None:
    async def work() -> None:
        desk.shelf.trouble = "disk full"
        desk.edits.edit(SPRING.with_person(LEE))
        await _settled(desk)
        assert desk.told == ["disk full"]
        assert (desk.people, desk.edits.can_undo) == ((KIM,), False)

    loop.run(work())


def test_what_somebody_else_did_cannot_be_undone(loop: asyncio.Runner, desk: Desk) -> None:
    """They may have deleted a person, who must not come back."""

    async def work() -> None:
        desk.edits.edit(SPRING.with_person(LEE))
        await _settled(desk)
        await desk.service.save(SPRING.with_person(LEE).without({1}))
        desk.edits.show(desk.service.roster(1))
        assert not desk.edits.can_undo
        assert desk.people == (LEE,)

    loop.run(work())


def test_a_deleted_roster_is_not_made_again(loop: asyncio.Runner, desk: Desk) -> None:
    async def work() -> None:
        await desk.service.delete(1)
        desk.edits.edit(SPRING.with_person(LEE))
        await _settled(desk)
        assert desk.shelf.kept == {}
        assert desk.edits.roster is None
        assert not isinstance(desk.told[0], StorageError)

    loop.run(work())


def test_what_others_added_meanwhile_stays(loop: asyncio.Runner, desk: Desk) -> None:
    """The shelf has what another computer stored, of which this one knows nothing yet."""
    park = Person(3, 3, "박철수")

    async def work() -> None:
        desk.shelf.kept[1] = SPRING.with_person(park)
        desk.edits.edit(SPRING.with_person(LEE))
        await _settled(desk)
        assert desk.shelf.kept[1].people == desk.people == (KIM, LEE, park)
        assert not desk.edits.can_undo, "an undo would take them off"

    loop.run(work())


def test_who_is_the_second_is_told(loop: asyncio.Runner, desk: Desk) -> None:
    theirs = Person(1, 1, "김영수")

    async def work() -> None:
        told: list[MergedRoster] = []
        desk.edits.merged.connect(told.append)
        desk.shelf.kept[1] = SPRING.with_person(theirs)
        desk.edits.edit(SPRING.with_person(Person(1, 1, "김영호")))
        await _settled(desk)
        assert desk.shelf.kept[1].people == desk.people == (theirs,)
        assert [one.clashes for one in told] == [(Clash(Person(1, 1, "김영호"), theirs),)]

    loop.run(work())


def test_two_edits_in_a_row_are_stored_on_what_others_did(loop: asyncio.Runner, desk: Desk) -> None:
    park = Person(3, 3, "박철수")

    async def work() -> None:
        desk.edits.edit(SPRING.with_person(LEE))
        desk.shelf.kept[1] = SPRING.with_person(park)
        await desk.service.refresh()
        desk.edits.show(desk.service.roster(1))  # while the first is being stored
        desk.edits.edit(SPRING.with_person(LEE).with_person(Person(1, 1, "김영호")))
        await _settled(desk)
        names = [one.name for one in desk.shelf.kept[1].people]
        assert names == ["김영호", "이순자", "박철수"]
        assert desk.people == desk.shelf.kept[1].people

    loop.run(work())


def test_once_somebody_was_deleted_elsewhere_nothing_is_undone(
    loop: asyncio.Runner, desk: Desk
) -> None:
    async def work() -> None:
        desk.edits.edit(SPRING.without({1}))
        await _settled(desk)
        desk.edits.forget_past()
        desk.edits.undo()
        await _settled(desk)
        assert desk.shelf.kept[1].people == ()

    loop.run(work())


def test_a_roster_that_others_deleted_is_not_made_again(loop: asyncio.Runner, desk: Desk) -> None:
    async def work() -> None:
        desk.shelf.kept.clear()
        desk.edits.edit(SPRING.with_person(LEE))
        await _settled(desk)
        assert desk.shelf.kept == {}
        assert desk.edits.roster is None
        assert isinstance(desk.told[0], UnknownRosterError)
        assert desk.service.rosters == []

    loop.run(work())
