"""A desk that stands still while another takes its class up, and wakes up in the middle of it."""

import asyncio
import json
import os
import signal
from collections import Counter
from contextlib import suppress
from functools import partial
from pathlib import Path

import httpx
import pytest

from classroom_app.application.notices import Notice, Stored
from classroom_app.domain import commands as cmd
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.transitions import SessionStatus
from classroom_app.storage import event_store
from tests.faults.conftest import programs
from tests.faults.honest import LOST, HonestPhone
from tests.faults.lesson import write_lesson
from tests.helpers.desks import desk_school
from tests.helpers.hasty_desk import LEASE_S
from tests.helpers.postgres import PostgresDatabase
from tests.helpers.real_program import RealProgram
from tests.helpers.school import School
from tests.helpers.timing import PATIENCE_S

__all__ = ["programs"]

CODE, STUDENTS, STEPS = "SLEEP1", 8, 60


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("classroom_app.storage.shared.desks.LEASE_S", LEASE_S)
    monkeypatch.setattr("classroom_app.storage.shared.leases.BEAT_S", LEASE_S / 4)
    monkeypatch.setattr("classroom_app.storage.shared.stranded.SETTLE_S", 0)
    monkeypatch.setattr("platform.node", lambda: "ROOM-2")


async def study(phone: HonestPhone, first: int) -> None:
    """Finish steps, one after the other, as fast as they are confirmed."""
    await phone.join()
    while True:
        todo = [step for step in range(first, first + STEPS) if step not in phone.completed]
        if not todo:
            return
        await phone.complete(todo[0])


async def confirmed(phones: list[HonestPhone], count: int) -> None:
    """Return once so much was confirmed."""
    async with asyncio.timeout(PATIENCE_S):
        while sum(len(phone.confirmed) for phone in phones) < count:
            await asyncio.wait(
                [asyncio.create_task(phone.news()) for phone in phones],
                return_when=asyncio.FIRST_COMPLETED,
            )


def send(program: RealProgram, name: str) -> None:
    """Send a program a signal that Windows has not."""
    os.kill(program.pid, signal.Signals[name])


async def take_up(school: School) -> ClassSession:
    """Take up the class of a desk that does not answer, once it is offered."""
    offered = asyncio.Event()
    stranded = school.services.stranded
    stranded.subscribe(offered.set)
    async with asyncio.timeout(PATIENCE_S):
        while not any(one.summary.code == CODE for one in stranded.classes):
            await offered.wait()
            offered.clear()
    (found,) = [one for one in stranded.classes if one.summary.code == CODE]
    return await school.services.instructor.recover(found.summary)


async def test_who_slept_writes_nothing_into_a_class_that_went_on(
    postgres: PostgresDatabase, tmp_path: Path, programs: list[RealProgram], hasty: None
) -> None:
    lesson = write_lesson(tmp_path / "lesson.json", STEPS)
    sleeper = RealProgram(
        tmp_path / "a",
        CODE,
        lesson=lesson,
        database_url=postgres.url,
        module="tests.helpers.hasty_desk",
    )
    programs.append(sleeper)
    await sleeper.start()
    instructor = await sleeper.instructor()
    await instructor.send("next_step")
    await instructor.expect("step_changed")
    first = postgres.one("SELECT min(id) FROM subtasks")
    phones = [HonestPhone(f"S{n}", sleeper.url, CODE) for n in range(STUDENTS)]
    studying = [asyncio.create_task(phone.live(partial(study, phone, first))) for phone in phones]
    await confirmed(phones, 3 * STUDENTS)
    send(sleeper, "SIGSTOP")  # wherever it is: perhaps between a look and a commit

    async with desk_school(postgres, tmp_path / "b", "OTHER1", lesson=lesson) as other:
        stored: list[str] = []
        other.services.classroom.subscribe(partial(note, stored))
        taken = await take_up(other)
        # Who presses Next at the sleeper is told nothing, now or later.
        await instructor.send("next_step")
        for task in studying:
            task.cancel()
        await asyncio.gather(*studying, return_exceptions=True)
        before = postgres.one("SELECT max(id) FROM session_events WHERE kind = 'SessionTakenUp'")
        back = [HonestPhone(f"S{n}", other.base_url, CODE) for n in range(STUDENTS)]
        again = [asyncio.create_task(phone.live(partial(study, phone, first))) for phone in back]
        await confirmed(back, STUDENTS)
        send(sleeper, "SIGCONT")
        async with asyncio.timeout(PATIENCE_S):
            async for _text in instructor.socket:  # up to its end
                pass
            await asyncio.gather(*again)
        assert instructor.socket.close_code == 1000
        async with httpx.AsyncClient(base_url=sleeper.url, trust_env=False) as http:
            answer = await http.get(f"/api/sessions/{CODE}")
        assert answer.json()["error"]["code"] == "session_moved"
        actor = other.services.instructor.actor
        ended = await other.services.classroom.execute(taken.id, cmd.EndSession(), actor)
        assert ended.session.status is SessionStatus.ENDED
        await other.services.classroom.drain()
        live = {p.id: set(p.completed) for p in ended.session.participants.values()}
    with suppress(*LOST):
        await instructor.socket.close()
    check_books(postgres, taken, [*phones, *back], live, stored, before)


def note(stored: list[str], notice: Notice) -> None:
    """Keep what a desk has stored into the class, as the database names it."""
    if isinstance(notice, Stored) and notice.session.code == CODE:
        stored += [event_store.KINDS[type(event)] for event in notice.events]


def check_books(
    postgres: PostgresDatabase,
    taken: ClassSession,
    phones: list[HonestPhone],
    live: dict[int, set[int]],
    stored_by_other: list[str],
    taken_up: int,
) -> None:
    """Each confirmed completion is there once, in the tables and in the history alike."""
    rows = postgres.rows(
        "SELECT p.id, c.subtask_id FROM subtask_completions AS c "
        "JOIN session_participants AS p ON p.id = c.participant_id WHERE p.session_id = %s",
        taken.id,
    )
    assert max(Counter(rows).values()) == 1
    stored: dict[int, set[int]] = {participant_id: set() for participant_id in live}
    for participant_id, step in rows:
        stored[participant_id].add(step)
    assert stored == live, "what the class at the second desk knew"
    asked: dict[int, set[int]] = {participant_id: set() for participant_id in live}
    for phone in phones:  # each device is one participant, at whichever desk it was
        participant_id = phone.snapshot["participant_id"]
        assert phone.confirmed <= stored[participant_id], phone.name
        asked[participant_id] |= phone.asked
    assert all(stored[one] <= asked[one] for one in live)
    told = Counter(
        (payload["participant_id"], payload["subtask_id"])
        for (text,) in postgres.rows(
            "SELECT payload FROM session_events WHERE kind = 'StepCompleted' AND session_id = %s",
            taken.id,
        )
        if (payload := json.loads(text))
    )
    assert told == Counter(rows)
    (kinds,) = zip(
        *postgres.rows(
            "SELECT kind FROM session_events WHERE session_id = %s AND id >= %s ORDER BY id",
            taken.id,
            taken_up,
        ),
        strict=True,
    )
    assert list(kinds) == stored_by_other, "nothing came from the sleeper"
