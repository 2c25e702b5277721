import json
from typing import Any

import pytest

from classroom_app.domain.events import SessionPaused, StepStarted
from classroom_app.domain.step_reason import StepReason
from classroom_app.storage.event_store import from_row, to_row
from tests.helpers.lecture import NINE

STEP: dict[str, Any] = {"subtask_id": 2, "instructor_id": 1, "message": "", "first": False}


def started(**changes: Any) -> StepStarted:
    return StepStarted(at=NINE, **{**STEP, **changes})


def read(kind: type, **payload: Any) -> object:
    return from_row(NINE, kind.__name__, json.dumps(payload))


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
