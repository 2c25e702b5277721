"""What can be chosen for the next start: another port, another folder, a server for the data."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from classroom_app.application.ports import StorageError
from classroom_app.application.server_place import ServerPlace, ServerReport
from classroom_app.system.data_folder import DataHome, home_in
from classroom_app.system.start_faults import Fault


@dataclass(frozen=True, slots=True)
class DataPlace:
    """Where classes are kept; without `url`, in this computer's data folder.

    `is_given` when the command line says it. `passed_over` is the server that was chosen and that
    this run does without: it could not be reached at the start.
    """

    url: str | None = None
    is_given: bool = False
    passed_over: str | None = None


@dataclass(frozen=True, slots=True)
class RestartRequest:
    """With what the program starts again; `tls` says whether classes are encrypted.

    `database` and `passed_over` are `url` and `passed_over` of a `DataPlace`.
    """

    port: int
    data_dir: Path
    tls: bool
    database: str | None = None
    passed_over: str | None = None


class UnusableServerError(StorageError):
    """A database server cannot be used; `fault` says why, for a window."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


TryServer = Callable[[ServerPlace, str | None], ServerReport]
"""Looks at a server with a password, or with the one that is known; blocks.

Raises `UnusableServerError`.
"""
KeepPassword = Callable[[str, str], None]
"""Keeps the password of a login for the next start; blocks. Raises `KeyringError`."""


class StartService:
    """Tries choices out; they take effect when the program starts again."""

    def __init__(
        self,
        try_port: Callable[[int], None],
        try_server: TryServer,
        keep_password: KeepPassword,
        place: DataPlace,
    ) -> None:
        self._try_port, self._try_server = try_port, try_server
        self._keep_password = keep_password
        self.place = place

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

    async def try_server(self, place: ServerPlace, password: str | None) -> ServerReport:
        """See whether classes could be kept at a server; changes nothing there.

        Raises:
            UnusableServerError: they could not.
        """
        return await asyncio.to_thread(self._try_server, place, password)

    async def keep_password(self, place: ServerPlace, password: str) -> None:
        """Keep the password in this computer's keyring.

        Raises:
            KeyringError: only this run knows it.
        """
        await asyncio.to_thread(self._keep_password, place.login, password)
