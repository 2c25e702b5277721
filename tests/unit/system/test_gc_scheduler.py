"""Cycles are collected on the window's thread, and nowhere else."""

import gc
import threading
import time
import weakref

from PySide6.QtCore import QCoreApplication

from classroom_app.system.gc_scheduler import (
    FULL_AT_LAST,
    FULL_WHEN_QUIET,
    LOOKS,
    QUIET_S,
    GcScheduler,
    collect_on_this_thread,
)
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
