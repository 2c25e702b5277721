"""What all parts of a run are made from: its configuration, its data and its keys."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from sqlalchemy import Engine

from classroom_app.application.ports import Clock
from classroom_app.config import Config
from classroom_app.server.bounds import Bounds
from classroom_app.server.instructor_key import KEY_FILE, InstructorKey
from classroom_app.server.own_names import own_host_names
from classroom_app.server.pages import MINIFIED_FOLDER, PAGE_FOLDERS, Pages, read_pages
from classroom_app.storage.backup import take_over
from classroom_app.storage.database import make_engine
from classroom_app.storage.eraser import scrub_if_due
from classroom_app.storage.migrate import bring_up_to_date
from classroom_app.storage.shared import is_shared
from classroom_app.system.paths import migrations_dir, resources_dir

if TYPE_CHECKING:
    from classroom_app.server.encryption import Encryption

log = logging.getLogger(__name__)

TLS_FOLDER = "tls"


class Basis(Struct, frozen=True, kw_only=True):
    """Made by `lay_basis`; `encryption` is None unless classes are encrypted."""

    config: Config
    clock: Clock
    bounds: Bounds
    encryption: "Encryption | None"
    engine: Engine
    pages: Pages
    instructor_key: InstructorKey


def lay_basis(
    config: Config, clock: Clock, bounds: Bounds, encryption: "Encryption | None"
) -> Basis:
    """Bring the data up to date, on which this run must hold the lock. Blocks.

    Raises:
        OSError: the folder cannot be read or written.
        DatabaseError: the database is newer, or unusable.
    """
    data_dir = config.data_dir
    instructor_key = InstructorKey.read_or_make(data_dir / KEY_FILE)
    engine = make_engine(config.database)
    if take_over(engine, data_dir):
        log.info("A backup was restored")
    bring_up_to_date(engine, migrations_dir(), clock.now())
    if not is_shared(engine):
        scrub_if_due(engine, data_dir)
    pages = read_pages(
        *(resources_dir() / name for name in PAGE_FOLDERS),
        minified=resources_dir() / MINIFIED_FOLDER,
    )
    if encryption is not None:
        encryption.prepare()
    return Basis(
        config=config,
        clock=clock,
        bounds=bounds,
        encryption=encryption,
        engine=engine,
        pages=pages,
        instructor_key=instructor_key,
    )


def load_encryption(folder: Path, clock: Clock) -> "Encryption":
    """Return the encryption; imported here, since classes without it do not need it."""
    from classroom_app.server.encryption import Encryption

    return Encryption(folder, own_host_names, clock.now)
