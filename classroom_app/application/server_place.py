"""Where a school keeps its classes together: a database on a server of its own.

The URL is what `--database` takes too. It never holds a password (`system/passwords.py`).
"""

import re
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import parse_qs, quote, unquote, urlsplit

from classroom_app.system.passwords import login_name

SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
PORT, DATABASE = 5432, "classroom"
# Encrypted, and by a server that has proved that it knows the password too: so nobody in between
# can pose as it, and no certificates have to be handed out.
ENCRYPTED = "sslmode=require&channel_binding=require"
# As far as the server can.
AS_IT_COMES = "sslmode=prefer"
_ENCRYPTED_MODES = {"require", "verify-ca", "verify-full"}
# As SQLAlchemy reads a URL, whatever the password is made of.
_PASSWORD = re.compile(r"[\w+]+://[^:/]*:[^@]*@")
_SECRET_OPTIONS = {"password", "sslpassword"}


@dataclass(frozen=True, slots=True)
class ServerReport:
    """What was found at a server that can be used; `version` is PostgreSQL's.

    `lessons` and `classes` count what is there; `is_empty` when there are not even tables yet.
    """

    version: str
    is_encrypted: bool
    is_empty: bool
    lessons: int = 0
    classes: int = 0


@dataclass(frozen=True, slots=True)
class ServerPlace:
    """A database at a server, and the role that this computer has there.

    `options` are those of PostgreSQL's library, as a URL's query has them.
    """

    host: str
    user: str
    database: str = DATABASE
    port: int = PORT
    options: str = ENCRYPTED

    @classmethod
    def of(cls, url: str) -> Self | None:
        """Read a URL; None when it names no server by its host, or holds a password."""
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
        """What `--database` takes."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        query = f"?{self.options}" if self.options else ""
        return f"postgresql://{user}{host}:{self.port}/{quote(self.database, safe='')}{query}"

    @property
    def login(self) -> str:
        """The name under which the keyring has the password."""
        return login_name(self.user, self.host, self.port, self.database)

    @property
    def pgpass_line(self) -> str:
        """The line of PostgreSQL's password file, but for the password: PASSWORD stands there."""
        fields = (self.host, str(self.port), self.database, self.user)
        escaped = (re.sub(r"([:\\])", r"\\\1", field) for field in fields)
        return ":".join((*escaped, "PASSWORD"))

    @property
    def is_encrypted(self) -> bool:
        """Whether nothing is sent but over an encrypted line."""
        return parse_qs(self.options).get("sslmode", [""])[-1] in _ENCRYPTED_MODES

    def encrypted(self, wanted: bool) -> Self:
        """Return it with or without; what an administrator has chosen in detail is kept."""
        if wanted == self.is_encrypted:
            return self
        return replace(self, options=ENCRYPTED if wanted else AS_IT_COMES)


def holds_password(url: str) -> bool:
    """Tell whether a database's URL has a password in it, for everybody to read."""
    options = parse_qs(url.partition("?")[2], keep_blank_values=True)
    return bool(_PASSWORD.match(url) or _SECRET_OPTIONS & options.keys())


def is_server(url: str | None) -> bool:
    """Tell whether a database's URL leads to a server, and not to a file."""
    return url is not None and url.partition("://")[0] in SCHEMES
