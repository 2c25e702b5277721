"""What leads from a printed seat card to the class: a token for each roster, in the card's QR code.

Cards are printed once and used in every class of a course, so they cannot hold a class's code.
"""

import asyncio
import secrets
from typing import Protocol

# No letters that look like digits, or like each other: somebody may have to type them.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
TOKEN_LENGTH = 12  # 59 bits


class SeatCardStore(Protocol):
    """Keeps the tokens; may raise `StorageError`, and has then changed nothing."""

    async def tokens(self) -> dict[int, str]:
        """Return the token of each roster that has one, by the roster's id."""

    async def keep(self, roster_id: int, token: str) -> None:
        """Store the token of a roster, in place of one that it had."""


class SeatCards:
    """Knows where each card leads, without waiting; a new token waits for the disk."""

    def __init__(self, store: SeatCardStore) -> None:
        self._store = store
        self._rosters: dict[str, int] = {}
        self._changing = asyncio.Lock()

    async def start(self) -> None:
        """Read all tokens.

        Raises:
            StorageError: they could not be read.
        """
        tokens = await self._store.tokens()
        self._rosters = {token: roster_id for roster_id, token in tokens.items()}

    def roster_id_of(self, token: str) -> int | None:
        """Return the roster that the cards with this token are for, however it is typed."""
        return self._rosters.get(token.strip().lower())

    async def token_of(self, roster_id: int) -> str:
        """Return the token of a roster's cards, made when it is first asked for.

        Raises:
            StorageError: it could not be stored.
        """
        async with self._changing:
            known = next((t for t, of in self._rosters.items() if of == roster_id), None)
            return known or await self._make(roster_id)

    async def renew(self, roster_id: int) -> str:
        """Return a new token; cards that were printed before lead nowhere any more.

        Raises:
            StorageError: it could not be stored; the cards are good as before.
        """
        async with self._changing:
            return await self._make(roster_id)

    async def _make(self, roster_id: int) -> str:
        token = "".join(secrets.choice(_LETTERS) for _ in range(TOKEN_LENGTH))
        await self._store.keep(roster_id, token)
        self._rosters = {t: of for t, of in self._rosters.items() if of != roster_id}
        self._rosters[token] = roster_id
        return token
