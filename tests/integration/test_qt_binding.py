"""What the program relies on in PySide6 and qasync, and has once been false."""

import asyncio
import gc
import sys

from PySide6.QtCore import QCoreApplication, QObject
from qasync import QEventLoop

ROUNDS = 2_000
TOLERANCE = 200


def test_calls_into_qt_do_not_wear_out_the_singletons(qapp: QCoreApplication) -> None:
    """PySide6 6.12.0 on Python 3.11 drops a reference to None or True at each call.

    After some thousand timer events the interpreter aborts, in mid-class. (Python 3.12 made the
    singletons immortal, PEP 683, which hides it.)
    """
    thing = QObject()

    async def turn() -> None:
        for _ in range(ROUNDS):
            thing.setObjectName("x")
            thing.isWidgetType()
            await asyncio.sleep(0)

    def lost() -> int:
        gc.collect()  # what earlier tests left would be counted out in the middle
        before = [sys.getrefcount(singleton) for singleton in (None, True, False)]
        with asyncio.Runner(loop_factory=lambda: QEventLoop(qapp)) as runner:
            runner.run(turn())
        after = [sys.getrefcount(singleton) for singleton in (None, True, False)]
        return max(b - a for b, a in zip(before, after, strict=True))

    # What an earlier test lets go of meanwhile is counted once, a fault each time.
    assert min(lost() for _ in range(3)) < TOLERANCE
