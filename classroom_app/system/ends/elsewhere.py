"""On Linux and macOS the system has no requests to end other than signals and Qt's."""

import asyncio
from collections.abc import Callable


class SystemEnds:
    """Does nothing."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        on_end: Callable[[str], None],
        on_wake: Callable[[], None],
    ) -> None:
        pass

    def close(self) -> None:
        """Do nothing."""
