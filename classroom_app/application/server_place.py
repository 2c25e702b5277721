"""The database server on which a school keeps its classes together.

`--database` takes the same URL. It never contains a password (`system/passwords.py`).
"""

import re
from typing import Self
from urllib.parse import parse_qs, quote, unquote, urlsplit

from msgspec import Struct, structs

from classroom_app.system.passwords import login_name

SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
PORT, DATABASE = 5432, "classroom"
# Encrypted, and the server proves that it knows the password too: so nobody in between can
# impersonate it, and no certificates have to be distributed.
ENCRYPTED = "sslmode=require&channel_binding=require"
# Encrypted if the server supports it.
AS_IT_COMES = "sslmode=prefer"
_ENCRYPTED_MODES = {"require", "verify-ca", "verify-full"}
# As SQLAlchemy parses a URL, whatever characters the password has.
_PASSWORD = re.compile(r"[\w+]+://[^:/]*:[^@]*@")
_SECRET_OPTIONS = {"password", "sslpassword"}


class ServerReport(Struct, frozen=True):
    """What was found on a usable server; `version` is PostgreSQL's.

    `lessons` and `classes` are how many it has; `is_empty` if it does not even have tables yet.
    """

    version: str
    is_encrypted: bool
    is_empty: bool
    lessons: int = 0
    classes: int = 0


class ServerPlace(Struct, frozen=True):
    """A database on a server, and the role that this computer uses there.

    `options` are options of libpq, in the form of a URL's query.
    """

    host: str
    user: str
    database: str = DATABASE
    port: int = PORT
    options: str = ENCRYPTED

    @classmethod
    def of(cls, url: str) -> Self | None:
        """Parse a URL; return None if it names no single host, or contains a password."""
        try:
            parts = urlsplit(url)
            port = parts.port or PORT
        except ValueError:
            return None
        has_host = parts.scheme in SCHEMES and parts.hostname
        if not has_host or parts.password is not None or "," in parts.netloc:
            return None
        host = parts.netloc.rpartition("@")[2]
        host = host[1 : host.index("]")] if host.startswith("[") else host.partition(":")[0]
        user, database = unquote(parts.username or ""), unquote(parts.path.removeprefix("/"))
        return cls(host, user, database or user, port, parts.query)

    @property
    def url(self) -> str:
        """The URL for `--database`."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        query = f"?{self.options}" if self.options else ""
        return f"postgresql://{user}{host}:{self.port}/{quote(self.database, safe='')}{query}"

    @property
    def login(self) -> str:
        """The name under which the keyring stores the password."""
        return login_name(self.user, self.host, self.port, self.database)

    @property
    def pgpass_line(self) -> str:
        """The line for PostgreSQL's password file, with PASSWORD in place of the password."""
        fields = (self.host, str(self.port), self.database, self.user)
        escaped = (re.sub(r"([:\\])", r"\\\1", field) for field in fields)
        return ":".join((*escaped, "PASSWORD"))

    @property
    def is_encrypted(self) -> bool:
        """Whether only encrypted connections are used."""
        return parse_qs(self.options).get("sslmode", [""])[-1] in _ENCRYPTED_MODES

    def encrypted(self, wanted: bool) -> Self:
        """Return a copy with or without encryption; options that already say so are kept."""
        if wanted == self.is_encrypted:
            return self
        return structs.replace(self, options=ENCRYPTED if wanted else AS_IT_COMES)


def holds_password(url: str) -> bool:
    """Tell whether a database's URL contains a password, which others could read."""
    options = parse_qs(url.partition("?")[2], keep_blank_values=True)
    return bool(_PASSWORD.match(url) or _SECRET_OPTIONS & options.keys())


def is_server(url: str | None) -> bool:
    """Tell whether a database's URL is that of a server, not of a file."""
    return url is not None and url.partition("://")[0] in SCHEMES
