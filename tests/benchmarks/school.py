"""Several desks at once, each a process with a class of its own, and all their classes' phones."""

import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.control import Answer, Child, ChildError, apart
from tests.benchmarks.scenes import REST_S, phones_for
from tests.benchmarks.targets import ProgramTarget

OpenDesk = Callable[[Path, str], AbstractContextManager[ProgramTarget]]
"""Starts a desk, in a data folder, with a class of a code."""


@dataclass
class SchoolFigures:
    """The measurements of several desks with several phones each."""

    fan_out_ms: list[float] = field(default_factory=list)
    """Fan-out of one desk while the others are idle, for each desk in turn."""
    fan_out_at_once_ms: list[float] = field(default_factory=list)
    """Until the last phone of a class, when all desks press at the same moment."""
    step_storm_ms: list[float] = field(default_factory=list)
    """Until the last of all phones of all classes, which finish at the same moment."""
    stalls: dict[str, list[float]] = field(default_factory=dict)
    cpu_s: list[float] = field(default_factory=list)
    """Of all desks together, in a storm."""


def measure_school(
    open_desk: OpenDesk, folder: Path, desks: int, count: int, rounds: int, figures: SchoolFigures
) -> None:
    """Let all classes join one after another, then finish and start steps together."""
    with ExitStack() as stack:
        running = [
            stack.enter_context(open_desk(folder / f"desk-{n}", f"DESK{n}")) for n in range(desks)
        ]
        classes = [(desk, stack.enter_context(phones_for(desk))) for desk in running]
        for _desk, phones in classes:
            phones.ask("arrive", count=count, presence=False)
        school = _School(classes, figures)
        school.start_step_everywhere()
        for number in range(rounds):
            time.sleep(REST_S)
            school.finish_step(number)
            time.sleep(REST_S)
            desk, phones = classes[number % desks]
            school.start_step_at(desk, phones)
            time.sleep(REST_S)
            school.start_step_everywhere()
        lost = [phones.ask("counts")["lost"] for _desk, phones in classes]
        if any(lost):
            raise ChildError(f"{lost} connections were lost")


class _School:
    """The desks that run, each with the process of its phones."""

    def __init__(
        self, classes: Sequence[tuple[ProgramTarget, Child]], figures: SchoolFigures
    ) -> None:
        self._classes, self._figures = classes, figures

    def finish_step(self, number: int) -> None:
        """Let all phones of all classes finish a step that none has finished."""
        self._watch()
        used_s = self._cpu_s()
        for desk, phones in self._classes:
            phones.order("complete", subtask_id=desk.steps[number])
        storms = self._answers()
        took_s = max(one["last_at"] for one in storms) - min(one["since"] for one in storms)
        self._figures.step_storm_ms.append(took_s * 1_000)
        self._figures.cpu_s.append(self._cpu_s() - used_s)
        self._note_stalls("step storm")

    def start_step_at(self, desk: ProgramTarget, phones: Child) -> None:
        """Press at one desk; the others are idle."""
        self._watch()
        with apart(phones, desk.child):
            phones.ask("expect", kind="step_changed")
            desk.press()
            last_at: float = phones.answer()["last_at"]
        self._figures.fan_out_ms.append((last_at - desk.pressed_at()) * 1_000)
        self._note_stalls("fan-out")

    def start_step_everywhere(self) -> None:
        """Press at all desks at the same moment."""
        for _desk, phones in self._classes:
            phones.ask("expect", kind="step_changed")
        for desk, _phones in self._classes:
            desk.press()
        took_ms = [
            (answer["last_at"] - desk.pressed_at()) * 1_000
            for (desk, _phones), answer in zip(self._classes, self._answers(), strict=True)
        ]
        self._figures.fan_out_at_once_ms.append(statistics.median(took_ms))

    def _answers(self) -> list[Answer]:
        return [phones.answer() for _desk, phones in self._classes]

    def _cpu_s(self) -> float:
        return sum(desk.child.cpu_s() for desk, _phones in self._classes)

    def _watch(self) -> None:
        for desk, _phones in self._classes:
            desk.child.ask("watch")

    def _note_stalls(self, scene: str) -> None:
        """Add the longest stall of any desk."""
        longest = max(desk.child.ask("report")["longest_stall_ms"] for desk, _ in self._classes)
        self._figures.stalls.setdefault(scene, []).append(longest)
