"""Events as rows of `session_events`, and back."""

import json
from datetime import datetime
from typing import Any

from classroom_app.domain import events as ev
from classroom_app.domain.events import Event, StepStarted
from classroom_app.domain.step_reason import StepReason

# Databases keep these words for good: a class may be renamed, its word may not.
KINDS: dict[type[Event], str] = {
    ev.SessionOpened: "SessionOpened",
    ev.ParticipantSignedIn: "ParticipantSignedIn",
    ev.ParticipantReadmitted: "ParticipantReadmitted",
    ev.ParticipantConnected: "ParticipantConnected",
    ev.ParticipantJoined: "ParticipantJoined",
    ev.ParticipantLeft: "ParticipantLeft",
    ev.ParticipantRemoved: "ParticipantRemoved",
    ev.ParticipantLapsed: "ParticipantLapsed",
    ev.ParticipantRenamed: "ParticipantRenamed",
    ev.PhoneChanged: "PhoneChanged",
    ev.PhoneSentAway: "PhoneSentAway",
    ev.PersonAssigned: "PersonAssigned",
    ev.ClassLocked: "DoorLocked",
    ev.ClassUnlocked: "DoorUnlocked",
    ev.CodeChanged: "CodeChanged",
    ev.StepStarted: "StepStarted",
    ev.StartUndone: "StartUndone",
    ev.SessionPaused: "SessionPaused",
    ev.SessionResumed: "SessionResumed",
    ev.SessionEnded: "SessionEnded",
    ev.MessageSent: "InstructorSpoke",
    ev.MessagesSeen: "MessagesSeen",
    ev.StepCompleted: "StepCompleted",
    ev.CompletionRevoked: "CompletionRevoked",
    ev.AnswerChanged: "AnswerChanged",
    ev.AnswersShown: "AnswersShown",
    ev.StudentVisited: "StudentVisited",
    ev.VisitUndone: "VisitUndone",
    ev.ComfortChanged: "ComfortChanged",
    ev.NewcomersComfortChanged: "NewcomersComfortChanged",
    ev.ProgressReported: "ProgressReported",
    ev.HelpRequested: "HelpRequested",
    ev.HelpCancelled: "HelpCancelled",
    ev.HelpAnswered: "HelpAnswered",
    ev.AnswerWithdrawn: "AnswerWithdrawn",
    ev.HelpResolved: "HelpResolved",
    ev.HelpReopened: "HelpReopened",
    ev.HelperLetIn: "HelperLetIn",
    ev.HelperEnded: "HelperEnded",
    ev.SessionRecovered: "SessionTakenUp",
}
_TYPES = {kind: event_type for event_type, kind in KINDS.items()}
_FIELDS: dict[type[Event], tuple[str, ...]] = {
    event_type: tuple(name for name in event_type.__struct_fields__ if name != "at")
    for event_type in KINDS
}
# Events stored before `reason` was a field have it in their message.
_REASON_OF_OLD_MESSAGE = {"undo": StepReason.UNDO, "auto": StepReason.AUTO}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_row(session_id: int, event: Event) -> dict[str, Any]:
    """Return the row of an event; its payload is JSON of every field but `at`.

    `helper_id` and `elsewhere` are left out when empty, as they are in most classes.
    """
    event_type = type(event)
    payload = {name: getattr(event, name) for name in _FIELDS[event_type]}
    if payload.get("helper_id", 0) is None:
        del payload["helper_id"]
    if not payload.get("elsewhere", True):
        del payload["elsewhere"]
    return {
        "session_id": session_id,
        "at": event.at,
        "kind": KINDS[event_type],
        "payload": _encode(payload),
    }


def from_row(at: datetime, kind: str, payload: str) -> Event:
    """Return the event of a row, including one written by an older version."""
    fields_of_it = json.loads(payload)
    event_type = _TYPES[kind]
    if event_type is StepStarted:
        fields_of_it.update(_reason_in(fields_of_it))
    return event_type(at=at, **fields_of_it)


def _reason_in(payload: dict[str, Any]) -> dict[str, Any]:
    """Return the reason of a `StepStarted`, and an empty message where that held the reason."""
    if "reason" in payload:
        return {"reason": StepReason(payload["reason"])}
    reason = _REASON_OF_OLD_MESSAGE.get(payload["message"])
    return {"reason": reason, "message": ""} if reason else {}
