"""The link from a printed seat card to a class: a token for each roster, in the card's QR code.

Cards are printed once and used in every class of a course, so they cannot contain a class code.
"""

import asyncio
import secrets
from typing import Protocol

# No letters that look like digits or like each other, since somebody may have to type them.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
TOKEN_LENGTH = 12  # 59 bits


class SeatCardStore(Protocol):
    """Stores the tokens; methods may raise `StorageError` and then change nothing."""

    async def tokens(self) -> dict[int, str]:
        """Return the token of each roster that has one, by the roster's id."""

    async def keep(self, roster_id: int, token: str, instead_of: str | None) -> str | None:
        """Store a roster's token, unless the present one is no longer `instead_of`.

        Return the token that it has now; None if the roster was deleted.
        """


class SeatCards:
    """Looks up cards in memory, without waiting; only a new token waits until it is stored."""

    def __init__(self, store: SeatCardStore) -> None:
        self._store = store
        self._rosters: dict[str, int] = {}
        self._changing = asyncio.Lock()

    async def start(self) -> None:
        """Read all tokens.

        Raises:
            StorageError: they could not be read.
        """
        await self.refresh()

    async def refresh(self) -> None:
        """Read all tokens again: another computer has made some.

        Raises:
            StorageError: they could not be read; those in memory are unchanged.
        """
        async with self._changing:
            tokens = await self._store.tokens()
            self._rosters = {token: roster_id for roster_id, token in tokens.items()}

    def roster_id_of(self, token: str) -> int | None:
        """Return the id of the roster with this token, ignoring case and outer spaces, or None."""
        return self._rosters.get(token.strip().lower())

    async def token_of(self, roster_id: int) -> str:
        """Return the token of a roster's cards; the first call creates it.

        Raises:
            StorageError: it could not be stored.
        """
        async with self._changing:
            return self._known(roster_id) or await self._make(roster_id)

    async def renew(self, roster_id: int) -> str:
        """Replace the token and return the new one; cards printed before stop working.

        If another computer has just replaced it, that token is returned.

        Raises:
            StorageError: it could not be stored; the cards still work.
        """
        async with self._changing:
            return await self._make(roster_id)

    async def _make(self, roster_id: int) -> str:
        made = "".join(secrets.choice(_LETTERS) for _ in range(TOKEN_LENGTH))
        token = await self._store.keep(roster_id, made, self._known(roster_id))
        self._rosters = {t: of for t, of in self._rosters.items() if of != roster_id}
        if token is None:  # the roster was deleted: this token leads nowhere
            return made
        self._rosters[token] = roster_id
        return token

    def _known(self, roster_id: int) -> str | None:
        return next((token for token, of in self._rosters.items() if of == roster_id), None)
