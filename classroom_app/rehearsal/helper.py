"""A simulated helper: goes to students who have asked for help, and resolves their requests."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from classroom_app.domain.transitions import SessionStatus
from classroom_app.rehearsal.student import HEARTBEAT_S, Act, Say

# This share of the requests is left to the instructor, who is there to practice. Times are in
# seconds of the class.
LEFT_SHARE = 0.35
_NOTICES_S = (15.0, 40.0)
_STAYS_S = (20.0, 60.0)
_COMES_S = (5.0, 20.0)


@dataclass(frozen=True, slots=True)
class HelperCharacter:
    """A helper's name, and when the helper joins, in seconds of the class."""

    name: str
    arrives_after_s: float


class SimulatedHelper:
    """Looks after students; the same seed, messages and times lead to the same acts.

    It is driven by a `SimulatedPhone`, as a `SimulatedStudent` is.
    """

    def __init__(self, name: str, rng: random.Random) -> None:
        self.character = HelperCharacter(name, rng.uniform(*_COMES_S))
        self.is_over = False
        self._rng = rng
        self._beats_at: float | None = None
        self._notices_at: dict[int, float] = {}
        self._left: set[int] = set()
        self._busy_with: int | None = None
        self._solves_at = 0.0

    def hear(self, message: Mapping[str, Any], now: float) -> None:
        """Process a message from the server; unknown types are ignored."""
        match message.get("type"):
            case "join_confirmed":
                self._beats_at = now + HEARTBEAT_S
            case "help_requested":
                self._called(message["help_request_id"], now)
            case "help_updated":
                self._updated(message["help_request_id"], message["status"], now)
            case "error" if message["code"] == "already_going" and self._busy_with is not None:
                self._notices_at.pop(self._busy_with, None)
                self._busy_with = None
            case "session_status_changed" if message["status"] == SessionStatus.ENDED:
                self.is_over = True

    def want_help(self, at: float) -> None:
        """Do nothing: helpers do not ask for help."""

    def due_at(self) -> float | None:
        """Return the time at which `act` has something to do, or None."""
        times = [] if self._beats_at is None else [self._beats_at]
        if self._busy_with is not None:
            times.append(self._solves_at)
        else:
            times += self._notices_at.values()
        return min(times, default=None)

    def act(self, now: float) -> list[Act]:
        """Return the acts that are due."""
        acts: list[Act] = []
        if self._beats_at is not None and self._beats_at <= now:
            self._beats_at = now + HEARTBEAT_S
            acts.append(Say("heartbeat", {"timestamp": round(now, 3)}))
        if self._busy_with is not None and self._solves_at <= now:
            acts.append(_resolve(self._busy_with, "RESOLVED"))
            self._notices_at.pop(self._busy_with, None)
            self._busy_with = None
        elif self._busy_with is None:
            noticed = [(at, call) for call, at in self._notices_at.items() if at <= now]
            if noticed:
                self._busy_with = min(noticed)[1]
                self._solves_at = now + self._rng.uniform(*_STAYS_S)
                acts.append(_resolve(self._busy_with, "ON_THE_WAY"))
        return acts

    def _called(self, call: int, now: float) -> None:
        if call in self._notices_at or call in self._left:
            return
        if self._rng.random() < LEFT_SHARE:
            self._left.add(call)
        else:
            self._notices_at[call] = now + self._rng.uniform(*_NOTICES_S)

    def _updated(self, call: int, status: str, now: float) -> None:
        if status == "PENDING":  # nobody is on the way any more: withdrawn or reopened
            if call == self._busy_with:
                self._busy_with = None
            if call not in self._left:
                self._notices_at[call] = now + self._rng.uniform(*_NOTICES_S)
        elif call != self._busy_with:
            self._notices_at.pop(call, None)  # somebody else takes care of it
        elif status != "ON_THE_WAY":
            self._notices_at.pop(call, None)
            self._busy_with = None


def _resolve(call: int, status: str) -> Say:
    data = {"help_request_id": call, "status": status}
    return Say("resolve_help", {**data, "too": False} if status == "ON_THE_WAY" else data)
