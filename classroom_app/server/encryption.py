"""https and wss: a certificate for each of this PC's addresses, made when one is new."""

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
    """What the server encrypts with; `hosts` says under which names it is reached."""

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
        """See that there is a certificate for each address, and that it lasts a while. Blocks.

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
        """Make certificates for addresses that are new, until cancelled."""
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
        """See at once whether another certificate is needed: this PC's addresses have changed."""
        self._is_due.set()

    def context_for(self, address: str) -> ssl.SSLContext:
        """Return what connections to one of our addresses are encrypted with.

        To one that is new it is what loopback has, until its own is made.
        """
        return self._contexts.get(bare(address)) or self._contexts[LOOPBACK]

    def certificate_for(self, address: str) -> CertificateFacts | None:
        """Return what the certificate for one of our addresses is good for, once it is made."""
        chain = self._certificates.chain_for(address)
        return None if chain is None else CertificateFacts(tuple(chain.hosts), chain.until)

    def authority_for(self, address: str) -> bytes | None:
        """Return what phones at one of our addresses have to trust, as they install it (DER)."""
        chain = self._certificates.chain_for(address)
        return None if chain is None else authority_of(chain)

    def client_context(self) -> ssl.SSLContext:
        """Return what a client of this program's own uses: it trusts this PC alone."""
        return ssl.create_default_context(cadata=self._certificates.authorities())
