"""The database, by SQLAlchemy: one writer thread, readers beside it."""
