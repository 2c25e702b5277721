"""Events as rows of `session_events`, and back."""

import json
from dataclasses import fields
from datetime import datetime
from typing import Any

from classroom_app.domain.events import EVENT_TYPES, Event

_FIELDS: dict[type[Event], tuple[str, ...]] = {
    kind: tuple(f.name for f in fields(kind) if f.name != "at") for kind in EVENT_TYPES.values()
}
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
    """Return the event of a row."""
    return EVENT_TYPES[kind](at=at, **json.loads(payload))
