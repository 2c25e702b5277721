import dataclasses
from datetime import datetime

import pytest

from classroom_app.domain import events as ev
from classroom_app.domain.step_reason import StepReason


def test_every_event_is_known_by_its_name() -> None:
    declared = {
        name
        for name, value in vars(ev).items()
        if isinstance(value, type) and issubclass(value, ev.Event) and value is not ev.Event
    }
    assert set(ev.EVENT_TYPES) == declared
    assert all(name == kind.__name__ for name, kind in ev.EVENT_TYPES.items())


@pytest.mark.parametrize("kind", ev.EVENT_TYPES.values(), ids=lambda kind: kind.__name__)
def test_events_hold_plain_values_only(kind: type[ev.Event]) -> None:
    plain = {int, str, bool, datetime, int | None, str | None, StepReason}
    assert {field.type for field in dataclasses.fields(kind)} <= plain
