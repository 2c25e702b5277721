"""Blocks of ids, reserved in a table, for desks that assign ids before rows are stored."""

from collections.abc import Mapping
from functools import partial

from sqlalchemy import Connection, bindparam, func, update
from sqlalchemy.dialects.postgresql import insert

from classroom_app.domain.numbered import Numbered
from classroom_app.storage import tables
from classroom_app.storage.archive import highest_ids
from classroom_app.storage.shared.desk_line import DeskLine

_blocks = tables.id_blocks
_ADDED = insert(_blocks).values(kind=bindparam("of_kind"), next_id=bindparam("free_from"))
# Never assign ids again that came in another way, with the rows of another database.
_SEED = _ADDED.on_conflict_do_update(
    index_elements=[_blocks.c.kind],
    set_={"next_id": func.greatest(_blocks.c.next_id, _ADDED.excluded.next_id)},
)
_TAKE = (
    update(_blocks)
    .where(_blocks.c.kind == bindparam("of_kind"))
    .values(next_id=_blocks.c.next_id + bindparam("size"))
    .returning(_blocks.c.next_id - bindparam("size"))
)


class SqlIdBlocks:
    """Implements `application.ids.IdBlocks`, on the desk's own connection."""

    def __init__(self, line: DeskLine) -> None:
        self._line = line

    async def start(self) -> None:
        """Make sure that no id in use is in a future block.

        Raises:
            StorageError: the server was not reached, or refused.
        """
        await self._line.ask(_seed)

    async def take(self, sizes: Mapping[Numbered, int]) -> dict[Numbered, int]:
        """Reserve a block of this many ids of each kind; return the first id of each.

        Raises:
            StorageError: nothing was reserved, or its answer was lost; then nobody uses those ids.
        """
        return await self._line.ask(partial(_take, dict(sizes)))


def _seed(connection: Connection) -> None:
    for kind, highest in highest_ids(connection).items():
        connection.execute(_SEED, {"of_kind": kind.value, "free_from": highest + 1})


def _take(sizes: Mapping[Numbered, int], connection: Connection) -> dict[Numbered, int]:
    return {
        kind: connection.execute(_TAKE, {"of_kind": kind.value, "size": size}).scalar_one()
        for kind, size in sizes.items()
    }
