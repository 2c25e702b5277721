"""What only a database needs that several computers share: a PostgreSQL server of the school.

Nothing of it is imported with SQLite, but for the question whether there is need of it.
"""

from sqlalchemy import Engine


def is_shared(engine: Engine) -> bool:
    """Tell whether other desks may be working with this database too."""
    return engine.dialect.name == "postgresql"
