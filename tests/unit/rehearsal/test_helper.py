"""What a simulated helper does: pure, so that the same lots give the same acts."""

import random
from typing import Any

import pytest

from classroom_app.rehearsal import helper as module
from classroom_app.rehearsal.helper import SimulatedHelper
from classroom_app.rehearsal.student import Say

MUCH_LATER = 1_000.0


def make(*, leaves: float = 0.0, monkeypatch: pytest.MonkeyPatch) -> SimulatedHelper:
    monkeypatch.setattr(module, "LEFT_SHARE", leaves)
    helper = SimulatedHelper("민지", random.Random(1))
    helper.hear({"type": "join_confirmed"}, 0.0)
    return helper


def resolves(helper: SimulatedHelper, now: float) -> list[tuple[int, str]]:
    acts = [act for act in helper.act(now) if isinstance(act, Say) and act.kind == "resolve_help"]
    return [(act.data["help_request_id"], act.data["status"]) for act in acts]


def called(*calls: int) -> list[dict[str, Any]]:
    return [{"type": "help_requested", "help_request_id": call} for call in calls]


def updated(call: int, status: str) -> dict[str, Any]:
    return {"type": "help_updated", "help_request_id": call, "status": status}


def test_a_call_is_noticed_after_a_while_and_solved_later(monkeypatch: pytest.MonkeyPatch) -> None:
    helper = make(monkeypatch=monkeypatch)
    for message in called(7):
        helper.hear(message, 0.0)
    assert resolves(helper, 1.0) == []
    assert resolves(helper, 45.0) == [(7, "ON_THE_WAY")]
    helper.hear(updated(7, "ON_THE_WAY"), 45.0)
    assert resolves(helper, 46.0) == []
    assert resolves(helper, MUCH_LATER) == [(7, "RESOLVED")]
    assert resolves(helper, 2 * MUCH_LATER) == []


def test_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    helper = make(monkeypatch=monkeypatch)
    for message in called(1, 2):
        helper.hear(message, 0.0)
    first = resolves(helper, MUCH_LATER)
    assert [status for _call, status in first] == ["ON_THE_WAY"]
    assert resolves(helper, 2 * MUCH_LATER) == [(first[0][0], "RESOLVED")]
    assert resolves(helper, 3 * MUCH_LATER)[0][1] == "ON_THE_WAY"


def test_where_somebody_else_goes_nobody_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    helper = make(monkeypatch=monkeypatch)
    for message in called(1, 2):
        helper.hear(message, 0.0)
    helper.hear(updated(1, "ON_THE_WAY"), 1.0)
    assert resolves(helper, MUCH_LATER) == [(2, "ON_THE_WAY")]
    helper.hear({"type": "error", "code": "already_going"}, MUCH_LATER)
    assert resolves(helper, 2 * MUCH_LATER) == []


def test_a_call_that_was_taken_away_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    helper = make(monkeypatch=monkeypatch)
    for message in called(1):
        helper.hear(message, 0.0)
    assert resolves(helper, MUCH_LATER) == [(1, "ON_THE_WAY")]
    helper.hear(updated(1, "PENDING"), MUCH_LATER)
    assert resolves(helper, MUCH_LATER + 1) == []
    helper.hear(updated(1, "RESOLVED"), MUCH_LATER + 2)
    assert resolves(helper, 2 * MUCH_LATER) == []


def test_some_calls_are_left_to_the_instructor(monkeypatch: pytest.MonkeyPatch) -> None:
    helper = make(leaves=1.0, monkeypatch=monkeypatch)
    for message in [*called(1, 1), updated(1, "PENDING")]:
        helper.hear(message, 0.0)
    assert resolves(helper, MUCH_LATER) == []


def test_it_lives_until_the_class_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    helper = make(monkeypatch=monkeypatch)
    due_at = helper.due_at()
    assert due_at is not None
    assert [act.kind for act in helper.act(due_at) if isinstance(act, Say)] == ["heartbeat"]
    helper.want_help(1.0)
    helper.hear({"type": "session_status_changed", "status": "PAUSED"}, 2.0)
    assert not helper.is_over
    helper.hear({"type": "session_status_changed", "status": "ENDED"}, 3.0)
    assert helper.is_over
