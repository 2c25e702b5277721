"""What can be set for the next start: another port, another data folder, a database server."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from classroom_app.application.ports import StorageError
from classroom_app.application.server_place import ServerPlace, ServerReport
from classroom_app.system.data_folder import DataHome, home_in
from classroom_app.system.start_faults import Fault


class DataPlace(Struct, frozen=True):
    """Where classes are kept; without `url`, in this computer's data folder.

    `is_given` if it comes from the command line. `passed_over` is the chosen server that this run
    does not use, since it could not be reached at the start.
    """

    url: str | None = None
    is_given: bool = False
    passed_over: str | None = None


class RestartRequest(Struct, frozen=True):
    """The settings for a restart; `tls` tells whether classes are encrypted.

    `database` and `passed_over` are `url` and `passed_over` of a `DataPlace`.
    """

    port: int
    data_dir: Path
    tls: bool
    database: str | None = None
    passed_over: str | None = None


class UnusableServerError(StorageError):
    """A database server cannot be used; `fault` says why, to be shown in the window."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


TryServer = Callable[[ServerPlace, str | None], ServerReport]
"""Examines a server, with this password or, if None, the stored one; blocks.

Raises `UnusableServerError`.
"""
KeepPassword = Callable[[str, str], None]
"""Stores the password of a login for the next start; blocks. Raises `KeyringError`."""


class StartService:
    """Tries settings that take effect when the program starts again."""

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
        """Check whether the server could use this port.

        Raises:
            OSError: another program uses it, or the system reserves it.
        """
        await asyncio.to_thread(self._try_port, port)

    async def home_in(self, chosen: Path) -> DataHome:
        """Return where the data would be in a chosen folder.

        Raises:
            OSError: the folder is not writable.
        """
        return await asyncio.to_thread(home_in, chosen)

    async def try_server(self, place: ServerPlace, password: str | None) -> ServerReport:
        """Check whether classes could be kept on a server; nothing is changed there.

        Raises:
            UnusableServerError: they could not.
        """
        return await asyncio.to_thread(self._try_server, place, password)

    async def keep_password(self, place: ServerPlace, password: str) -> None:
        """Store the password in this computer's keyring.

        Raises:
            KeyringError: it could not be stored; it is used for this run only.
        """
        await asyncio.to_thread(self._keep_password, place.login, password)
