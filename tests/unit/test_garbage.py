"""Cycles are collected on the window's thread, and nowhere else."""

import gc
import threading
import weakref

from PySide6.QtCore import QCoreApplication

from classroom_app.garbage import collect_on_this_thread
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
