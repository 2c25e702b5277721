"""What backs up and restores a database on a server: command lines of PostgreSQL's own programs."""

import shlex

from sqlalchemy import URL

_FILE = "classroom.dump"


def dump_command(url: URL) -> str:
    """Return the line that backs a database up; the password is asked for, or found in pgpass."""
    return shlex.join(["pg_dump", "--format=custom", f"--file={_FILE}", *_to(url)])


def restore_command(url: URL) -> str:
    """Return the line that restores such a backup into the database, when nobody is connected."""
    replacing = ("--clean", "--if-exists", "--single-transaction")
    return shlex.join(["pg_restore", *replacing, *_to(url), _FILE])


def _to(url: URL) -> list[str]:
    service = url.query.get("service")
    if isinstance(service, str) and not url.host:
        return [f"--dbname=service={service}"]
    host = url.host or url.query.get("host")
    parts = {"host": host, "port": url.port, "username": url.username, "dbname": url.database}
    return [f"--{name}={value}" for name, value in parts.items() if value]
