"""What can be chosen for the next start: another port, another folder for the data."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from classroom_app.system.data_folder import DataHome, home_in


@dataclass(frozen=True, slots=True)
class RestartRequest:
    """With what the program starts again; `tls` says whether classes are encrypted."""

    port: int
    data_dir: Path
    tls: bool


class StartService:
    """Tries choices out; they take effect when the program starts again."""

    def __init__(self, try_port: Callable[[int], None]) -> None:
        self._try_port = try_port

    async def try_port(self, port: int) -> None:
        """See whether the server could have this port.

        Raises:
            OSError: another program has it, or the system keeps it.
        """
        await asyncio.to_thread(self._try_port, port)

    async def home_in(self, chosen: Path) -> DataHome:
        """Return where in a chosen folder the data would be.

        Raises:
            OSError: it cannot be written.
        """
        return await asyncio.to_thread(home_in, chosen)
