"""Events as rows of `session_events`, and back."""

import json
from dataclasses import fields
from datetime import datetime
from typing import Any

from classroom_app.domain.events import EVENT_TYPES, Event, StepStarted
from classroom_app.domain.step_reason import StepReason

_FIELDS: dict[type[Event], tuple[str, ...]] = {
    kind: tuple(f.name for f in fields(kind) if f.name != "at") for kind in EVENT_TYPES.values()
}
# Events stored before `reason` was a field have it in their message.
_REASON_OF_OLD_MESSAGE = {"undo": StepReason.UNDO, "auto": StepReason.AUTO}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_row(session_id: int, event: Event) -> dict[str, Any]:
    """Return the row of an event; its payload is JSON of every field but `at`."""
    kind = type(event)
    payload = {name: getattr(event, name) for name in _FIELDS[kind]}
    return {
        "session_id": session_id,
        "at": event.at,
        "kind": kind.__name__,
        "payload": _encode(payload),
    }


def from_row(at: datetime, kind: str, payload: str) -> Event:
    """Return the event of a row, also of one that an older program wrote."""
    fields_of_it = json.loads(payload)
    if kind == StepStarted.__name__:
        fields_of_it.update(_reason_in(fields_of_it))
    return EVENT_TYPES[kind](at=at, **fields_of_it)


def _reason_in(payload: dict[str, Any]) -> dict[str, Any]:
    """Return the reason of a `StepStarted`, and the message where that used to be the reason."""
    if "reason" in payload:
        return {"reason": StepReason(payload["reason"])}
    reason = _REASON_OF_OLD_MESSAGE.get(payload["message"])
    return {"reason": reason, "message": ""} if reason else {}
