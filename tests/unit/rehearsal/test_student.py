import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.rehearsal.character import Character
from classroom_app.rehearsal.student import HEARTBEAT_S, Act, HangUp, Say, SimulatedStudent

STEP = {"id": 1, "order_index": 1}
NEXT_STEP = {"id": 2, "order_index": 2}


def make_student(seed: int = 1, *, asks: float = 0.0, drops: float = 0.0) -> SimulatedStudent:
    character = Character("김영희", arrives_after_s=0, step_s=30, asks=asks, drops=drops)
    return SimulatedStudent(character, "ko", random.Random(seed))


def joined(
    status: str = "IN_PROGRESS",
    subtask: dict[str, Any] | None = None,
    completed: Sequence[int] = (),
) -> dict[str, Any]:
    return {
        "type": "join_confirmed",
        "status": status,
        "subtask": subtask,
        "completed_subtasks": list(completed),
    }


def step_changed(subtask: dict[str, Any]) -> dict[str, Any]:
    return {"type": "step_changed", "subtask": subtask}


def status_changed(status: str) -> dict[str, Any]:
    return {"type": "session_status_changed", "status": status}


def confirmed(step: int) -> dict[str, Any]:
    return {"type": "step_complete_confirmed", "subtask_id": step}


def error(code: str) -> dict[str, Any]:
    return {"type": "error", "code": code}


def live(student: SimulatedStudent, until: float) -> list[tuple[float, Act]]:
    """Let time pass and return what the student does, heartbeats left out."""
    acts: list[tuple[float, Act]] = []
    while (due := student.due_at()) is not None and due <= until:
        acts += [(due, act) for act in student.act(due)]
    return [(at, act) for at, act in acts if not (isinstance(act, Say) and act.kind == "heartbeat")]


def kinds(acts: list[tuple[float, Act]]) -> list[str]:
    return [act.kind if isinstance(act, Say) else "hang up" for _at, act in acts]


def test_nothing_is_planned_before_the_join() -> None:
    assert make_student().due_at() is None
    assert make_student().act(100) == []


def test_who_has_joined_sends_heartbeats() -> None:
    student = make_student()
    student.hear(joined("WAITING"), 0)
    for _ in range(3):
        due = student.due_at()
        assert due is not None
        (act,) = student.act(due)
        assert act == Say("heartbeat", {"timestamp": round(due, 3)})
        assert student.due_at() == due + HEARTBEAT_S


def test_a_step_is_finished_after_a_while_and_once() -> None:
    student = make_student()
    student.hear(joined("WAITING"), 0)
    student.hear(step_changed(STEP), 10)
    ((at, act),) = live(student, 500)
    assert act == Say("step_complete", {"subtask_id": 1})
    assert 15 < at < 100
    student.hear(confirmed(1), at)
    assert live(student, 500) == []


def test_who_comes_late_begins_with_the_step_of_the_snapshot() -> None:
    student = make_student()
    student.hear(joined(subtask=STEP), 0)
    assert kinds(live(student, 500)) == ["step_complete"]


def test_a_completed_step_of_the_snapshot_is_not_done_again() -> None:
    student = make_student()
    student.hear(joined(subtask=STEP, completed=[1]), 0)
    assert live(student, 500) == []


def test_the_plan_survives_a_lost_connection() -> None:
    student = make_student()
    student.hear(joined(subtask=STEP), 0)
    ((at, _act),) = live(student, 500)
    again = make_student()
    again.hear(joined(subtask=STEP), 0)
    again.hear(joined(subtask=STEP), 5)
    assert [when for when, _act in live(again, 500)] == [at]


def test_a_completion_that_was_never_confirmed_is_sent_again() -> None:
    student = make_student()
    student.hear(joined(subtask=STEP), 0)
    ((at, act),) = live(student, 500)
    student.hear(joined(subtask=STEP), at + 20)
    ((later, repeat),) = live(student, 500)
    assert repeat == act
    assert later > at


@pytest.mark.parametrize("code", ["storage_failed", "rate_limited"])
def test_a_completion_that_could_not_be_stored_is_sent_again(code: str) -> None:
    student = make_student()
    student.hear(joined(subtask=STEP), 0)
    ((at, act),) = live(student, 500)
    student.hear(error(code), at)
    assert [repeat for _at, repeat in live(student, 500)] == [act]


def test_a_missed_step_is_caught_up_after_the_present_one() -> None:
    student = make_student()
    student.hear(joined(subtask=STEP), 0)
    student.hear(step_changed(NEXT_STEP), 1)
    ((at, act),) = live(student, 500)
    assert act == Say("step_complete", {"subtask_id": 2})
    student.hear(confirmed(2), at)
    assert [act for _at, act in live(student, 900)] == [Say("step_complete", {"subtask_id": 1})]


def test_the_same_step_twice_is_one_step() -> None:
    student = make_student()
    student.hear(joined(subtask=STEP), 0)
    due = [student.due_at()]
    student.hear(step_changed(STEP), 3)
    assert [student.due_at()] == due
    assert len(live(student, 500)) == 1


def test_hands_rest_during_a_pause() -> None:
    def finished_at(*, pause: bool) -> float:
        student = make_student(drops=1)
        student.hear(joined(subtask=STEP), 0)
        if pause:
            student.hear(status_changed("PAUSED"), 1)
            student.hear(status_changed("PAUSED"), 2)
            assert live(student, 101) == []
            student.hear(status_changed("IN_PROGRESS"), 101)
        return next(at for at, act in live(student, 900) if isinstance(act, Say))

    assert finished_at(pause=True) == pytest.approx(finished_at(pause=False) + 100)


def test_help_is_asked_for_with_the_step_and_sometimes_a_picture() -> None:
    asked: list[Say] = []
    for seed in range(40):
        student = make_student(seed, asks=1)
        student.hear(joined(subtask=STEP), 0)
        acts = live(student, 900)
        assert kinds(acts)[0] == "request_help"
        assert kinds(acts)[-1] == "step_complete"
        first = acts[0][1]
        assert isinstance(first, Say)
        asked.append(first)
    assert all(act.data["subtask_id"] == 1 for act in asked)
    assert 0 < sum("screenshot" in act.data for act in asked) < 40
    assert 0 < sum("message" in act.data for act in asked) < 40


def test_who_is_helped_finishes_soon_who_is_not_finds_the_way_alone() -> None:
    for seed in range(20):
        student = make_student(seed, asks=1)
        student.hear(joined(subtask=STEP), 0)
        asked_at = _until_asked(student)
        student.hear({"type": "help_response", "status": "ON_THE_WAY"}, asked_at + 1)
        student.hear({"type": "help_response", "status": "RESOLVED"}, asked_at + 2)
        ((at, act),) = live(student, 900)
        assert isinstance(act, Say)
        assert act.kind == "step_complete"
        assert asked_at + 2 < at <= asked_at + 20

        alone = make_student(seed, asks=1)
        alone.hear(joined(subtask=STEP), 0)
        asked_at = _until_asked(alone)
        assert kinds(live(alone, 900)) in (["step_complete"], ["cancel_help", "step_complete"])


def _until_asked(student: SimulatedStudent) -> float:
    while True:
        due = student.due_at()
        assert due is not None
        for act in student.act(due):
            if isinstance(act, Say) and act.kind == "request_help":
                return due


def test_an_answer_after_the_step_changes_nothing() -> None:
    student = make_student()
    student.hear(joined("WAITING"), 0)
    student.hear({"type": "help_response", "status": "RESOLVED"}, 1)
    assert live(student, 500) == []


def test_a_weak_line_drops_and_comes_back() -> None:
    student = make_student(drops=1)
    student.hear(joined(subtask=STEP), 0)
    ((at, first), *_rest) = live(student, 500)
    assert isinstance(first, HangUp)
    assert 0 < at < 100
    assert first.for_s > 0


def test_help_on_request() -> None:
    student = make_student()
    student.hear(joined("WAITING"), 0)
    student.want_help(3)
    assert kinds(live(student, 4)) == ["request_help"]


def test_help_on_request_is_not_forgotten_over_a_new_step() -> None:
    student = make_student()
    student.hear(joined("WAITING"), 0)
    student.want_help(3)
    student.hear(step_changed(STEP), 1)
    assert kinds(live(student, 4)) == ["request_help"]


def test_at_the_end_students_leave_one_by_one() -> None:
    left: set[float] = set()
    for seed in range(5):
        student = make_student(seed, asks=1, drops=1)
        student.hear(joined(subtask=STEP), 0)
        student.hear(status_changed("ENDED"), 1)
        student.want_help(2)
        due = student.due_at()
        assert due is not None
        assert live(student, 900) == []
        assert student.is_over
        student.want_help(due)
        assert student.due_at() is None
        left.add(due)
    assert len(left) == 5


@pytest.mark.parametrize("message", [joined("ENDED"), error("session_ended")])
def test_whoever_learns_of_the_end_later_leaves_too(message: dict[str, Any]) -> None:
    student = make_student()
    student.hear(joined(subtask=STEP), 0)
    student.hear(message, 5)
    live(student, 900)
    assert student.is_over


def test_a_session_that_is_paused_at_the_join_and_ends() -> None:
    student = make_student()
    student.hear(joined("PAUSED", subtask=STEP), 0)
    assert live(student, 50) == []
    student.hear(status_changed("ENDED"), 50)
    live(student, 900)
    assert student.is_over


@pytest.mark.parametrize(
    "message", [{"type": "participant_joined"}, {}, {"type": 5}, error("invalid_field")]
)
def test_other_messages_are_ignored(message: dict[str, Any]) -> None:
    student = make_student()
    student.hear(message, 0)
    assert student.due_at() is None


@given(seed=st.integers(0, 10_000), asks=st.floats(0, 1), drops=st.floats(0, 1))
def test_every_step_is_finished_sooner_or_later(seed: int, asks: float, drops: float) -> None:
    student = make_student(seed, asks=asks, drops=drops)
    student.hear(joined("WAITING"), 0)
    for number in (1, 2, 3):
        begun = number * 1000.0
        student.hear(step_changed({"id": number}), begun)
        acts = live(student, begun + 900)
        assert Say("step_complete", {"subtask_id": number}) in [act for _at, act in acts]
        assert [at for at, _act in acts] == sorted(at for at, _act in acts)
        student.hear(confirmed(number), begun + 900)


def test_a_question_is_answered() -> None:
    answers = []
    for seed in range(40):
        student = make_student(seed)
        asking: dict[str, Any] = {**STEP, "question": {"text": "?", "answers": ["a", "b", "c"]}}
        student.hear(joined(subtask=asking), 0)
        ((_at, done),) = live(student, 600)
        assert isinstance(done, Say)
        assert done.data["subtask_id"] == 1
        answers.append(done.data["answer"])
    assert set(answers) == {0, 1, 2}


def test_a_missed_question_is_answered_too() -> None:
    student = make_student()
    student.hear(joined(), 0)
    student.hear(step_changed({**STEP, "question": {"text": "?", "answers": ["a", "b"]}}), 0)
    student.hear(step_changed(NEXT_STEP), 1)
    done = [act for _at, act in live(student, 600) if isinstance(act, Say)]
    assert [act.data.get("answer") for act in done] == [None]
    student.hear(confirmed(2), 200)
    missed = [act for _at, act in live(student, 900) if isinstance(act, Say)]
    assert missed[0].data["subtask_id"] == 1
    assert missed[0].data["answer"] in (0, 1)


def test_some_change_back_what_was_made_easier_to_read() -> None:
    wish = {"larger_text": True, "read_aloud": None, "high_contrast": None, "number": 5}
    said: list[Act] = []
    for seed in range(60):
        student = make_student(seed)
        student.hear(joined(), 0)
        student.hear({"type": "comfort_changed", "comfort": wish}, 1)
        said += [act for _at, act in live(student, 20)]
    chosen = [act for act in said if isinstance(act, Say) and act.kind == "comfort_chosen"]
    assert 3 < len(chosen) < 30, "most like it"
    assert all(not any(act.data.values()) and len(act.data) == 3 for act in chosen)
