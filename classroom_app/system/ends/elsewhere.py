"""The system's own ends on Linux and macOS: there are none but signals and what Qt hears."""

import asyncio
from collections.abc import Callable


class SystemEnds:
    """Nothing to hear of."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        on_end: Callable[[str], None],
        on_wake: Callable[[], None],
    ) -> None:
        pass

    def close(self) -> None:
        """Nothing to let go of."""
