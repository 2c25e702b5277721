"""The tokens in the QR codes of seat cards, beside their rosters."""

from sqlalchemy import Connection, select, update

from classroom_app.storage import tables
from classroom_app.storage.database import Database

_rosters = tables.rosters


class SqlSeatCardStore:
    """Implements `application.seat_cards.SeatCardStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def tokens(self) -> dict[int, str]:
        """Return the token of each roster that has one."""

        def work(connection: Connection) -> dict[int, str]:
            query = select(_rosters).where(_rosters.c.card_token.is_not(None))
            return {row.id: row.card_token for row in connection.execute(query)}

        return await self._database.read(work)

    async def keep(self, roster_id: int, token: str, instead_of: str | None) -> str | None:
        """Store a token if the roster's is still `instead_of`; return the one that it has then.

        None if the roster was deleted.

        Raises:
            StorageError: it was not stored.
        """
        of_it = _rosters.c.id == roster_id

        def work(connection: Connection) -> str | None:
            row = connection.execute(select(_rosters.c.card_token).where(of_it)).first()
            if row is None or row.card_token != instead_of:
                return None if row is None else row.card_token
            connection.execute(update(_rosters).where(of_it).values(card_token=token))
            return token

        return await self._database.write_list(work)
