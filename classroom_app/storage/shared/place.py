"""Names a database for people: never with its password."""

from sqlalchemy import URL


def place_of(url: URL) -> str:
    """Return the file of an SQLite URL; of any other, the database and its server.

    The query is left out: libpq takes a password there too.
    """
    if url.get_backend_name() == "sqlite":
        return url.database or str(url)
    service = url.query.get("service")
    if service and not url.host:
        return f"of the service {service}"
    database = url.database or url.username or ""
    port = "" if url.port in (None, 5432) else f":{url.port}"
    return f"{database} on {url.host}{port}" if url.host else database


def shown_place(url: URL) -> str:
    """Name a database at a server for people of any language, without its role and password."""
    host = url.host or url.query.get("host") or url.query.get("service") or "localhost"
    port = f":{url.port}" if url.port not in (None, 5432) else ""
    return f"{host}{port}/{url.database or url.username or ''}"
