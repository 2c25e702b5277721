"""What only a database needs that several desks share: who is who, leases, ids in blocks."""

from sqlalchemy import Engine


def is_shared(engine: Engine) -> bool:
    """Tell whether other desks may be working with this database too."""
    return engine.dialect.name == "postgresql"
