"""A simulated student: messages in, acts out, without a socket or a clock."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from classroom_app.domain.transitions import SessionStatus
from classroom_app.rehearsal.character import Character
from classroom_app.rehearsal.phrases import help_words
from classroom_app.rehearsal.screenshot import draw_screenshot

HEARTBEAT_S = 15.0
_SCREENSHOT_SHARE = 0.35
_CANCEL_SHARE = 0.2
_TRY_AGAIN_S = 3.0
_CHANGES_BACK_SHARE = 0.2  # of those whose page was made easier to read


@dataclass(frozen=True, slots=True)
class Say:
    """Send this message."""

    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HangUp:
    """Abort the connection, without a close frame, for `for_s` seconds of the class."""

    for_s: float


Act = Say | HangUp


class _Intent(Enum):
    HEARTBEAT = auto()
    ASK = auto()
    CANCEL = auto()
    CHANGE_BACK = auto()
    FINISH = auto()
    DROP = auto()
    LEAVE = auto()


class SimulatedStudent:
    """Works on the steps of a class at the pace of a character.

    Times are in seconds of the class, on the caller's clock; the same seed, messages and times lead
    to the same acts.
    """

    def __init__(self, character: Character, language: str, rng: random.Random) -> None:
        self.character = character
        self.is_over = False
        self._language, self._rng = language, rng
        self._plan: dict[_Intent, float] = {}
        self._to_do: list[int] = []
        self._comfort = {"larger_text": False, "read_aloud": False, "high_contrast": False}
        self._paused_at: float | None = None
        self._answers: dict[int, int] = {}  # number of answers to a step's question, by step id

    # Messages in --------------------------------------------------------------------------------

    def hear(self, message: Mapping[str, Any], now: float) -> None:
        """Process a message from the server; unknown types are ignored."""
        react = _REACT.get(str(message.get("type")))
        if react is not None:
            react(self, message, now)

    def want_help(self, at: float) -> None:
        """Ask for help at this time, unless the class is over or the student is leaving."""
        if not self.is_over and _Intent.LEAVE not in self._plan:
            self._plan[_Intent.ASK] = at

    def _joined(self, message: Mapping[str, Any], now: float) -> None:
        self._plan[_Intent.HEARTBEAT] = now + self._rng.uniform(0.3, 1.0) * HEARTBEAT_S
        completed = message["completed_subtasks"]
        self._to_do = [step for step in self._to_do if step not in completed]
        subtask = message["subtask"]
        if subtask is not None:
            self._read_question(subtask)
        if subtask is not None and subtask["id"] not in completed:
            self._take_on(subtask["id"], now)
        self._expect_to_finish(now + _TRY_AGAIN_S)
        self._follow_status(message["status"], now)

    def _step_changed(self, message: Mapping[str, Any], now: float) -> None:
        self._read_question(message["subtask"])
        self._take_on(message["subtask"]["id"], now)

    def _read_question(self, subtask: Mapping[str, Any]) -> None:
        if "question" in subtask:
            self._answers[subtask["id"]] = len(subtask["question"]["answers"])

    def _status_changed(self, message: Mapping[str, Any], now: float) -> None:
        self._follow_status(message["status"], now)

    def _step_confirmed(self, message: Mapping[str, Any], now: float) -> None:
        self._to_do = [step for step in self._to_do if step != message["subtask_id"]]
        self._plan.pop(_Intent.CANCEL, None)
        self._expect_to_finish(now + self._draw_duration() / 2)  # a step missed earlier

    def _help_answered(self, message: Mapping[str, Any], now: float) -> None:
        planned = self._plan.get(_Intent.FINISH)
        if planned is not None and message["status"] == "RESOLVED":
            self._plan.pop(_Intent.CANCEL, None)
            self._plan[_Intent.FINISH] = min(planned, now + self._rng.uniform(6.0, 18.0))

    def _comfort_changed(self, message: Mapping[str, Any], now: float) -> None:
        """Accept the new look, as most do, or plan to change it back soon."""
        comfort = message["comfort"]
        self._comfort.update(
            (thing, on)
            for thing, on in comfort.items()
            if thing in self._comfort and on is not None
        )
        if any(self._comfort.values()) and self._rng.random() < _CHANGES_BACK_SHARE:
            self._plan[_Intent.CHANGE_BACK] = now + self._rng.uniform(4.0, 15.0)

    def _refused(self, message: Mapping[str, Any], now: float) -> None:
        if message["code"] == "session_ended":
            self._follow_status(SessionStatus.ENDED, now)
        elif message["code"] in ("storage_failed", "rate_limited"):
            self._expect_to_finish(now + _TRY_AGAIN_S)

    def _follow_status(self, status: str, now: float) -> None:
        if status == SessionStatus.ENDED:
            self._plan = {_Intent.LEAVE: now + self._rng.uniform(3.0, 20.0)}
            self._paused_at = None
        elif status == SessionStatus.PAUSED:
            self._paused_at = now if self._paused_at is None else self._paused_at
        elif self._paused_at is not None:
            looked_up_s = now - self._paused_at
            self._paused_at = None
            for intent in self._plan.keys() - {_Intent.HEARTBEAT}:
                self._plan[intent] += looked_up_s

    def _take_on(self, step: int, now: float) -> None:
        """Begin a step, unless the student is working on it already."""
        if step in self._to_do[:1]:
            return
        self._to_do = [step, *(other for other in self._to_do if other != step)]
        duration = self._draw_duration()
        for intent in (_Intent.CANCEL, _Intent.DROP):
            self._plan.pop(intent, None)
        self._plan[_Intent.FINISH] = now + duration
        if self._rng.random() < self.character.asks:
            self._plan[_Intent.ASK] = now + duration * self._rng.uniform(0.2, 0.6)
        if self._rng.random() < self.character.drops:
            self._plan[_Intent.DROP] = now + duration * self._rng.uniform(0.1, 0.9)

    def _expect_to_finish(self, at: float) -> None:
        if self._to_do:
            self._plan.setdefault(_Intent.FINISH, at)

    def _draw_duration(self) -> float:
        return self.character.step_s * self._rng.lognormvariate(0.0, 0.3)

    # Acts out -----------------------------------------------------------------------------------

    def due_at(self) -> float | None:
        """Return the time at which `act` has something to do, or None."""
        return min((self._plan[intent] for intent in self._open_intents()), default=None)

    def act(self, now: float) -> list[Act]:
        """Return the acts that are due, in order of time."""
        due = sorted(
            (self._plan[intent], intent.value, intent)
            for intent in self._open_intents()
            if self._plan[intent] <= now
        )
        acts: list[Act] = []
        for _at, _order, intent in due:
            del self._plan[intent]
            acts += _DO[intent](self, now)
        return acts

    def _open_intents(self) -> list[_Intent]:
        """Return everything planned; during a pause, only heartbeats."""
        if self._paused_at is None:
            return list(self._plan)
        return [intent for intent in self._plan if intent is _Intent.HEARTBEAT]

    def _beat(self, now: float) -> list[Act]:
        self._plan[_Intent.HEARTBEAT] = now + HEARTBEAT_S
        return [Say("heartbeat", {"timestamp": round(now, 3)})]

    def _ask(self, now: float) -> list[Act]:
        """Ask for help; without an answer, the student finishes the step alone after a while."""
        self._plan[_Intent.FINISH] = now + self._rng.uniform(80.0, 150.0)
        if self._rng.random() < _CANCEL_SHARE:
            self._plan[_Intent.CANCEL] = now + self._rng.uniform(20.0, 60.0)
        data: dict[str, Any] = {}
        words = help_words(self._language, self._rng)
        if words is not None:
            data["message"] = words
        if self._to_do:
            data["subtask_id"] = self._to_do[0]
        if self._rng.random() < _SCREENSHOT_SHARE:
            data["screenshot"] = draw_screenshot(self._rng)
        return [Say("request_help", data)]

    def _cancel(self, now: float) -> list[Act]:
        self._plan[_Intent.FINISH] = now + self._rng.uniform(5.0, 15.0)
        return [Say("cancel_help")]

    def _change_back(self, _now: float) -> list[Act]:
        self._comfort = dict.fromkeys(self._comfort, False)
        return [Say("comfort_chosen", dict(self._comfort))]

    def _finish(self, _now: float) -> list[Act]:
        if not self._to_do:
            return []
        data = {"subtask_id": self._to_do[0]}
        count = self._answers.get(self._to_do[0])
        if count is not None:
            data["answer"] = self._draw_answer(count)
        return [Say("step_complete", data)]

    def _draw_answer(self, count: int) -> int:
        """Return the index of one of `count` answers; earlier ones are more likely."""
        (answer,) = self._rng.choices(range(count), [count - place for place in range(count)])
        return answer

    def _drop(self, _now: float) -> list[Act]:
        return [HangUp(self._rng.uniform(6.0, 40.0))]

    def _leave(self, _now: float) -> list[Act]:
        self.is_over = True
        return []


_REACT: dict[str, Callable[[SimulatedStudent, Mapping[str, Any], float], None]] = {
    "join_confirmed": SimulatedStudent._joined,
    "step_changed": SimulatedStudent._step_changed,
    "session_status_changed": SimulatedStudent._status_changed,
    "step_complete_confirmed": SimulatedStudent._step_confirmed,
    "help_response": SimulatedStudent._help_answered,
    "comfort_changed": SimulatedStudent._comfort_changed,
    "error": SimulatedStudent._refused,
}

_DO: dict[_Intent, Callable[[SimulatedStudent, float], list[Act]]] = {
    _Intent.HEARTBEAT: SimulatedStudent._beat,
    _Intent.ASK: SimulatedStudent._ask,
    _Intent.CANCEL: SimulatedStudent._cancel,
    _Intent.CHANGE_BACK: SimulatedStudent._change_back,
    _Intent.FINISH: SimulatedStudent._finish,
    _Intent.DROP: SimulatedStudent._drop,
    _Intent.LEAVE: SimulatedStudent._leave,
}
