import asyncio

import pytest

from classroom_app.application.classroom import (
    Classroom,
    CodeInUseElsewhereError,
    CodeInUseError,
)
from classroom_app.application.notices import (
    SessionLedElsewhere,
    StorageFailed,
    Stored,
)
from classroom_app.application.ports import (
    Identity,
    Leader,
    LedElsewhereError,
    StorageError,
)
from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.errors import Refused
from classroom_app.domain.transitions import SessionStatus
from tests.helpers.disk import Disk, StillClock
from tests.helpers.house import CODE, House, make_grant, outcomes
from tests.helpers.lecture import NINE, TEACHER, snapshot


@pytest.fixture
async def house() -> House:
    house = House(Disk())
    await house.open()
    return house


# Sessions -----------------------------------------------------------------------------------------


async def test_an_opened_session_is_stored_and_then_announced(house: House) -> None:
    assert [type(event) for event in house.disk.histories[1]] == [ev.SessionOpened]
    assert house.log == ["SessionOpened", "SessionAdded"]
    assert house.classroom.live_sessions == [house.session]
    summary = house.classroom.summary(CODE)
    assert summary is not None
    assert house.classroom.session(summary.id) is house.session
    assert (summary.id, summary.status) == (house.session_id, SessionStatus.WAITING)


async def test_unknown_codes_and_ids(house: House) -> None:
    classroom = house.classroom
    assert classroom.summary("000001") is None
    assert classroom.session(99) is None
    with pytest.raises(KeyError):
        await classroom.execute(99, cmd.NextStep(), TEACHER)


async def test_a_code_is_free_again_when_its_session_is_over(house: House) -> None:
    with pytest.raises(ValueError, match=CODE):
        await house.open()
    await house.teach(cmd.EndSession())
    first = house.session
    second = await house.open()
    assert second.id != first.id
    summary = house.classroom.summary(CODE)
    assert summary is not None
    assert house.classroom.session(summary.id) is second


async def test_a_session_that_cannot_be_stored_is_not_opened() -> None:
    disk = Disk()
    house = House(disk)
    disk.troubles.append("the disk is full")
    with pytest.raises(StorageError, match="the disk is full"):
        await house.open()
    assert house.classroom.live_sessions == []
    assert house.classroom.summary(CODE) is None
    assert house.notices == []
    assert (await house.open()).code == CODE


async def test_what_was_unfinished_is_known_after_a_restart_and_taken_up(house: House) -> None:
    participant = await house.sign_in("김영희")
    await house.say(participant, cmd.Join())
    await house.teach(cmd.NextStep())
    before = snapshot(house.session)

    again = House(house.disk)
    await again.classroom.start()
    (summary,) = again.classroom.unfinished
    assert (summary.code, summary.status) == (CODE, SessionStatus.IN_PROGRESS)
    assert again.classroom.session(summary.id) is None
    session = await again.classroom.recover(summary.id)
    again.session_id = session.id
    assert again.log == ["SessionRecovered", "SessionAdded"]
    left = ev.ParticipantLeft(at=NINE, participant_id=participant.id, joined=True)
    assert house.disk.histories[session.id][-2] == left
    assert again.classroom.unfinished == []
    assert not session.participants[participant.id].is_here
    assert snapshot(session)["step_started_at"] == before["step_started_at"]
    await again.check_memory_equals_the_store()
    assert await again.classroom.recover(summary.id) is session
    assert len(again.notices) == 2


async def test_a_session_that_cannot_be_taken_up_stays_unfinished(house: House) -> None:
    again = House(house.disk)
    await again.classroom.start()
    house.disk.reading_troubles.append("cannot read")
    with pytest.raises(StorageError, match="cannot read"):
        await again.classroom.recover(house.session_id)
    house.disk.troubles.append("cannot write")
    with pytest.raises(StorageError, match="cannot write"):
        await again.classroom.recover(house.session_id)
    assert again.notices == [] or all(isinstance(n, StorageFailed) for n in again.notices)
    assert [summary.code for summary in again.classroom.unfinished] == [CODE]
    assert (await again.classroom.recover(house.session_id)).code == CODE


async def test_a_closed_session_can_be_taken_up_again(house: House) -> None:
    house.classroom.close_session(house.session_id)
    house.classroom.close_session(house.session_id)
    assert house.classroom.live_sessions == []
    assert [summary.id for summary in house.classroom.unfinished] == [house.session_id]
    await house.classroom.recover(house.session_id)
    assert house.session.code == CODE


async def test_of_several_sessions_of_a_code_the_latest_counts(house: House) -> None:
    await house.teach(cmd.EndSession())
    second = await house.open()
    house.disk.histories = dict(reversed(house.disk.histories.items()))
    again = House(house.disk)
    await again.classroom.start()
    summary = again.classroom.summary(CODE)
    assert summary is not None
    assert summary.id == second.id


async def test_what_was_over_when_the_program_was_killed_has_nobody_in_it_either(
    house: House,
) -> None:
    participant = await house.sign_in("김영희")
    await house.say(participant, cmd.Join())
    await house.teach(cmd.EndSession())
    for _ in range(2):
        again = House(house.disk)
        await again.classroom.start()
        kinds = [type(event) for event in house.disk.histories[house.session_id]]
        assert kinds[-2:] == [ev.SessionEnded, ev.ParticipantLeft]


async def test_a_disk_that_takes_nothing_at_the_start_does_not_keep_the_program_from_it(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    participant = await house.sign_in("김영희")
    await house.say(participant, cmd.Join())
    again = House(house.disk)
    house.disk.troubles.append("the disk is full")
    await again.classroom.start()
    assert "the disk is full" in caplog.text
    assert [summary.code for summary in again.classroom.unfinished] == [CODE]


async def test_a_code_asked_for_twice_at_once_is_given_once() -> None:
    house = House(Disk())
    first, second = await outcomes(house.open(), house.open())
    assert isinstance(first, ClassSession)
    assert isinstance(second, CodeInUseError)
    assert str(second) == f"the code {CODE} belongs to a class that is not over yet"
    assert list(house.disk.histories) == [first.id]


async def test_a_code_of_another_computers_class_is_not_given() -> None:
    house = House(Disk())
    house.disk.elsewhere = {CODE: Leader("ROOM-2")}
    (refused,) = await outcomes(house.open())
    assert isinstance(refused, CodeInUseElsewhereError)
    assert (refused.code, refused.computer) == (CODE, "ROOM-2")
    assert "ROOM-2" in str(refused)
    house.disk.elsewhere = {"OTHER1": Leader("ROOM-2")}
    opened = await house.open()
    (refused,) = await outcomes(house.classroom.change_code(opened.id, "OTHER1", TEACHER))
    assert isinstance(refused, CodeInUseElsewhereError)


async def test_a_code_that_another_computer_takes_at_the_same_moment_is_told_as_taken() -> None:
    house = House(Disk())
    house.disk.troubles.append("duplicate key")

    async def leader_with(code: str) -> Leader | None:
        return None if house.disk.troubles else Leader("ROOM-2")

    house.disk.leader_with = leader_with  # type: ignore[method-assign]  # once the disk has failed
    (refused,) = await outcomes(house.open())
    assert isinstance(refused, CodeInUseElsewhereError)


async def test_a_class_taken_up_twice_at_once_is_one_class(house: House) -> None:
    again = House(house.disk)
    await again.classroom.start()
    first, second = await outcomes(
        again.classroom.recover(house.session_id), again.classroom.recover(house.session_id)
    )
    assert first is second
    assert again.log == ["SessionRecovered", "SessionAdded"]


async def test_the_summary_keeps_up_with_the_class(house: House) -> None:
    for command, status in (
        (cmd.NextStep(), SessionStatus.IN_PROGRESS),
        (cmd.PauseSession(), SessionStatus.PAUSED),
        (cmd.ResumeSession(), SessionStatus.IN_PROGRESS),
        (cmd.EndSession(), SessionStatus.ENDED),
    ):
        await house.teach(command)
        summary = house.classroom.summary(CODE)
        assert summary is not None
        assert summary.status is status


async def test_the_end_is_in_the_summary(house: House) -> None:
    await house.teach(cmd.EndSession())
    summary = house.classroom.summary(CODE)
    assert summary is not None
    assert summary.status is SessionStatus.ENDED
    assert summary.ended_at == NINE
    assert house.classroom.unfinished == []


# Signing in ---------------------------------------------------------------------------------------


async def test_a_cookie_is_stored_with_the_one_who_has_it(house: House) -> None:
    participant, is_new = await house.classroom.sign_in(
        house.session_id, cmd.SignIn("김영희", "phone"), make_grant
    )
    assert is_new
    assert participant is house.session.participants[participant.id]
    assert await house.disk.grants() == {
        f"hash of {participant.id}": Identity(participant.user_id, "STUDENT", 1, participant.id)
    }
    again, is_new = await house.classroom.sign_in(
        house.session_id, cmd.SignIn("x", "phone"), make_grant
    )
    assert (again, is_new) == (participant, False)
    assert len(house.disk.cookies) == 2
    assert house.log[2:] == ["ParticipantSignedIn"]


async def test_a_guest_has_no_cookie(house: House) -> None:
    participant, is_new = await house.classroom.sign_in(house.session_id, cmd.SignIn(None, "phone"))
    assert (participant.name, is_new) == ("게스트 1", True)
    assert house.disk.cookies == []
    again, is_new = await house.classroom.sign_in(house.session_id, cmd.SignIn(None, "phone"))
    assert (again, is_new) == (participant, False)


# Where other desks lead classes too --------------------------------------------------------------

ELSEWHERE = Leader("ROOM-2", NINE)


class OtherDesks:
    """The `Leases` of this desk; `theirs` are the sessions that others lead."""

    def __init__(self) -> None:
        self.theirs: set[int] = set()
        self.mine: set[int] = set()

    async def take(self, session_id: int) -> None:
        await asyncio.sleep(0)
        if session_id in self.theirs:
            raise LedElsewhereError(session_id, ELSEWHERE)
        self.mine.add(session_id)

    def give_up(self, session_id: int) -> None:
        self.mine.discard(session_id)


class SharedHouse(House):
    def __init__(self, disk: Disk) -> None:
        super().__init__(disk)
        self.others = OtherDesks()
        self.classroom = Classroom(disk, disk, StillClock(), self.ids, self.others)
        self.classroom.subscribe(self._note)


async def test_who_opens_a_class_leads_it() -> None:
    house = SharedHouse(Disk())
    session = await house.open()
    assert house.others.mine == {session.id}
    house.classroom.close_session(session.id)
    assert house.others.mine == set()


async def test_a_class_that_could_not_be_opened_is_nobodys() -> None:
    house = SharedHouse(Disk())
    house.disk.troubles = ["full"]
    with pytest.raises(StorageError):
        await house.open()
    assert house.others.mine == set()


async def test_a_class_that_is_led_elsewhere_is_not_taken_up() -> None:
    house = SharedHouse(Disk())
    session = await house.open()
    house.classroom.close_session(session.id)
    assert [one.id for one in house.classroom.unfinished] == [session.id]
    house.others.theirs = {session.id}
    with pytest.raises(LedElsewhereError):
        await house.classroom.recover(session.id)
    assert house.classroom.session(session.id) is None
    assert house.classroom.unfinished == [], "it is no longer offered here"


async def test_a_class_that_was_ended_elsewhere_is_forgotten() -> None:
    house = SharedHouse(Disk())
    session = await house.open()
    house.classroom.close_session(session.id)
    house.disk.histories[session.id].append(ev.SessionEnded(at=NINE, instructor_id=1))
    with pytest.raises(Refused):
        await house.classroom.recover(session.id)
    assert house.others.mine == set()
    assert house.classroom.unfinished == []


async def test_a_class_that_another_desk_took_is_closed_and_its_commands_fail() -> None:
    house = SharedHouse(Disk())
    session = await house.open()
    house.disk.refused = [LedElsewhereError(session.id, ELSEWHERE)]
    said = await outcomes(
        house.teach(cmd.NextStep()), house.teach(cmd.SendMessage("Hello")), house.sign_in("Minji")
    )
    assert [type(one) for one in said] == [LedElsewhereError] * 3
    assert house.notices[-1] == SessionLedElsewhere(session, ELSEWHERE)
    assert "StorageFailed" not in house.log
    assert house.classroom.session(session.id) is None
    assert house.classroom.index.has_moved(CODE)
    assert house.others.mine == set()
    house.classroom.lose(session.id, ELSEWHERE)
    assert house.log.count("SessionLedElsewhere") == 1


async def test_what_was_for_other_classes_is_stored_after_all() -> None:
    house = SharedHouse(Disk())
    lost = await house.open()
    kept = await house.classroom.open_session(house.disk.lessons[1], "KEPT01", TEACHER.user_id)
    house.disk.refused = [LedElsewhereError(lost.id, ELSEWHERE)]
    said = await outcomes(
        house.classroom.execute(kept.id, cmd.NextStep(), TEACHER),
        house.classroom.execute(lost.id, cmd.NextStep(), TEACHER),
        house.classroom.execute(kept.id, cmd.PauseSession(), TEACHER),
    )
    assert [type(one) for one in said] == [Stored, LedElsewhereError, Stored]
    assert kept.status is SessionStatus.PAUSED
    history = [type(event).__name__ for event in house.disk.histories[kept.id]]
    assert history == ["SessionOpened", "StepStarted", "SessionPaused"]
    house.session_id = kept.id
    await house.check_memory_equals_the_store()
