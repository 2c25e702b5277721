"""Where a computer keeps the pictures of the classes that it leads on a server.

They are apart from those of the classes in the folder's own SQLite file, which have the same ids,
and from those of another server. A database is identified by the key of its first desk: it is
random, and stays the same when the database is moved or restored.
"""

import hashlib
from pathlib import Path

from sqlalchemy import Connection, select

from classroom_app.storage import tables
from classroom_app.storage.database import Database
from classroom_app.system.paths import make_data_dir

SERVERS_FOLDER = "on-servers"
_NAME_LENGTH = 16


async def picture_home(database: Database, data_dir: Path) -> Path:
    """Return the folder of a database, creating it if necessary; a desk must have signed on.

    Raises:
        StorageError: the server was not reached.
        OSError: it cannot be made.
    """

    def first_key(connection: Connection) -> str:
        query = select(tables.desks.c.key).order_by(tables.desks.c.id).limit(1)
        key: str = connection.scalars(query).one()
        return key

    key = await database.read(first_key)
    name = hashlib.sha256(key.encode()).hexdigest()[:_NAME_LENGTH]
    make_data_dir(data_dir / SERVERS_FOLDER)
    home = data_dir / SERVERS_FOLDER / name
    home.mkdir(parents=True, exist_ok=True)
    return home
