"""Cycles are collected on the window's thread, and nowhere else."""

import gc
import threading
import time
import weakref

import pytest
from PySide6.QtCore import QCoreApplication

from classroom_app.system import gc_scheduler
from classroom_app.system.gc_scheduler import (
    FULL_AT_LAST,
    FULL_WHEN_QUIET,
    LOOKS,
    MANY_ENDED,
    QUIET_LOOKS,
    QUIET_S,
    SETTLED_FIRST_AT,
    WORTH_A_LOOK,
    GcScheduler,
    collect_on_this_thread,
)
from classroom_app.system.leftovers import Leftovers
from tests.helpers.timing import PATIENCE_S


class Knot:
    """An object that only the collector can free."""

    def __init__(self) -> None:
        self.me = self


def test_a_thread_that_allocates_frees_nothing(qapp: QCoreApplication) -> None:
    assert qapp is not None
    give_back = collect_on_this_thread()
    try:
        freed_on: list[int] = []
        finalizer = weakref.finalize(Knot(), lambda: freed_on.append(threading.get_ident()))
        thread = threading.Thread(target=lambda: [Knot() for _ in range(100_000)])
        thread.start()
        thread.join(PATIENCE_S)
        assert finalizer.alive
        gc.collect(0)
        gc.collect(1)
        assert freed_on == [threading.get_ident()]
    finally:
        give_back()
    assert gc.isenabled()


def test_a_full_collection_waits_for_a_quiet_moment_not_for_ever(
    qapp: QCoreApplication,
) -> None:
    assert qapp is not None
    collector = GcScheduler()
    kept: list[list[list[int]]] = []
    seen: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            seen.append(info["generation"])

    def look(work_s: float) -> None:
        until = time.thread_time() + work_s
        kept.append([[number] for number in range(2 * gc.get_threshold()[0])])
        while time.thread_time() < until:
            pass
        collector.collect()

    gc.callbacks.append(note)
    try:
        for _ in range(FULL_WHEN_QUIET + 1):
            look(work_s=1.5 * QUIET_S)
        assert seen == [0] * len(seen)
        for _ in range(LOOKS):
            collector.collect()
        assert 2 in seen
        for _ in range(LOOKS):
            look(work_s=1.5 * QUIET_S)
        seen.clear()
        collector._small_ones = FULL_AT_LAST - 1
        for _ in range(2):
            look(work_s=1.5 * QUIET_S)
        assert seen == [0, 2]
    finally:
        gc.callbacks.remove(note)
        collector.close()


def test_what_a_large_class_holds_is_set_aside_until_enough_of_it_is_left(
    qapp: QCoreApplication,
) -> None:
    assert qapp is not None
    leftovers = Leftovers()
    collector = GcScheduler(leftovers=leftovers)
    try:
        at_first = gc.get_freeze_count()
        knot = Knot()
        alive = weakref.ref(knot)
        kept: list[list[int]] = []
        steps = 0
        while gc.get_freeze_count() < at_first + SETTLED_FIRST_AT:
            kept += [[number] for number in range(SETTLED_FIRST_AT // 8)]
            collector.collect()
            steps += 1
            assert steps < 20
        del knot
        gc.collect()
        assert alive() is not None, "a full collection looks at what is new alone"
        leftovers.note(WORTH_A_LOOK - 1)
        for _ in range(QUIET_LOOKS + LOOKS):
            collector.collect()
        assert alive() is not None, "for so little it does not pay"
        leftovers.note(SETTLED_FIRST_AT // 4)
        for _ in range(QUIET_LOOKS + LOOKS):
            collector.collect()
        assert alive() is None
        assert leftovers.objects == 0
    finally:
        collector.close()


def test_much_that_is_left_does_not_wait_for_a_quiet_moment(qapp: QCoreApplication) -> None:
    assert qapp is not None
    leftovers = Leftovers()
    collector = GcScheduler(leftovers=leftovers)
    try:
        knot = Knot()
        alive = weakref.ref(knot)
        kept = [[number] for number in range(SETTLED_FIRST_AT + 1_000)]
        collector.collect()
        del knot
        leftovers.note(2 * len(kept))
        collector.collect()
        assert alive() is None
        # What is in use is set aside again, and nothing is left that a look would pay for.
        assert gc.get_freeze_count() > len(kept)
        assert leftovers.objects == 0
    finally:
        collector.close()


def test_after_a_burst_of_connections_all_is_collected_and_memory_given_back(
    qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert qapp is not None
    given_back: list[bool] = []
    leftovers = Leftovers()
    collector = GcScheduler(leftovers=leftovers)
    knot = Knot()
    alive = weakref.ref(knot)
    monkeypatch.setattr(
        gc_scheduler, "give_back_freed_memory", lambda: given_back.append(alive() is None)
    )
    try:
        gc.freeze()
        del knot
        leftovers.ended = MANY_ENDED - 1
        for _ in range(QUIET_LOOKS + LOOKS):
            collector.collect()
        assert given_back == []
        leftovers.ended = MANY_ENDED
        for _ in range(QUIET_LOOKS + LOOKS):
            collector.collect()
        assert given_back == [True]
        assert leftovers.ended == 0
    finally:
        collector.close()


def test_who_was_there_when_all_was_set_aside_can_tell(qapp: QCoreApplication) -> None:
    assert qapp is not None
    leftovers = Leftovers()
    collector = GcScheduler(leftovers=leftovers)
    try:
        before, kept, steps = leftovers.times_set_aside, [], 0
        while leftovers.times_set_aside == before:
            kept += [[number] for number in range(SETTLED_FIRST_AT // 8)]
            collector.collect()
            steps += 1
            assert steps < 20
    finally:
        collector.close()
