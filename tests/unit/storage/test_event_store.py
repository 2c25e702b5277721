import json
from typing import Any

import pytest

from classroom_app.domain import events as ev
from classroom_app.domain.events import Event, SessionPaused, StepStarted
from classroom_app.domain.step_reason import StepReason
from classroom_app.storage.event_store import KINDS, from_row, to_row
from tests.helpers.lecture import NINE

STEP: dict[str, Any] = {"subtask_id": 2, "instructor_id": 1, "message": "", "first": False}


def started(**changes: Any) -> StepStarted:
    return StepStarted(at=NINE, **{**STEP, **changes})


def read(kind: type[Event], **payload: Any) -> object:
    return from_row(NINE, KINDS[kind], json.dumps(payload))


@pytest.mark.parametrize("reason", StepReason)
@pytest.mark.parametrize("message", ["", "auto", "undo", "천천히"])
def test_an_event_comes_back_as_it_was(reason: StepReason, message: str) -> None:
    event = started(message=message, reason=reason)
    row = to_row(7, event)
    back = from_row(row["at"], row["kind"], row["payload"])
    assert back == event
    assert isinstance(back, StepStarted)
    assert back.reason is reason


@pytest.mark.parametrize(
    ("message", "event"),
    [
        ("auto", started(reason=StepReason.AUTO)),
        ("undo", started(reason=StepReason.UNDO)),
        ("", started()),
        ("Auto", started(message="Auto")),
        ("천천히", started(message="천천히")),
    ],
)
def test_older_programs_stored_the_reason_as_a_message(message: str, event: StepStarted) -> None:
    assert read(StepStarted, **{**STEP, "message": message}) == event


def test_only_what_is_new_was_added_to_the_payload() -> None:
    payload = json.loads(to_row(7, started())["payload"])
    assert payload == {**STEP, "reason": "INSTRUCTOR"}
    assert read(SessionPaused, instructor_id=1) == SessionPaused(at=NINE, instructor_id=1)


# What databases hold. A new event adds a word; no word is ever changed.
STORED = (
    "SessionOpened",
    "ParticipantSignedIn",
    "ParticipantReadmitted",
    "ParticipantConnected",
    "ParticipantJoined",
    "ParticipantLeft",
    "ParticipantRemoved",
    "ParticipantLapsed",
    "ParticipantRenamed",
    "PhoneChanged",
    "PhoneSentAway",
    "PersonAssigned",
    "DoorLocked",
    "DoorUnlocked",
    "CodeChanged",
    "StepStarted",
    "StartUndone",
    "SessionPaused",
    "SessionResumed",
    "SessionEnded",
    "InstructorSpoke",
    "MessagesSeen",
    "StepCompleted",
    "CompletionRevoked",
    "AnswerChanged",
    "AnswersShown",
    "StudentVisited",
    "VisitUndone",
    "ComfortChanged",
    "NewcomersComfortChanged",
    "ProgressReported",
    "HelpRequested",
    "HelpCancelled",
    "HelpAnswered",
    "AnswerWithdrawn",
    "HelperLetIn",
    "HelperEnded",
    "HelpResolved",
    "HelpReopened",
    "SessionTakenUp",
)


def test_what_is_stored_for_an_event_never_changes() -> None:
    assert sorted(KINDS.values()) == sorted(STORED)
    assert len(set(KINDS.values())) == len(KINDS), "each event has its own"


@pytest.mark.parametrize(
    ("kind", "payload", "event"),
    [
        ("DoorLocked", "{}", ev.ClassLocked(at=NINE)),
        ("DoorUnlocked", "{}", ev.ClassUnlocked(at=NINE)),
        ("SessionTakenUp", "{}", ev.SessionRecovered(at=NINE)),
        (
            "InstructorSpoke",
            '{"instructor_name":"김선생","message":"천천히","user_id":null}',
            ev.MessageSent(at=NINE, instructor_name="김선생", message="천천히", user_id=None),
        ),
    ],
)
def test_events_are_stored_under_their_first_names(kind: str, payload: str, event: Event) -> None:
    assert from_row(NINE, kind, payload) == event
    row = to_row(7, event)
    assert (row["kind"], row["payload"]) == (kind, payload)
