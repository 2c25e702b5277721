"""A phone hears each thing once, whatever its client knows of numbers."""

import asyncio
import json
from types import SimpleNamespace
from typing import Any, cast

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import Student
from classroom_app.protocol import limits
from classroom_app.server.hearing import Hearing
from tests.helpers.lecture import Lecture
from tests.helpers.timing import PATIENCE_S


class Line:
    """A connection whose pings are answered when the test says so."""

    def __init__(self, participant_id: int) -> None:
        self.session_id, self.participant_id, self.joined = 1, participant_id, False
        self.on_told: Any = None
        self.pongs: asyncio.Queue[bool] = asyncio.Queue()

    async def answers(self, _within_s: float | None) -> bool:
        return await self.pongs.get()


class Scene:
    def __init__(self) -> None:
        self.lecture = Lecture()
        self.kim = self.lecture.join("Kim")
        self.marked: asyncio.Queue[int] = asyncio.Queue()
        self.line = Line(self.kim.id)
        self.hearing = self.hear(self.line)

    def hear(self, line: Line) -> Hearing:
        return Hearing(cast(Any, SimpleNamespace(execute=self._execute)), cast(Any, line))

    async def _execute(self, _session_id: int, command: cmd.MarkSeen, who: Student) -> None:
        self.lecture.do(command, who)
        self.marked.put_nowait(command.number)

    def say(self, text: str, *, told: bool = True) -> int:
        self.lecture.teach(cmd.SendMessage(text))
        number = self.lecture.session.said[-1].number
        if told:
            self.line.on_told(number)
        return number

    def join(self, last_heard: int | None = None) -> list[str]:
        """Join, and return what is said again."""
        self.hearing.begin(last_heard)
        self.line.joined = True
        frames = self.hearing.missed(self.lecture.session)
        return [each["message"] for each in unframed(frames)]

    async def until_marked(self) -> int:
        async with asyncio.timeout(PATIENCE_S):
            return await self.marked.get()


def unframed(frames: bytes) -> list[dict[str, Any]]:
    found = []
    while frames:
        length, head = frames[1], 2
        if length == 126:
            length, head = int.from_bytes(frames[2:4], "big"), 4
        found.append(json.loads(frames[head : head + length]))
        frames = frames[head + length :]
    return found


@pytest.fixture
async def scene() -> Any:
    made = Scene()
    yield made
    await made.hearing.close()


async def test_what_a_plain_client_missed_is_said_until_it_answers(scene: Scene) -> None:
    scene.say("a", told=False)
    last = scene.say("b", told=False)
    assert scene.join() == ["a", "b"]
    assert scene.join() == [], "once on this connection"
    scene.line.pongs.put_nowait(True)
    assert await scene.until_marked() == last
    assert scene.kim.seen_until == last


async def test_what_did_not_arrive_is_said_again_on_the_next_connection(scene: Scene) -> None:
    assert scene.join() == []
    scene.say("into the void")
    scene.line.pongs.put_nowait(False)  # the connection closed
    await scene.hearing.close()
    scene.line = Line(scene.kim.id)
    scene.hearing = scene.hear(scene.line)
    assert scene.join() == ["into the void"]


async def test_many_words_are_asked_about_together(scene: Scene) -> None:
    scene.join()
    scene.say("a")
    await asyncio.sleep(0)
    last = [scene.say(text) for text in ("b", "c")][-1]
    for _ in range(2):
        scene.line.pongs.put_nowait(True)
    first = await scene.until_marked()
    assert first in (last, scene.lecture.session.said[0].number)
    while first != last:
        first = await scene.until_marked()
    assert scene.marked.empty()


async def test_what_came_before_the_join_is_not_said_twice_to_a_plain_client(scene: Scene) -> None:
    scene.say("missed", told=False)
    scene.say("live, before the join")
    assert scene.join() == ["missed"]


async def test_a_client_that_counts_is_told_what_follows_its_number(scene: Scene) -> None:
    first = scene.say("heard", told=False)
    scene.say("missed", told=False)
    scene.say("live, before the join")
    assert scene.join(first) == ["missed", "live, before the join"]
    assert scene.hearing._asking is None, "it says by itself what is on the screen"


async def test_what_is_held_back_for_the_join_follows_by_itself(scene: Scene) -> None:
    scene.say("missed", told=False)
    scene.hearing.begin(0)
    scene.say("held back")
    scene.line.joined = True
    frames = scene.hearing.missed(scene.lecture.session)
    assert [each["message"] for each in unframed(frames)] == ["missed"]


async def test_the_newest_of_very_many(scene: Scene) -> None:
    said = [str(n) for n in range(limits.MAX_MISSED_MESSAGES + 5)]
    for text in said:
        scene.say(text, told=False)
    assert scene.join(0) == said[5:]


async def test_a_join_that_names_a_message_takes_the_place_of_a_ping_under_way(
    scene: Scene,
) -> None:
    scene.join()
    scene.say("discarded, since the next join was under way")
    await asyncio.sleep(0)
    asking = scene.hearing._asking
    assert asking is not None
    scene.hearing.begin(0)
    scene.line.pongs.put_nowait(True)
    await asyncio.wait([asking], timeout=PATIENCE_S)
    assert asking.cancelled()
    assert scene.marked.empty(), "the pong does not tell that it was shown"
    frames = scene.hearing.missed(scene.lecture.session)
    assert len(unframed(frames)) == 1


async def test_a_ping_is_sent_again_once_a_join_names_no_message(scene: Scene) -> None:
    scene.join()
    first = scene.say("a")
    await asyncio.sleep(0)
    assert scene.join(0) == ["a"]
    assert scene.join() == []
    scene.line.pongs.put_nowait(True)
    assert await scene.until_marked() == first
