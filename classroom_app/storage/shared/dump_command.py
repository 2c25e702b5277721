"""Commands that back up and restore a database on a server, with PostgreSQL's own programs."""

import shlex

from sqlalchemy import URL

_FILE = "classroom.dump"


def dump_command(url: URL) -> str:
    """Return the command that backs up; it asks for the password or finds it in pgpass."""
    return shlex.join(["pg_dump", "--format=custom", f"--file={_FILE}", *_to(url)])


def restore_command(url: URL) -> str:
    """Return the command that restores such a backup; nobody else may be connected then."""
    replacing = ("--clean", "--if-exists", "--single-transaction")
    return shlex.join(["pg_restore", *replacing, *_to(url), _FILE])


def _to(url: URL) -> list[str]:
    service = url.query.get("service")
    if isinstance(service, str) and not url.host:
        return [f"--dbname=service={service}"]
    host = url.host or url.query.get("host")
    parts = {"host": host, "port": url.port, "username": url.username, "dbname": url.database}
    return [f"--{name}={value}" for name, value in parts.items() if value]
