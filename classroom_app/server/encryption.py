"""TLS for https and wss: a certificate for each of this PC's addresses, created when needed."""

import asyncio
import logging
import ssl
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from classroom_app.application.services import CertificateFacts
from classroom_app.server.addresses import LOOPBACK
from classroom_app.server.certificates import (
    RENEWED_BEFORE,
    Certificates,
    authority_of,
    bare,
    make_context,
)

log = logging.getLogger(__name__)

LOOK_EVERY_S = 30.0


class Encryption:
    """The server's TLS contexts; `hosts` returns the names and addresses it is reached by."""

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
        self._contexts: dict[str, ssl.SSLContext] = {}

    def prepare(self) -> None:
        """Create or renew the certificates of all addresses. Blocks; call it before serving.

        Raises:
            OSError: the folder cannot be read or written.
        """
        self._look(RENEWED_BEFORE)

    def _look(self, lasting: timedelta = timedelta()) -> None:
        made = self._certificates.ensure(self._hosts(), self._now(), lasting)
        contexts = {}
        for address in self._certificates.addresses:
            if address in made or address not in self._contexts:
                contexts[address] = make_context()
                self._certificates.load_into(contexts[address], address)
            else:
                contexts[address] = self._contexts[address]
        self._contexts = contexts

    async def run(self) -> None:
        """Create certificates for new addresses, until cancelled. Failures are logged."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._look_every_s):
                    await self._is_due.wait()
            self._is_due.clear()
            try:
                await asyncio.to_thread(self._look)
            except OSError as error:
                log.warning("The certificates stay as they are for now (%s)", error)

    def look_soon(self) -> None:
        """Make `run` check now, because this PC's addresses have changed."""
        self._is_due.set()

    def context_for(self, address: str) -> ssl.SSLContext:
        """Return the TLS context for connections to one of our addresses.

        A new address gets loopback's until its own certificate exists.
        """
        return self._contexts.get(bare(address)) or self._contexts[LOOPBACK]

    def certificate_for(self, address: str) -> CertificateFacts | None:
        """Return the facts of an address's certificate, None until it exists."""
        chain = self._certificates.chain_for(address)
        return None if chain is None else CertificateFacts(tuple(chain.hosts), chain.until)

    def authority_for(self, address: str) -> bytes | None:
        """Return the authority that phones at an address install (DER), None until it exists."""
        chain = self._certificates.chain_for(address)
        return None if chain is None else authority_of(chain)

    def client_context(self) -> ssl.SSLContext:
        """Return a context for this program's own clients, which trusts only this PC."""
        return ssl.create_default_context(cadata=self._certificates.authorities())
