"""Tasks that end when the test says so, with what the user does meanwhile."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from classroom_app.gui.tasks import EXPECTED, BugError, Tasks

T = TypeVar("T")


def _nothing() -> None:
    """What the user does meanwhile, unless the test says otherwise."""


class HeldTasks(Tasks):
    """Holds coroutines back until `finish` runs the oldest one to its end."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[tuple[Coroutine[Any, Any, Any], Callable[[BaseException | Any], None]]]
        self._held = []

    def run(
        self,
        work: Coroutine[Any, Any, T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> None:
        def end(result: Any) -> None:
            if ended is not None:
                ended()
            if not isinstance(result, Exception):
                if done is not None:
                    done(result)
            elif failed is not None:
                failed(result if isinstance(result, EXPECTED) else BugError(result))

        self._held.append((work, end))

    @property
    def count(self) -> int:
        """How many coroutines are held back."""
        return len(self._held)

    def finish(self, before_callbacks: Callable[[], None] = _nothing) -> None:
        """Run the oldest coroutine, call `before_callbacks`, then its callbacks."""
        work, end = self._held.pop(0)
        loop = asyncio.new_event_loop()
        try:
            result = loop.run_until_complete(work)
        except Exception as error:  # noqa: BLE001 - it goes to the callbacks
            result = error
        finally:
            loop.close()
        before_callbacks()
        end(result)

    def drop(self) -> None:
        """Close what is still held back, so that no coroutine is reported as never awaited."""
        while self._held:
            self._held.pop()[0].close()
