"""The parts that a run needs if other desks use the same database; none with SQLite."""

import logging
import platform
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from sqlalchemy import Engine

from classroom_app import __version__
from classroom_app.application.ids import BlockIds
from classroom_app.application.ports import StorageError
from classroom_app.application.shared_lists import Topics
from classroom_app.application.stranded_classes import Unfinished
from classroom_app.bootstrap.basis import Basis
from classroom_app.storage.database import Database
from classroom_app.storage.lone_pictures import remove_lone_pictures
from classroom_app.storage.shared import is_shared

if TYPE_CHECKING:
    from classroom_app.storage.shared.desks import Desk
    from classroom_app.storage.shared.leases import DeskLeases

log = logging.getLogger(__name__)


class Sharing(Struct, frozen=True, kw_only=True):
    """Made by `share`."""

    desk: "Desk"
    leases: "DeskLeases"
    ids: BlockIds
    unfinished: Callable[[], Awaitable[Unfinished]]
    engine: Engine
    picture_home: Path
    before_stop: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    async def listen(self, hear: Callable[[Topics], None]) -> None:
        """Call `hear` with the topics that any desk changes, until cancelled."""
        from classroom_app.storage.shared.change_feed import ChangeFeed

        await ChangeFeed(self.engine, hear).run()

    async def stop(self) -> None:
        """Give up the leases, after everything in `before_stop` has settled."""
        for settle in self.before_stop:
            await settle()
        await self.ids.settled()
        await self.leases.stop()


async def share(basis: Basis, database: Database) -> Sharing | None:
    """Sign on as a desk; return None if the database is not shared.

    From then on `database` refuses to write to sessions that other desks lead.

    Raises:
        StorageError: the server was not reached.
        OSError: the data folder cannot be written.
    """
    if not is_shared(basis.engine):
        return None
    # Imported here: with SQLite they are not needed.
    from classroom_app.storage.shared.desk_line import DeskLine
    from classroom_app.storage.shared.fence import Fence
    from classroom_app.storage.shared.id_blocks import SqlIdBlocks
    from classroom_app.storage.shared.leases import DeskLeases, sign_on
    from classroom_app.storage.shared.picture_home import picture_home
    from classroom_app.storage.shared.stranded import SqlUnfinished

    line = DeskLine(basis.engine)
    try:
        desk = await sign_on(line, basis.config.data_dir, computer_name(), __version__)
        fence = database.fence = Fence(desk)
        await line.ask(fence.learn)
        blocks = SqlIdBlocks(line)
        await blocks.start()
        ids = BlockIds(blocks)
        await ids.start()
        home = await picture_home(database, basis.config.data_dir)
        await _remove_what_others_deleted(database, home)
        return Sharing(
            desk=desk,
            leases=DeskLeases(line, fence),
            ids=ids,
            unfinished=SqlUnfinished(database, desk),
            engine=basis.engine,
            picture_home=home,
        )
    except BaseException:
        await line.close()
        raise


async def _remove_what_others_deleted(database: Database, home: Path) -> None:
    """Remove this computer's pictures of classes and students that are deleted."""
    try:
        await database.maintain(lambda engine: remove_lone_pictures(engine, home))
    except StorageError as error:
        log.warning("Pictures of what was deleted are not removed yet: %s", error)


def computer_name() -> str:
    """Return the name by which people at other desks know this computer."""
    return platform.node() or "?"
