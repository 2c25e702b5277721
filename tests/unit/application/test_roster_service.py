"""Rosters are kept in memory, and change there only after they have on the disk."""

import asyncio
from dataclasses import replace

import pytest

from classroom_app.application.ids import SequenceIds
from classroom_app.application.ports import StorageError
from classroom_app.application.roster_service import (
    RosterService,
    UnknownRosterError,
    UnknownTitleError,
)
from classroom_app.domain.errors import Refused
from classroom_app.domain.roster import MAX_NUMBER, MAX_PEOPLE, Person, Roster
from tests.helpers.shelf import Shelf


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def service(shelf: Shelf) -> RosterService:
    return RosterService(shelf, SequenceIds(), shelf)


async def test_what_is_stored_is_known_from_the_start() -> None:
    shelf = Shelf(Roster(7, "봄 10기"), Roster(8, "봄 2기"))
    service = RosterService(shelf, SequenceIds(), shelf)
    assert service.rosters == []
    await service.start()
    assert [roster.title for roster in service.rosters] == ["봄 2기", "봄 10기"]
    roster = service.roster(7)
    assert roster is not None
    assert (roster.title, service.roster(9), service.roster(None)) == ("봄 10기", None, None)


async def test_a_roster_is_made_with_people_in_order_and_clean_names(
    service: RosterService, shelf: Shelf
) -> None:
    heard: list[int] = []
    service.subscribe(heard.append)
    made = await service.create("  봄   학기 ", [(2, " 이  순자"), (1, "김영희")])
    assert made.title == "봄 학기"
    assert [(one.number, one.name) for one in made.people] == [(1, "김영희"), (2, "이 순자")]
    assert len({one.id for one in made.people}) == 2
    assert shelf.kept == {made.id: made}
    assert service.roster(made.id) == made
    assert heard == [made.id]


async def test_what_cannot_be_stored_is_not_seen(service: RosterService, shelf: Shelf) -> None:
    made = await service.create("봄", [(1, "김영희")])
    shelf.trouble = "disk full"
    with pytest.raises(StorageError):
        await service.save(made.titled("가을"))
    with pytest.raises(StorageError):
        await service.delete(made.id)
    with pytest.raises(StorageError):
        await service.create("여름")
    assert service.rosters == [made]


async def test_a_roster_is_found_by_its_title(service: RosterService) -> None:
    made = await service.create("봄 학기")
    assert service.titled(" 봄학기") == made
    with pytest.raises(UnknownTitleError, match="'가을'"):
        service.titled("가을")


async def test_a_deleted_roster_is_gone_and_not_saved_again(service: RosterService) -> None:
    heard: list[int] = []
    made = await service.create("봄")
    end = service.subscribe(heard.append)
    await service.delete(made.id)
    end()
    with pytest.raises(UnknownRosterError):
        await service.save(made.titled("가을"))
    assert (service.rosters, heard) == ([], [made.id])


ONE = Roster(1, "봄").with_people([Person(1, 1, "김영희")])
FAULTY = {
    "no title": replace(ONE, title=" "),
    "a long title": replace(ONE, title="가" * 81),
    "no name": ONE.with_people([Person(1, 1, "")]),
    "a long name": ONE.with_people([Person(1, 1, "가" * 41)]),
    "a hidden name": ONE.with_people([Person(1, 1, "\u200b")]),
    "number 0": ONE.with_people([Person(1, 0, "김영희")]),
    "a large number": ONE.with_people([Person(1, MAX_NUMBER + 1, "김영희")]),
    "a number twice": ONE.with_people([Person(1, 1, "김영희"), Person(2, 1, "이순자")]),
    "a person twice": ONE.with_people([Person(1, 1, "김영희"), Person(1, 2, "김영희")]),
    "too many": ONE.with_people([Person(n, n, "김") for n in range(1, MAX_PEOPLE + 2)]),
}


@pytest.mark.parametrize("roster", FAULTY.values(), ids=FAULTY)
async def test_what_is_no_roster_is_refused(
    service: RosterService, shelf: Shelf, roster: Roster
) -> None:
    made = await service.create("봄", [(1, "김영희")])
    with pytest.raises(Refused):
        await service.save(replace(roster, id=made.id))
    assert shelf.kept == {made.id: made}


async def test_whom_somebody_deleted_cannot_come_back_with_an_older_list(
    service: RosterService, shelf: Shelf
) -> None:
    made = await service.create("봄", [(1, "김영희"), (2, "이철수")])
    other = await service.create("가을", [(1, "박순자")])
    heard: list[int] = []
    service.subscribe(heard.append)
    saving = asyncio.create_task(service.save(made.titled("여름")))
    await asyncio.sleep(0)  # it waits for the disk
    service.forget_people([made.people[0].id])
    saved = await saving
    assert [one.name for one in saved.people] == ["이철수"]
    await service.save(made)
    assert [one.name for one in shelf.kept[made.id].people] == ["이철수"]
    assert other.id not in heard
