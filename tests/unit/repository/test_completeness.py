"""No event and no message is forgotten in a table that must know each of them."""

from collections.abc import Iterable
from typing import Any, get_args

import msgspec
import pytest
from PySide6.QtCore import Signal

from classroom_app.application.notices import Stored
from classroom_app.domain import (
    class_report,
    class_session,
    commands,
    decisions,
    transitions,
)
from classroom_app.domain.actors import Student
from classroom_app.gui import event_bridge
from classroom_app.protocol import endpoints
from classroom_app.protocol import messages_in as msg
from classroom_app.server import broadcaster, translate
from classroom_app.storage import event_store, projection
from scripts import specs
from tests.helpers.complete import EVENTS, forgotten
from tests.helpers.lecture import Lecture

COMMANDS = set(get_args(commands.Command))
MESSAGES = set(get_args(msg.SocketMessage))
FIELDS: dict[str, Any] = {
    "subtask_id": 2,
    "timestamp": 1,
    "message": "천천히",
    "help_request_id": 1,
    "message_id": 1,
    "participant_id": 1,
    "larger_text": True,
    "read_aloud": False,
    "high_contrast": False,
    "status": "RESOLVED",
}


@pytest.mark.parametrize(
    "tables",
    [
        pytest.param((broadcaster._TELL, broadcaster._UNTOLD), id="broadcaster"),
        pytest.param((projection._PROJECT, projection._ONLY_IN_HISTORY), id="projection"),
        pytest.param((class_report._NOTES, class_report._NEEDS_NO_NOTE), id="class_report"),
        pytest.param((class_session._APPLY, class_session._BEGINS), id="class_session"),
        pytest.param((event_bridge._CHANGES,), id="event_bridge"),
        pytest.param((event_store.KINDS,), id="event_store"),
    ],
)
def test_each_event_is_known_once(tables: tuple[Iterable[type], ...]) -> None:
    assert forgotten(EVENTS, *tables) == []


@pytest.mark.parametrize(
    "table",
    [decisions._DECIDE, decisions._ACTORS_OF, transitions.ALLOWED_IN],
    ids=["decide", "actor", "status"],
)
def test_each_command_is_known(table: dict[type, Any]) -> None:
    assert forgotten(COMMANDS, table) == []


def test_each_command_is_decided_in_one_module() -> None:
    assert forgotten(COMMANDS, *decisions._TABLES) == []


def test_what_is_forgotten_is_named() -> None:
    class NewEvent:
        pass

    tables = (broadcaster._TELL, broadcaster._UNTOLD)
    assert forgotten({*EVENTS, NewEvent}, *tables) == ["NewEvent"]
    assert forgotten({int, str}, [int], [int]) == ["int", "str"]
    assert forgotten({int}, [int, str]) == ["str"]


def test_the_bridge_has_each_signal() -> None:
    names = {name for names in event_bridge._CHANGES.values() for name in names}
    assert names
    assert all(isinstance(getattr(event_bridge.EventBridge, name), Signal) for name in names)


# Messages -----------------------------------------------------------------------------------------


def test_each_message_is_in_the_unions() -> None:
    bodies = {endpoint.takes for endpoint in endpoints.ANDROID}
    assert forgotten({*msg.ClientMessage.__subclasses__()} - bodies, MESSAGES) == []
    assert forgotten(MESSAGES, get_args(msg.CommandMessage), (msg.Join, msg.Heartbeat)) == []


def test_each_message_has_somebody_who_may_send_it() -> None:
    sent = {*msg.STUDENT_MESSAGES.values(), *msg.INSTRUCTOR_MESSAGES.values()}
    assert forgotten(MESSAGES, sent) == []


@pytest.mark.parametrize("kind", get_args(msg.CommandMessage), ids=lambda kind: kind.TYPE)
def test_each_message_asks_for_a_command_and_may_have_a_reply(kind: type) -> None:
    names = {field.name for field in msgspec.structs.fields(kind)}
    message = kind(**{name: FIELDS[name] for name in names & FIELDS.keys()})
    command = translate.command_of(message)
    assert type(command) in COMMANDS
    lecture = Lecture()
    lecture.teach(commands.NextStep())
    kim = lecture.join("Kim")
    stored = Stored(
        lecture.session, command, Student(kim.id), tuple(lecture.say(kim, commands.RequestHelp()))
    )
    reply = translate.reply_to(message, stored)
    assert type(reply) is specs.REPLIES.get(kind, type(None)), "as the documents say"
