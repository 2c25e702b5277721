"""What only a database needs that several computers share: a PostgreSQL server of the school.

Nothing of it is imported with SQLite.
"""
