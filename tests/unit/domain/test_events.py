from datetime import datetime

import pytest
from msgspec import structs

from classroom_app.domain import events as ev
from classroom_app.domain.step_reason import StepReason
from tests.helpers.complete import EVENTS


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
def test_events_hold_plain_values_only(kind: type[ev.Event]) -> None:
    plain = {int, str, bool, datetime, bool | None, int | None, str | None, StepReason}
    assert {field.type for field in structs.fields(kind)} <= plain
