"""https and wss: the certificate for this PC's addresses, kept right while they change."""

import asyncio
import logging
import ssl
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from classroom_app.server.certificates import Certificates, make_context

log = logging.getLogger(__name__)

LOOK_EVERY_S = 30.0


class Encryption:
    """The context that the server listens with; `hosts` says under which names it is reached."""

    def __init__(
        self,
        folder: Path,
        hosts: Callable[[], set[str]],
        now: Callable[[], datetime],
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._certificates = Certificates(folder)
        self._hosts, self._now, self._look_every_s = hosts, now, look_every_s
        self._is_due = asyncio.Event()
        self.context = make_context()

    def prepare(self) -> None:
        """See that there is a certificate, and use it. Blocks.

        Raises:
            OSError: the folder cannot be read or written.
        """
        self._certificates.ensure(self._hosts(), self._now())
        self._certificates.load_into(self.context)

    async def run(self) -> None:
        """Use another certificate when this PC's addresses have changed, until cancelled."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._look_every_s):
                    await self._is_due.wait()
            self._is_due.clear()
            try:
                await asyncio.to_thread(self.prepare)
            except OSError as error:
                log.warning("The certificate stays as it is for now (%s)", error)

    def look_soon(self) -> None:
        """See at once whether another certificate is needed: this PC's addresses have changed."""
        self._is_due.set()

    def client_context(self) -> ssl.SSLContext:
        """Return what a client of this program's own uses: it trusts this authority alone."""
        return ssl.create_default_context(cafile=str(self._certificates.authority_file))

    async def authority(self) -> bytes:
        """Return what phones have to trust, as they install it (DER)."""
        return await asyncio.to_thread(self._certificates.authority)
