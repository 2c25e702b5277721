"""Presence messages of one turn go out together, in the order of everything else."""

import asyncio
import json
from typing import cast

from websockets.asyncio.server import ServerConnection

from classroom_app.application.notices import Stored
from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.actors import SYSTEM
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.domain.participant import Participant
from classroom_app.server.broadcaster import Broadcaster
from classroom_app.server.connection import Connection
from classroom_app.server.identities import Identities
from classroom_app.server.registry import Registry
from tests.helpers.lecture import Lecture


class Ear(Connection):
    """A connection that notes what is sent to it: a list of messages for each write.

    Without a participant it is an instructor's.
    """

    def __init__(self, participant: Participant | None = None) -> None:
        no_socket = cast(ServerConnection, None)
        super().__init__(
            no_socket,
            session_id=1,
            is_instructor=participant is None,
            participant_id=participant.id if participant else None,
        )
        self.heard: list[list[str]] = []

    def send(self, frame: bytes) -> None:
        """Note the messages of one write."""
        self.heard.append(list(_messages_in(frame)))


def _messages_in(frames: bytes) -> list[str]:
    said = []
    while frames:
        size, begins = frames[1], 2
        if size == 126:
            size, begins = int.from_bytes(frames[2:4], "big"), 4
        message = json.loads(frames[begins : begins + size])
        said.append(" ".join((message["type"], message.get("user_name", ""))).strip())
        frames = frames[begins + size :]
    return said


async def test_presence_of_one_turn_is_one_write_and_comes_before_what_follows() -> None:
    lecture, registry = Lecture(), Registry()
    broadcaster = Broadcaster(registry, Identities({}))
    kim, lee, choi = (lecture.sign_in(name) for name in ("Kim", "Lee", "Choi"))
    of_kim, of_lee, of_choi = ears = [Ear(kim), Ear(lee), Ear(choi)]
    for ear in ears:
        registry.add_student(ear)
    of_choi.wants_presence = False

    def tell(events: list[ev.Event]) -> None:
        broadcaster.on_notice(Stored(lecture.session, cmd.RecoverSession(), SYSTEM, tuple(events)))

    for person in (kim, lee, choi):
        tell(lecture.say(person, cmd.Join()))
    assert [ear.heard for ear in ears] == [[], [], []]
    await asyncio.sleep(0)
    assert of_kim.heard == [["participant_joined Lee", "participant_joined Choi"]]
    assert of_lee.heard == [["participant_joined Kim", "participant_joined Choi"]]
    assert of_choi.heard == []

    for ear in ears:
        ear.heard.clear()
    registry.remove(of_lee)
    tell(lecture.system(cmd.Leave(lee.id, joined=True)))
    tell(lecture.teach(cmd.NextStep()))
    step = [["step_changed"], ["session_status_changed"]]
    assert of_kim.heard == [["participant_left Lee"], *step]
    assert of_choi.heard == step
    await asyncio.sleep(0)
    assert of_kim.heard == [["participant_left Lee"], *step]


async def test_instructors_hear_who_came_before_what_they_did() -> None:
    lecture, registry = Lecture(), Registry()
    broadcaster = Broadcaster(registry, Identities({}))
    kim, lee = lecture.sign_in("Kim"), lecture.sign_in("Lee")
    desk, of_kim, of_lee = Ear(), Ear(kim), Ear(lee)
    registry.add_instructor(desk)
    registry.add_student(of_kim)
    registry.add_student(of_lee)

    def tell(events: list[ev.Event]) -> None:
        broadcaster.on_notice(Stored(lecture.session, cmd.RecoverSession(), SYSTEM, tuple(events)))

    tell(lecture.say(kim, cmd.Join()))
    tell(lecture.say(kim, cmd.RequestHelp()))
    assert desk.heard == [["participant_joined Kim"], ["help_requested Kim"]]
    assert of_lee.heard == [["participant_joined Kim"]]
    tell(lecture.say(lee, cmd.Join()))
    ticket = lecture.session.help_queue.all()[0]
    tell(lecture.teach(cmd.ResolveHelp(ticket.id, HelpStatus.ON_THE_WAY)))
    assert of_kim.heard == [["participant_joined Lee"], ["help_response"]], "students as well"
    await asyncio.sleep(0)
    assert [said for write in desk.heard[2:] for said in write] == [
        "participant_joined Lee",
        "help_updated",
    ]
