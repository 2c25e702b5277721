"""Support for a database that several computers share: a PostgreSQL server of the school.

With SQLite nothing of it is imported except this module and `place`.
"""

from sqlalchemy import Engine


def is_shared(engine: Engine) -> bool:
    """Return whether other desks may be working with this database too."""
    return engine.dialect.name == "postgresql"
