"""Several desks on one database, each a whole program with real phones."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from classroom_app.application.notices import Notice, SessionLedElsewhere
from classroom_app.application.ports import LedElsewhereError, SessionSummary, StorageError
from classroom_app.domain import commands as cmd
from classroom_app.domain.transitions import SessionStatus
from tests.helpers.desks import desk_school, put_to_sleep, wake
from tests.helpers.phone import Phone, cookie_of
from tests.helpers.postgres import PostgresDatabase
from tests.helpers.school import School, refusal, url_of
from tests.helpers.timing import PATIENCE_S

ROOM_1, ROOM_2 = "ROOM-1", "ROOM-2"


class Desks:
    """Desks by the names of their computers, each with a class of its own."""

    def __init__(self, postgres: PostgresDatabase, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self._postgres, self._folder, self._patch = postgres, folder, patch
        self._open: dict[str, AsyncExitStack] = {}

    async def start(self, computer: str, code: str) -> School:
        """Start a desk, again perhaps, and open a class there, or take it up again."""
        self._patch.setattr("platform.node", lambda: computer)
        stack = AsyncExitStack()
        school = await stack.enter_async_context(
            desk_school(self._postgres, self._folder / computer, code)
        )
        self._open[computer] = stack
        return school

    async def stop(self, computer: str) -> None:
        await self._open.pop(computer).aclose()

    async def stop_all(self) -> None:
        for computer in list(self._open):
            await self.stop(computer)


@pytest.fixture
async def desks(
    postgres: PostgresDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Desks]:
    monkeypatch.setattr("classroom_app.storage.shared.stranded.SETTLE_S", 0)
    running = Desks(postgres, tmp_path, monkeypatch)
    yield running
    await running.stop_all()


async def take_up(school: School, code: str) -> SessionSummary:
    """Take up the only class that is offered, which must have this code."""
    await school.services.stranded.look()
    (stranded,) = school.services.stranded.classes
    assert stranded.summary.code == code
    await school.services.instructor.recover(stranded.summary)
    return stranded.summary


async def close_code_of(phone: Phone) -> int | None:
    """Listen until the server closes."""
    async with asyncio.timeout(PATIENCE_S):
        await phone.socket.wait_closed()
    return phone.socket.close_code


async def test_ids_of_two_desks_never_meet(desks: Desks, postgres: PostgresDatabase) -> None:
    one, two = await desks.start(ROOM_1, "AAAAAA"), await desks.start(ROOM_2, "BBBBBB")
    for name in "abc":
        await one.student_cookie(name)
        await two.student_cookie(name)
    assert postgres.one("SELECT count(*) FROM session_participants") == 6
    assert one.session.id != two.session.id


async def test_each_desk_has_its_own_instructor(desks: Desks, postgres: PostgresDatabase) -> None:
    one, two = await desks.start(ROOM_1, "AAAAAA"), await desks.start(ROOM_2, "BBBBBB")
    await one.services.instructor.rename("Kim")
    await two.services.instructor.rename("Park")
    await desks.stop(ROOM_1)
    again = await desks.start(ROOM_1, "AAAAAA")
    assert again.services.instructor.profile.name == "Kim"
    led = "SELECT u.name FROM lecture_sessions AS s JOIN users AS u ON u.id = s.instructor_id "
    assert postgres.rows(f"{led} ORDER BY u.name") == [("Kim",), ("Park",)]


async def test_a_start_leaves_the_phones_of_others_alone(
    desks: Desks, postgres: PostgresDatabase
) -> None:
    one = await desks.start(ROOM_1, "AAAAAA")
    phone = await one.student("Minji")
    two = await desks.start(ROOM_2, "BBBBBB")
    assert two.services.classroom.unfinished == []
    await desks.stop(ROOM_2)
    await desks.start(ROOM_2, "BBBBBB")
    await phone.hears_nothing_but("student_joined", "participant_joined")
    assert postgres.rows(
        "SELECT count(*) FROM session_events WHERE session_id = %s AND kind = 'ParticipantLeft'",
        one.session.id,
    ) == [(0,)]


async def test_cookies_open_the_classes_of_their_own_desk(desks: Desks) -> None:
    one, two = await desks.start(ROOM_1, "AAAAAA"), await desks.start(ROOM_2, "BBBBBB")
    leader, student = await one.instructor_cookie(), await one.student_cookie("Minji")
    await desks.stop(ROOM_2)
    two = await desks.start(ROOM_2, "BBBBBB")
    assert await refusal(two, leader) == 403
    assert await refusal(two, student) == 403
    await two.services.remote.revoke()
    assert one.services.remote.has_programs
    await desks.stop(ROOM_1)
    one = await desks.start(ROOM_1, "AAAAAA")
    assert one.services.remote.has_programs, "another desk took nothing away"
    await Phone.open(one.socket_url, leader)


async def test_a_class_goes_on_at_another_desk(desks: Desks, postgres: PostgresDatabase) -> None:
    """What the first confirmed is there; its desk finds out, and so do its phones."""
    one = await desks.start(ROOM_1, "AAAAAA")
    phone = await one.student("Minji")
    first = one.session.lesson.subtasks[0].id
    await one.services.classroom.execute(
        one.session.id, cmd.NextStep(), one.services.instructor.actor
    )
    await phone.send("step_complete", subtask_id=first)
    await phone.expect("step_complete_confirmed")
    two = await desks.start(ROOM_2, "BBBBBB")
    await two.services.stranded.look()
    assert two.services.stranded.classes == (), "a desk that runs leads its classes"

    heard: list[Notice] = []
    one.services.classroom.subscribe(heard.append)
    put_to_sleep(postgres, ROOM_1)
    await take_up(two, "AAAAAA")
    taken = two.services.classroom.session(one.session.id)
    assert taken is not None
    assert taken.status is SessionStatus.IN_PROGRESS
    (minji,) = taken.present_participants
    assert list(minji.completed) == [first]
    assert not minji.is_here

    with pytest.raises(LedElsewhereError):  # the sleeper wakes, and knows of nothing yet
        await one.services.classroom.execute(
            one.session.id, cmd.NextStep(), one.services.instructor.actor
        )
    (lost,) = [notice for notice in heard if isinstance(notice, SessionLedElsewhere)]
    assert lost.leader.computer == ROOM_2
    assert lost.leader.since is not None
    assert one.services.classroom.session(one.session.id) is None
    assert await close_code_of(phone) == 1000
    answer = await one.http.get("/api/sessions/AAAAAA")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "session_moved")
    signed_in = await two.http.post("/api/sessions/AAAAAA/join", params={"name": "Minji"})
    assert signed_in.status_code == 200, "a name is enough for who was in the class before"
    back = await Phone.open(url_of(two, "AAAAAA"), cookie_of(signed_in))
    two.phones.append(back)
    assert (await back.join())["completed_subtasks"] == [first]
    assert (
        postgres.one("SELECT count(*) FROM session_events WHERE kind = 'StepCompleted'")
        == postgres.one("SELECT count(*) FROM subtask_completions")
        == 1
    )


async def test_the_lease_itself_tells_a_woken_desk(
    desks: Desks, postgres: PostgresDatabase
) -> None:
    """Also where nobody presses anything there."""
    one, two = await desks.start(ROOM_1, "AAAAAA"), await desks.start(ROOM_2, "BBBBBB")
    put_to_sleep(postgres, ROOM_1)
    await take_up(two, "AAAAAA")
    await wake(one)
    assert one.services.classroom.session(one.session.id) is None
    assert one.services.classroom.unfinished == []


async def test_other_classes_of_a_desk_are_not_lost_with_one(
    desks: Desks, postgres: PostgresDatabase
) -> None:
    one, two = await desks.start(ROOM_1, "AAAAAA"), await desks.start(ROOM_2, "BBBBBB")
    other = await one.services.instructor.open_class(one.session.lesson.id, "CCCCCC")
    put_to_sleep(postgres, ROOM_1)
    await two.services.stranded.look()
    (stranded,) = [c for c in two.services.stranded.classes if c.summary.code == "AAAAAA"]
    await two.services.instructor.recover(stranded.summary)
    classroom, actor = one.services.classroom, one.services.instructor.actor
    lost = classroom.execute(one.session.id, cmd.NextStep(), actor)
    kept = classroom.execute(other.id, cmd.NextStep(), actor)
    outcome = await asyncio.gather(lost, kept, return_exceptions=True)
    assert isinstance(outcome[0], LedElsewhereError)
    assert not isinstance(outcome[1], BaseException), outcome[1]
    assert outcome[1].session.status is SessionStatus.IN_PROGRESS


async def test_a_class_that_could_not_be_read_when_it_was_taken_up_is_offered_again(
    desks: Desks, postgres: PostgresDatabase
) -> None:
    """As when the line fails just then: it is this desk's already, so no other one offers it."""
    one, two = await desks.start(ROOM_1, "AAAAAA"), await desks.start(ROOM_2, "BBBBBB")
    put_to_sleep(postgres, ROOM_1)
    await two.services.stranded.look()
    (stranded,) = two.services.stranded.classes
    postgres.run("ALTER TABLE session_events RENAME TO away")
    with pytest.raises(StorageError):
        await two.services.instructor.recover(stranded.summary)
    postgres.run("ALTER TABLE away RENAME TO session_events")
    await wake(one)
    await one.services.stranded.look()
    assert one.services.stranded.classes == (), "the other desk has it"
    taken = await take_up(two, "AAAAAA")
    assert two.services.classroom.session(taken.id) is not None
    assert (
        postgres.one(
            "SELECT payload FROM session_events WHERE kind = 'SessionTakenUp' AND session_id = %s",
            taken.id,
        )
        == '{"elsewhere":true}'
    )
    await two.services.stranded.look()
    assert two.services.stranded.classes == ()


async def test_a_class_that_was_ended_elsewhere_is_no_longer_offered(
    desks: Desks, postgres: PostgresDatabase
) -> None:
    one, two = await desks.start(ROOM_1, "AAAAAA"), await desks.start(ROOM_2, "BBBBBB")
    await desks.stop(ROOM_1)
    taken = await take_up(two, "AAAAAA")
    one = await desks.start(ROOM_1, "CCCCCC")
    assert one.services.classroom.unfinished == []
    classroom = two.services.classroom
    await classroom.execute(taken.id, cmd.EndSession(), two.services.instructor.actor)
    await one.services.stranded.look()
    assert one.services.stranded.classes == ()


async def test_a_desk_that_starts_again_tells_phones_where_its_class_went(desks: Desks) -> None:
    await desks.start(ROOM_1, "AAAAAA")
    await desks.stop(ROOM_1)
    await take_up(await desks.start(ROOM_2, "BBBBBB"), "AAAAAA")
    one = await desks.start(ROOM_1, "CCCCCC")
    answer = await one.http.get("/api/sessions/AAAAAA")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "session_moved")


async def test_a_class_goes_there_and_back(desks: Desks, postgres: PostgresDatabase) -> None:
    one, two = await desks.start(ROOM_1, "AAAAAA"), await desks.start(ROOM_2, "BBBBBB")
    put_to_sleep(postgres, ROOM_1)
    await take_up(two, "AAAAAA")
    await wake(one)
    put_to_sleep(postgres, ROOM_2)
    await one.services.stranded.look()
    (back,) = [c for c in one.services.stranded.classes if c.summary.code == "AAAAAA"]
    await one.services.instructor.recover(back.summary)
    answer = await one.http.get("/api/sessions/AAAAAA")
    assert answer.status_code == 200
    await one.student("Minji")
