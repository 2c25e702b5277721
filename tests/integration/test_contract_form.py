"""PROTOCOL.md §3: the form of messages, from phones and to phones."""

import base64
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.protocol.messages_out import ServerMessage
from classroom_app.server import help_pictures
from tests.helpers.asking_lesson import ASKING, write_asking_lesson
from tests.helpers.phone import Message
from tests.helpers.sample import error_of, flat, picture_bytes
from tests.helpers.school import School, open_school

ACK = {"type": "heartbeat_ack", "timestamp": 4, "data": {"timestamp": 4}}


@pytest.mark.parametrize(
    "sent",
    [
        '{"type":"heartbeat","data":{"timestamp":4}}',
        '{"type":"heartbeat","timestamp":4}',
        '{"type":"heartbeat","timestamp":4,"data":null}',
        '{"type":"heartbeat","timestamp":4,"data":{}}',
        '{"type":"heartbeat","timestamp":3,"data":{"timestamp":4}}',
        '{"data":{"timestamp":4},"type":"heartbeat"}',
        ' \n{ "type" : "heartbeat" , "data" : { "timestamp" : 4 } }\t',
        '{"type":"join","type":"heartbeat","data":{"timestamp":4}}',
        '{"type":"heartbeat","data":{"type":"join","timestamp":4}}',
        '{"type":"heart\\u0062eat","data":{"timest\\u0061mp":4}}',
        '{"type":"heartbeat","data":{"timestamp":4,"extra":[{}],"user_id":1},"more":null,"":0}',
    ],
)
async def test_the_forms_of_one_message(school: School, sent: str) -> None:
    phone = await school.connect(await school.student_cookie("Kim"))
    await phone.ask("join")
    await phone.socket.send(sent)
    assert await phone.receive() == ACK
    await phone.socket.send([sent[:5], sent[5:]])  # in two fragments
    assert await phone.receive() == ACK


async def test_who_speaks_is_never_read_from_the_message(school: School) -> None:
    instructor = await school.instructor()
    phone = await school.student("Kim")
    await school.student("Lee")
    await phone.send("step_complete", subtask_id=1, user_id=1, participant_id=2, role="INSTRUCTOR")
    assert (await instructor.expect("progress_updated"))["user_name"] == "Kim"


@pytest.fixture
async def asking(tmp_path: Path) -> AsyncIterator[School]:
    lesson = write_asking_lesson(tmp_path)
    async with open_school(tmp_path / "data", lesson=lesson) as school:
        yield school


async def test_every_message_says_all_twice(
    asking: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A class in which every message of the server is sent once at least."""
    school = asking
    instructor = await school.instructor()
    kim, lee = await school.student("Kim"), await school.student("Lee")
    session = school.services.classroom.session(school.session.id)
    assert session is not None
    heard: list[Message] = []

    async def said(phone: Any, kind: str) -> Message:
        heard.append(await phone.expect(kind))
        return heard[-1]

    await said(kim, "participant_joined")
    heard.append(await kim.ask("join"))
    heard.append(await kim.ask("heartbeat", timestamp=1.5))
    heard.append(await kim.ask("nonsense"))
    await school.execute(cmd.NextStep())
    await said(kim, "session_status_changed")
    await kim.send("request_help", subtask_id=1, message="?")
    first = (await said(kim, "request_help_confirmed"))["help_request_id"]
    await said(instructor, "help_requested")
    await lee.send("request_help")
    await said(lee, "request_help_confirmed")
    monkeypatch.setattr(help_pictures, "SOON_S", 0)
    broken = base64.b64encode(picture_bytes("PNG")[:-30]).decode()
    await lee.send("request_help", message="!", screenshot=broken)
    await said(lee, "help_picture_refused")
    await school.execute(cmd.ResolveHelp(first, HelpStatus.RESOLVED, "done"))
    await said(kim, "help_response")
    await said(lee, "help_position")
    await said(instructor, "help_updated")
    await lee.send("cancel_help")
    await said(lee, "cancel_help_confirmed")
    await kim.send("step_complete", subtask_id=1)
    await said(kim, "step_complete_confirmed")
    await school.execute(cmd.MarkNotDone(1, 1))
    await said(kim, "step_reopened")
    await said(instructor, "progress_updated")
    await school.execute(cmd.NextStep(ASKING))
    await school.execute(cmd.ShowAnswers(ASKING, shown=True))
    await said(instructor, "answers_shown")
    await school.execute(cmd.MarkVisited(1))
    await said(instructor, "visit_updated")
    await school.execute(cmd.SetComfort(1, larger_text=True))
    await said(kim, "comfort_changed")
    await said(instructor, "comfort_updated")
    await school.execute(cmd.SendMessage("look up"))
    await said(kim, "instructor_message")
    await school.execute(cmd.RenameParticipant(session.participants[2].id, "Lee-Ann"))
    await said(kim, "participant_renamed")
    await lee.close()
    await said(kim, "participant_left")
    for message in (*heard, *kim.passed, *lee.passed, *instructor.passed):
        flat(message)
    assert {m["type"] for m in heard} | {"step_changed"} == {
        kind.TYPE for kind in ServerMessage.__subclasses__()
    }


async def test_only_step_changed_differs(school: School) -> None:
    phone = await school.student("Kim")
    matching = {"text": "Notifications", "target_package": "com.android.settings"}
    changed: Message = {}
    for step, extra in ((2, {}), (3, matching)):
        await school.execute(cmd.NextStep(step))
        changed = await phone.expect("step_changed")
        assert set(changed) == {"type", "subtask", "data"}
        assert changed["subtask"].items() >= {"id": step, "order_index": step, **extra}.items()
        assert changed["data"] == {**changed["subtask"], "order": step, "order_index": step - 1}
        assert "order" not in changed["subtask"]
    # In snapshots the step stands as in the guide, flat and in `data`.
    assert flat(await phone.join())["subtask"] == changed["subtask"]


async def test_the_server_sends_plain_text_frames(school: School) -> None:
    cookie = await school.student_cookie("김하나")
    phone = await school.connect(cookie, compression="deflate")
    assert phone.socket.protocol.extensions == []
    await phone.send("join")
    frame = await phone.socket.recv()
    assert isinstance(frame, str)
    assert "김하나" in frame
    assert isinstance(json.loads(frame), dict)


@pytest.mark.parametrize("data", ["[]", '"x"', "1", "true", "[{}]"])
async def test_data_that_is_no_object(school: School, data: str) -> None:
    phone = await school.student("Kim")
    await phone.socket.send(f'{{"type":"heartbeat","timestamp":1,"data":{data}}}')
    assert error_of(await phone.receive()) == ("invalid_field", "heartbeat")
