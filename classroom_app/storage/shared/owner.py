"""The owner of the tables, where each computer has a role of its own.

Only the role that created a table may alter it in an upgrade. So tables are created and altered as
the database's owner, of which the computers' roles are members.
"""

from sqlalchemy import Connection, text

_OWNER = text(
    "SELECT pg_get_userbyid(datdba) FROM pg_database "
    "WHERE datname = current_database() AND pg_has_role(datdba, 'MEMBER')"
)


def act_as_owner(connection: Connection) -> None:
    """Act as the database's owner until the transaction ends, if this role is a member of it."""
    owner = connection.scalar(_OWNER)
    if owner is not None:
        name = connection.dialect.identifier_preparer.quote_identifier(owner)
        connection.exec_driver_sql(f"SET LOCAL ROLE {name}")
