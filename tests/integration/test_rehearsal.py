"""Simulated phones in a real class, over real sockets, in the server's own loop."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from classroom_app.application.notices import Notice
from classroom_app.domain import commands as cmd
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.domain.transitions import SessionStatus
from classroom_app.rehearsal import MOST, Rehearsal
from tests.helpers.numbered import PEOPLE, NumberedClass
from tests.helpers.school import School, open_school
from tests.helpers.timing import PATIENCE_S

PACE = 60.0


class Watch:
    """Waits until the class is as wanted: looks again at each notice."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._news = asyncio.Event()
        school.services.classroom.subscribe(self._on_notice)

    def _on_notice(self, _notice: Notice) -> None:
        self._news.set()

    async def until(self, holds: Callable[[ClassSession], bool]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not holds(self._school.session):
                await self._news.wait()
                self._news.clear()


def here(session: ClassSession) -> int:
    return sum(p.is_here for p in session.participants.values())


def done(session: ClassSession) -> int:
    return session.completion_counts[session.current_subtask_id or 0]


def make_rehearsal(school: School, count: int = 8, seed: int = 3) -> Rehearsal:
    return Rehearsal(school.base_url, school.session.code, count, seed, "ko", pace=PACE)


@pytest.fixture
def watch(school: School) -> Watch:
    return Watch(school)


@pytest.fixture
async def rehearsal(school: School) -> AsyncIterator[Rehearsal]:
    rehearsal = make_rehearsal(school)
    running = asyncio.create_task(rehearsal.run())
    yield rehearsal
    await rehearsal.stop()
    await running


async def test_they_join_work_and_leave_when_the_class_is_over(
    school: School, watch: Watch, rehearsal: Rehearsal
) -> None:
    await watch.until(lambda session: here(session) == 8)
    names = [p.name for p in school.session.participants.values()]
    assert len(set(names)) == 8
    for _step in school.session.lesson.subtasks:
        await school.execute(cmd.NextStep())
        await watch.until(lambda session: done(session) >= 7)
    await school.execute(cmd.EndSession())
    await watch.until(lambda session: here(session) == 0)
    await rehearsal.stop()
    assert not rehearsal.is_running
    assert rehearsal.online == 0


async def test_they_stop_for_a_pause(school: School, watch: Watch, rehearsal: Rehearsal) -> None:
    await watch.until(lambda session: here(session) == 8)
    await school.execute(cmd.NextStep())
    await school.execute(cmd.PauseSession())
    await school.execute(cmd.ResumeSession())
    await watch.until(lambda session: done(session) >= 7)
    assert school.session.status is SessionStatus.IN_PROGRESS


async def test_a_flood_of_help_and_its_end(
    school: School, watch: Watch, rehearsal: Rehearsal
) -> None:
    await watch.until(lambda session: here(session) == 8)
    await school.execute(cmd.NextStep())
    rehearsal.flood()
    await watch.until(lambda session: len(session.help_queue) >= 5)
    for request in list(school.session.help_queue):
        await school.execute(cmd.ResolveHelp(request.id, HelpStatus.ON_THE_WAY))
    await watch.until(lambda session: done(session) == 8)
    assert any(r.screenshot_path or r.message for r in school.session.help_queue.all())


async def test_some_lose_their_line_and_come_back(school: School, watch: Watch) -> None:
    rehearsal = make_rehearsal(school, count=12, seed=1)
    running = asyncio.create_task(rehearsal.run())
    await watch.until(lambda session: here(session) == 12)
    await school.execute(cmd.NextStep())
    await watch.until(lambda session: here(session) < 12)
    await watch.until(lambda session: here(session) == 12)
    assert len(school.session.participants) == 12
    await rehearsal.stop()
    await running


async def test_who_is_removed_stays_away(
    school: School, watch: Watch, rehearsal: Rehearsal
) -> None:
    await watch.until(lambda session: here(session) == 8)
    first = next(iter(school.session.participants.values()))
    await school.execute(cmd.RemoveParticipant(first.id))
    await watch.until(lambda session: here(session) == 7)
    await school.execute(cmd.NextStep())
    await watch.until(lambda session: done(session) >= 6)
    assert first.removed


async def test_they_come_back_when_the_server_is_started_again(tmp_path: Path) -> None:
    async with open_school(tmp_path / "data") as school:
        watch = Watch(school)
        port = school.program.server.port
        rehearsal = make_rehearsal(school, count=5)
        running = asyncio.create_task(rehearsal.run())
        await watch.until(lambda session: here(session) == 5)
        await school.execute(cmd.NextStep())
        await watch.until(lambda session: done(session) >= 1)
        completed = done(school.session)
    async with open_school(tmp_path / "data", port=port) as school:
        watch = Watch(school)
        await watch.until(lambda session: here(session) == 5)
        assert len(school.session.participants) == 5
        assert done(school.session) >= completed
        await watch.until(lambda session: done(session) >= 4)
        await rehearsal.stop()
        await running


async def test_a_code_that_is_over_or_unknown_ends_it(school: School) -> None:
    unknown = Rehearsal(school.base_url, "NOBODY", 2, pace=PACE)
    await school.execute(cmd.EndSession())
    async with asyncio.timeout(PATIENCE_S):
        await unknown.run()
        await make_rehearsal(school, count=2).run()


async def test_a_cancelled_rehearsal_leaves_nothing_behind(school: School, watch: Watch) -> None:
    rehearsal = make_rehearsal(school)
    before = asyncio.all_tasks()
    running = asyncio.create_task(rehearsal.run())
    await watch.until(lambda session: here(session) == 8)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert not rehearsal.is_running
    await watch.until(lambda session: here(session) == 0)
    await school.program.server.stop()
    assert asyncio.all_tasks() <= before


async def test_a_rehearsal_runs_once_at_a_time_and_again_afterwards(
    school: School, watch: Watch, rehearsal: Rehearsal
) -> None:
    await watch.until(lambda session: here(session) == 8)
    assert rehearsal.is_running
    with pytest.raises(RuntimeError):
        await rehearsal.run()
    await rehearsal.stop()
    await watch.until(lambda session: here(session) == 0)
    running = asyncio.create_task(rehearsal.run())
    await watch.until(lambda session: here(session) == 8)
    assert len(school.session.participants) == 8
    await rehearsal.stop()
    await running


async def test_stopping_what_does_not_run_is_harmless(school: School) -> None:
    await make_rehearsal(school).stop()


async def test_a_rehearsal_that_was_only_just_asked_for_is_stopped_too(school: School) -> None:
    rehearsal = make_rehearsal(school)
    running = asyncio.create_task(rehearsal.run())
    await rehearsal.stop()
    assert running.done()
    assert not rehearsal.is_running
    assert not school.session.participants


@pytest.mark.parametrize(("count", "pace"), [(0, 1.0), (MOST + 1, 1.0), (5, 0.0)])
def test_what_is_no_rehearsal(count: int, pace: float) -> None:
    with pytest.raises(ValueError, match="rehearsal"):
        Rehearsal("http://127.0.0.1:8000", "482913", count, pace=pace)


async def test_simulated_phones_join_with_the_numbers_of_a_roster(school: School) -> None:
    """Those who are more than the list has join by name."""
    numbered = await NumberedClass.open(school)
    watch = Watch(school)
    rehearsal = Rehearsal(
        school.base_url,
        school.session.code,
        6,
        pace=PACE,
        numbers=[number for number, _name in PEOPLE],
    )
    running = asyncio.create_task(rehearsal.run())
    await watch.until(lambda session: here(session) == 6)
    for number, name in PEOPLE:
        assert numbered.seat(number).name == name
    by_name = [p for p in school.session.participants.values() if p.person_id is None]
    assert len(by_name) == 2
    await rehearsal.stop()
    await running


async def test_simulated_helpers_come_and_help(school: School, watch: Watch) -> None:
    def invite() -> str:
        return school.services.helpers.new_pass(school.session.id)

    rehearsal = Rehearsal(
        *(school.base_url, school.session.code, 8, 3, "ko"), pace=PACE, helpers=2, invite=invite
    )
    running = asyncio.create_task(rehearsal.run())
    await watch.until(lambda session: here(session) == 8 and len(session.helpers) == 2)
    await school.execute(cmd.NextStep())
    rehearsal.flood()

    def is_helped(session: ClassSession) -> bool:
        return any(
            request.was_resolved_by_hand and request.resolved_by in session.helpers
            for request in session.help_queue.all()
        )

    await watch.until(is_helped)
    first = next(iter(school.session.helpers))
    await school.execute(cmd.EndHelper(first))
    await rehearsal.stop()
    await running
    assert len(school.session.helpers) == 2, "whose part was ended does not come back"
