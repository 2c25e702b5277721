"""What the service forgets, refuses and puts off; the disk is tested in the integration tests."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import cast

import pytest
from msgspec import structs

from classroom_app.application.classroom import Classroom
from classroom_app.application.ports import Clock, StorageError
from classroom_app.application.privacy_service import (
    ClassRunningError,
    Entry,
    OldClass,
    PersonTraces,
    PrivacyService,
    Trace,
)
from classroom_app.application.session_index import SessionIndex
from classroom_app.domain import commands as cmd
from tests.helpers.disk import summary_of
from tests.helpers.lecture import NINE, Lecture


class Hall:
    """A classroom of one class, which may be over."""

    def __init__(self) -> None:
        self.lecture = Lecture()
        self.live_sessions = [self.lecture.session]
        self.index = SessionIndex()
        self.forgotten: list[int] = []

    def session(self, session_id: int) -> object:
        return next((s for s in self.live_sessions if s.id == session_id), None)

    async def drain(self) -> None:
        """Nothing waits."""

    def forget(self, session_id: int) -> None:
        self.forgotten.append(session_id)

    close_session: Callable[["Hall", int], None] = forget


class Disk:
    """A store that deletes everything, and scrubs when it can."""

    leaves_copies = False

    def __init__(self) -> None:
        self.scrubs = 0
        self.is_busy = False
        self.left: dict[int, frozenset[int]] = {}
        self.stored: frozenset[int] = frozenset()

    async def traces(self, participant_id: int) -> list[Trace]:
        return [Trace(1, participant_id, "Kim", "알림 켜기", NINE)]

    async def classes_before(self, moment: datetime) -> list[OldClass]:
        return [OldClass(1, "알림 켜기", NINE), OldClass(2, "Wi-Fi", NINE)]

    async def erase_classes(self, session_ids: Sequence[int]) -> list[int]:
        return [10 + session_id for session_id in session_ids]

    async def person_traces(self, person_id: int) -> PersonTraces | None:
        entries = [Entry(person_id, 1, "목요반", 3, "Kim"), Entry(99, 2, "금요반", 1, "Kim")]
        traces = [Trace(n, n, "Kim", "알림 켜기", NINE) for n in (1, 2)]
        return PersonTraces(person_id, entries, traces, frozenset((1,)))

    async def erase_people(self, traces: Sequence[Trace], entries: Sequence[Entry] = ()) -> None:
        """They are gone."""

    async def note_deleted(self) -> None:
        self.noted = True

    async def left_of(self, session_ids: Sequence[int]) -> dict[int, frozenset[int]]:
        return {one: self.left[one] for one in session_ids if one in self.left}

    async def still_stored(self, session_ids: Sequence[int]) -> frozenset[int]:
        return self.stored.intersection(session_ids)

    async def scrub(self) -> None:
        if self.is_busy:
            raise StorageError("the database is being read")
        self.scrubs += 1


class Noon:
    """A clock."""

    def now(self) -> datetime:
        return NINE

    def monotonic(self) -> float:
        return 0.0


class Office:
    """The service with what it needs."""

    def __init__(self) -> None:
        self.hall, self.disk, self.people = Hall(), Disk(), list[int]()
        self.listed: list[int] = []
        self.outdated = 0
        self.service = PrivacyService(
            cast(Classroom, self.hall),
            self.disk,
            cast(Clock, Noon()),
            self.people.append,
            forget_reports=self.forget_reports,
            forget_listed=self.listed.extend,
        )

    def forget_reports(self) -> None:
        self.outdated += 1


@pytest.fixture
def office() -> Office:
    return Office()


async def test_what_is_deleted_is_forgotten(office: Office) -> None:
    office.hall.lecture.teach(cmd.EndSession())
    await office.service.erase_classes([1, 2])
    assert (office.hall.forgotten, office.people) == ([1, 2], [11, 12])
    await office.service.erase_student(await office.service.traces(5))
    assert (office.hall.forgotten, office.people) == ([1, 2, 1], [11, 12, 5])
    assert office.disk.scrubs == 2


async def test_a_running_class_is_left_alone(office: Office) -> None:
    with pytest.raises(ClassRunningError, match=r"알림 켜기 is still running"):
        await office.service.erase_classes([2, 1])
    assert office.hall.forgotten == []
    assert [old.id for old in await office.service.older_than(1)] == [2]
    await office.service.erase_classes([2])
    assert office.disk.scrubs == 0, "not under a class"


async def test_a_scrub_that_must_wait_is_no_failure(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.hall.lecture.teach(cmd.EndSession())
    office.disk.is_busy = True
    await office.service.erase_classes([1])
    assert office.hall.forgotten == [1]
    assert "not scrubbed yet" in caplog.text
    office.disk.is_busy = False
    await office.service.scrub()
    assert office.disk.scrubs == 1


async def test_a_person_is_forgotten_on_rosters_and_in_reports(office: Office) -> None:
    office.hall.lecture.teach(cmd.EndSession())
    person = await office.service.person_traces(7)
    assert person is not None
    await office.service.erase_person(person)
    assert (office.people, office.listed, office.outdated) == ([1, 2], [7, 99], 1)
    assert office.hall.forgotten == [1, 2]


async def test_what_is_certain_to_be_theirs_can_be_deleted_alone(office: Office) -> None:
    office.hall.lecture.teach(cmd.EndSession())
    person = await office.service.person_traces(7)
    assert person is not None
    await office.service.erase_person(person.of_them_alone)
    assert (office.people, office.listed) == ([1], [7])


async def test_nobody_in_a_running_class_is_deleted_from_rosters(office: Office) -> None:
    person = await office.service.person_traces(7)
    assert person is not None
    with pytest.raises(ClassRunningError):
        await office.service.erase_person(person)
    assert office.listed == []


async def test_what_another_computer_has_deleted_is_forgotten(office: Office) -> None:
    lecture, session_id = office.hall.lecture, office.hall.lecture.session.id
    people = [lecture.sign_in(name).id for name in ("Kim", "Lee")]
    await office.service.forget_what_is_gone()
    assert office.hall.forgotten == [], "a class that goes on is led here alone"
    lecture.teach(cmd.EndSession())
    office.disk.left = {session_id: frozenset(people)}
    await office.service.forget_what_is_gone()
    assert (office.hall.forgotten, office.people) == ([], [])
    office.disk.left = {session_id: frozenset(people[1:])}
    await office.service.forget_what_is_gone()
    assert (office.hall.forgotten, office.people) == ([session_id], people[:1])
    office.disk.left = {}
    await office.service.forget_what_is_gone()
    assert sorted(office.people[1:]) == people
    assert office.outdated == 4
    assert office.disk.scrubs == 3, "pictures of theirs may be here; not under a class"


async def test_a_class_that_is_not_open_and_was_deleted_elsewhere_is_offered_no_longer(
    office: Office,
) -> None:
    running = summary_of(office.hall.lecture.session)
    for session_id in (running.id, 7, 8):
        office.hall.index.remember(
            structs.replace(running, id=session_id, code=f"CODE{session_id}")
        )
    office.disk.stored = frozenset({8})
    await office.service.forget_what_is_gone()
    assert office.hall.forgotten == [7], "what runs here is led here alone"
