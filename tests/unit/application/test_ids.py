import asyncio
from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.application.classroom import DEFAULT_MAX_PARTICIPANTS
from classroom_app.application.ids import BLOCK_SIZES, BlockIds, NoIdsLeftError, SequenceIds
from classroom_app.application.ports import StorageError
from classroom_app.domain.lesson_rules import MAX_SUBTASKS
from classroom_app.domain.numbered import Numbered
from classroom_app.domain.roster import MAX_PEOPLE

USER = Numbered.USER


def test_each_kind_counts_on_from_its_highest() -> None:
    ids = SequenceIds()
    ids.start_after({Numbered.USER: 7, Numbered.LESSON: 0})
    assert [ids.next_id(Numbered.USER), ids.next_id(Numbered.USER)] == [8, 9]
    assert ids.next_id(Numbered.LESSON) == 1
    assert ids.next_id(Numbered.HELP_REQUEST) == 1


def test_ids_are_never_given_twice() -> None:
    ids = SequenceIds()
    ids.start_after({Numbered.USER: 7})
    ids.start_after({Numbered.USER: 3})
    assert ids.next_id(Numbered.USER) == 8


class Table:
    """Blocks as the database gives them; while `is_away`, none, though some may be lost."""

    def __init__(self) -> None:
        self.free: dict[Numbered, int] = defaultdict(lambda: 1)
        self.is_away = self.loses = False
        self.asked = 0

    async def take(self, sizes: Mapping[Numbered, int]) -> dict[Numbered, int]:
        self.asked += 1
        await asyncio.sleep(0)
        if self.is_away and not self.loses:
            raise StorageError("away")
        firsts = {kind: self.free[kind] for kind in sizes}
        for kind, size in sizes.items():
            self.free[kind] += size
        if self.is_away:
            raise StorageError("the answer was lost")
        return firsts


SMALL = dict.fromkeys(Numbered, 6)
# What happens to several desks: one wants so many ids of a kind, all have time to ask for more,
# the database goes away, losing answers or not, and comes back, a desk starts anew.
STEPS = st.lists(
    st.one_of(
        st.tuples(st.integers(0, 2), st.sampled_from([USER, Numbered.LESSON]), st.integers(1, 8)),
        st.sampled_from(["wait", "away", "losing", "back"]),
        st.integers(0, 2),
    ),
    max_size=40,
)


@given(STEPS)
def test_desks_never_give_the_same_id(
    steps: list[tuple[int, Numbered, int] | str | int],
) -> None:
    async def run() -> None:
        table = Table()
        desks = [BlockIds(table, SMALL) for _ in range(3)]
        for desk in desks:
            await desk.start()
        given_ids: list[tuple[Numbered, int]] = []
        latest: dict[tuple[int, Numbered], int] = {}
        for step in steps:
            if step == "wait":
                for desk in desks:
                    await asyncio.sleep(0)
                    await desk.settled()
            elif isinstance(step, str):
                table.is_away, table.loses = step != "back", step == "losing"
            elif isinstance(step, int):
                anew = BlockIds(table, SMALL)
                if not table.is_away:
                    await anew.start()
                    desks[step] = anew
            else:
                place, kind, count = step
                for _ in range(count):
                    try:
                        new = desks[place].next_id(kind)
                    except NoIdsLeftError:
                        break
                    assert new > latest.get((place, kind), 0), "of one desk they count on"
                    latest[place, kind] = new
                    given_ids.append((kind, new))
        assert len(given_ids) == len(set(given_ids))
        table.is_away = False
        for desk in desks:  # whatever has happened, there are ids again once the database is back
            for _ in range(2):
                with suppress(NoIdsLeftError):
                    desk.next_id(USER)
                await asyncio.sleep(0)
                await desk.settled()
            desk.next_id(USER)
            await asyncio.sleep(0)
            await desk.settled()

    asyncio.run(run())


async def test_others_are_asked_for_once_and_ahead_of_need() -> None:
    table = Table()
    ids = BlockIds(table, SMALL)
    await ids.start()
    for _ in range(3):
        ids.next_id(USER)
    assert table.asked == 1
    for _ in range(3):
        ids.next_id(USER)  # at once, though nobody had time to answer
    with pytest.raises(NoIdsLeftError):
        ids.next_id(USER)
    await asyncio.sleep(0)
    await ids.settled()
    assert table.asked == 2
    assert ids.next_id(USER) == 7


async def test_ids_may_be_drawn_on_any_thread() -> None:
    """Lessons are given theirs on the thread that writes."""
    ids = BlockIds(Table(), dict.fromkeys(Numbered, 4_000))
    await ids.start()

    def draw() -> list[int]:
        return [ids.next_id(USER) for _ in range(900)]

    with ThreadPoolExecutor(4) as threads:
        loop = asyncio.get_running_loop()
        drawn = await asyncio.gather(*(loop.run_in_executor(threads, draw) for _ in range(4)))
    await ids.settled()
    assert len({one for each in drawn for one in each}) == 3_600


def test_half_a_block_is_enough_for_what_comes_at_one_moment() -> None:
    assert BLOCK_SIZES[Numbered.PERSON] // 2 > MAX_PEOPLE
    assert BLOCK_SIZES[Numbered.SUBTASK] // 2 > MAX_SUBTASKS
    assert BLOCK_SIZES[Numbered.PARTICIPANT] // 2 > DEFAULT_MAX_PARTICIPANTS
    assert BLOCK_SIZES[Numbered.USER] // 2 > DEFAULT_MAX_PARTICIPANTS
    assert BLOCK_SIZES.keys() == set(Numbered)
