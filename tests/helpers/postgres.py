"""A real PostgreSQL server in a folder of its own, and a fresh database for each test.

There is one server per run of pytest (each process of pytest-xdist has its own), started by the
first test that needs it. Debian's programs are used as they are; as root they run as the user
`postgres`, since PostgreSQL refuses root. The system's own server, if there is one, is not touched.
"""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import Connection, sql

from classroom_app.storage.database import make_engine
from classroom_app.storage.migrate import bring_up_to_date
from classroom_app.system.paths import migrations_dir
from tests.helpers.lecture import NINE
from tests.helpers.timing import PATIENCE_S

if sys.platform != "win32":
    import pwd

HOST = "127.0.0.1"
ADMIN = "postgres"
ROLE = "classroom"
"""The owner of the tests' databases: no superuser, and needs no password."""
GUARDED, PASSWORD = "guarded", "열쇠 %:/@?#&"
"""A role that needs a password, full of characters that a URL or a file may get wrong."""
EMPTY, TEMPLATE = "template0", "classroom_template"

_SETTINGS = (
    "listen_addresses = '127.0.0.1'",
    "max_connections = 200",
    "shared_buffers = 32MB",
    "log_line_prefix = '%m %a '",
    "logging_collector = off",
)
# A killed server loses nothing with these: only a power cut would. (With `synchronous_commit = off`
# it would.)
_HASTY = ("fsync = off", "full_page_writes = off")
_ACCESS = f"""\
host all {GUARDED} 127.0.0.1/32 scram-sha-256
host all all 127.0.0.1/32 trust
local all all trust
"""


def programs() -> Path:
    """Return the folder of the newest installed server's programs.

    Raises:
        FileNotFoundError: none is installed.
    """
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3])
    )
    if found:
        return found[-1].parent
    elsewhere = shutil.which("postgres")
    if elsewhere is None:
        raise FileNotFoundError("no PostgreSQL: scripts/install-system-libraries postgresql")
    return Path(elsewhere).resolve().parent


class PostgresServer:
    """One server; its databases survive `stop`, `kill` and another `start`.

    `settings` are lines of postgresql.conf. Only with `durable` does each commit wait for the disk,
    as a school's server does; tests do without.
    """

    def __init__(self, *settings: str, durable: bool = False) -> None:
        self._programs = programs()
        # Not in a folder of pytest: the server's own user may not read those.
        self.folder = Path(tempfile.mkdtemp(prefix="classroom-postgresql-"))
        self.data, self._log = self.folder / "data", self.folder / "log"
        self.port = quiet_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._user = _user()
        if self._user is not None:
            shutil.chown(self.folder, self._user)
        self._run("initdb", "-D", self.data, "-U", ADMIN, "-A", "trust", "-E", "UTF8")
        conf = [*_SETTINGS, *(() if durable else _HASTY), f"port = {self.port}"]
        conf.append(f"unix_socket_directories = '{self.folder}'")
        self.configure(*conf, *settings)
        (self.data / "pg_hba.conf").write_text(_ACCESS, "utf-8")
        self._has_template = False

    def configure(self, *lines: str) -> None:
        """Add lines to postgresql.conf; they apply after the next start or `reload`."""
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("\n".join((*lines, "")))

    def allow(self, *lines: str) -> None:
        """Put lines at the top of pg_hba.conf; they apply after the next start or `reload`."""
        path = self.data / "pg_hba.conf"
        path.write_text("\n".join((*lines, path.read_text("utf-8"))), "utf-8")

    def start(self) -> None:
        """Start it and return once it serves. Blocks."""
        assert self._process is None, "it runs"
        self._process = self.spawn([self._programs / "postgres", "-D", self.data])
        patience = time.monotonic() + PATIENCE_S * 2
        while not self._serves():
            if self._process.poll() is not None or time.monotonic() > patience:
                raise AssertionError(f"the server does not start:\n{self.said}")
            time.sleep(0.02)
        with self.connect("postgres") as admin:
            if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
                admin.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(ROLE)))
                admin.execute(
                    sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(
                        sql.Identifier(GUARDED), sql.Literal(PASSWORD)
                    )
                )

    def spawn(self, command: Sequence[str | Path]) -> subprocess.Popen[bytes]:
        """Start a program as the server's user; its output is in `said`."""
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [*self._as_user(), *command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,  # Ctrl-C goes only to pytest, which stops it in order
            )

    def _serves(self) -> bool:
        try:
            self.connect("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    @property
    def said(self) -> str:
        """Its log."""
        return self._log.read_text("utf-8", "replace") if self._log.exists() else ""

    @property
    def pid(self) -> int:
        assert self._process is not None, "it runs"
        return self._process.pid

    def stop(self) -> None:
        """Stop it as `systemctl stop` does: connections are ended. Blocks."""
        self._end(signal.SIGINT)

    def stop_at_once(self) -> None:
        """Stop it in PostgreSQL's "immediate" mode: the next start recovers. Blocks."""
        if sys.platform != "win32":
            self._end(signal.SIGQUIT)

    def kill(self) -> None:
        """Kill it and all its backends at the same moment, like a power cut. Blocks."""
        if sys.platform != "win32":
            os.kill(self.pid, signal.SIGSTOP)  # so that it neither stops backends nor starts any
            children = self._children()
            for pid in children:
                os.kill(pid, signal.SIGKILL)
            self._end(signal.SIGKILL)
            # The next start finds their shared memory in use until all have ended.
            patience = time.monotonic() + PATIENCE_S
            while any(map(_exists, children)) and time.monotonic() < patience:
                time.sleep(0.01)

    def _children(self) -> list[int]:
        found = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.pid)], stdout=subprocess.PIPE, check=False
        )
        return [int(word) for word in found.stdout.split()]

    def restart(self) -> None:
        """Stop it and start it again on the same port. Blocks."""
        self.stop()
        self.start()

    def reload(self) -> None:
        """Let it read its configuration again; open connections stay."""
        if sys.platform != "win32":
            os.kill(self.pid, signal.SIGHUP)

    def remove(self) -> None:
        """Stop it, if it runs, and delete its folder."""
        if self._process is not None:
            self.stop_at_once()
        shutil.rmtree(self.folder)

    def _end(self, number: int) -> None:
        assert self._process is not None, "it runs"
        process, self._process = self._process, None
        process.send_signal(number)
        process.wait(PATIENCE_S * 2)

    def url(self, database: str, role: str = ROLE, password: str | None = None) -> str:
        """Return the URL for `--database`."""
        secret = "" if password is None else f":{quote(password, safe='')}"
        return f"postgresql+psycopg://{role}{secret}@{HOST}:{self.port}/{database}"

    def connect(self, database: str, role: str = ADMIN, **options: Any) -> Connection[Any]:
        """Open a connection of the test's own that commits by itself."""
        return psycopg.connect(
            host=HOST, port=self.port, dbname=database, user=role, autocommit=True, **options
        )

    def create(self, name: str, *, empty: bool = False) -> None:
        """Make a database: with the newest schema, or without any table."""
        if not empty:
            self._make_template()
        with self.connect("postgres") as admin:
            _create(admin, name, EMPTY if empty else TEMPLATE)

    def copy(self, name: str, other: str) -> None:
        """Make a copy of a database as it is now: with `pg_dump`, as a backup does."""
        self.drop(other)
        self.create(other, empty=True)
        dump = self.folder / f"{name}.dump"
        self._run("pg_dump", "-Fc", "-f", dump, *self._as_admin(), name)
        self._run("pg_restore", "-d", other, *self._as_admin(), dump)
        dump.unlink()

    def _as_admin(self) -> tuple[str, ...]:
        return ("-h", HOST, "-p", str(self.port), "-U", ADMIN)

    def drop(self, name: str) -> None:
        """Drop a database, even while somebody is connected to it."""
        with self.connect("postgres") as admin:
            admin.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def _make_template(self) -> None:
        if self._has_template:
            return
        with self.connect("postgres") as admin:
            _create(admin, TEMPLATE, EMPTY)
        engine = make_engine(self.url(TEMPLATE))
        try:
            bring_up_to_date(engine, migrations_dir(), NINE)
        finally:
            engine.dispose()
        self._has_template = True

    def _run(self, program: str, *arguments: object) -> None:
        done = subprocess.run(
            [*self._as_user(), self._programs / program, *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            check=False,
        )
        assert done.returncode == 0, done.stdout.decode("utf-8", "replace")

    def _as_user(self) -> tuple[str, ...]:
        """Return a command prefix that runs as the server's user; on Linux it ends with pytest."""
        who = ("--reuid=postgres", "--regid=postgres", "--clear-groups") if self._user else ()
        on_linux = sys.platform == "linux"
        return ("setpriv", *who, "--pdeathsig=QUIT") if on_linux else ()


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _create(admin: Connection[Any], name: str, template: str) -> None:
    admin.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
            sql.Identifier(name), sql.Identifier(template), sql.Identifier(ROLE)
        )
    )


def quiet_port() -> int:
    """Return a free port that no outgoing connection is assigned while the server is down."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as tried:
            try:
                tried.bind((HOST, port))
            except OSError:
                continue
            return port


def _user() -> int | None:
    """Return the user that PostgreSQL must run as; None if the user of the tests will do."""
    if sys.platform != "win32" and os.getuid() == 0:
        return pwd.getpwnam("postgres").pw_uid
    return None


class PostgresDatabase:
    """One database of a server; `url` is for `--database`."""

    def __init__(self, server: PostgresServer, name: str) -> None:
        self.server, self.name = server, name
        self.url = server.url(name)

    def connect(self, **options: Any) -> Connection[Any]:
        """Open a connection of the test's own that commits by itself, as superuser."""
        return self.server.connect(self.name, **options)

    def run(self, statement: str, *values: Any) -> None:
        """Run a statement as superuser."""
        with self.connect() as connection:
            connection.execute(statement.encode(), values)

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a query, with `%s` for the values."""
        with self.connect() as connection:
            return connection.execute(query.encode(), values).fetchall()

    def one(self, query: str, *values: Any) -> Any:
        """Return the only value of a query's only row."""
        ((value,),) = self.rows(query, *values)
        return value


_numbers = count(1)


def fresh_name() -> str:
    """Return a name that no other database of this run has."""
    return f"test_{next(_numbers)}"


@contextmanager
def fresh_database(server: PostgresServer, *, empty: bool = False) -> Iterator[PostgresDatabase]:
    """Make a database that is dropped afterwards, even while somebody is connected."""
    name = fresh_name()
    server.create(name, empty=empty)
    try:
        yield PostgresDatabase(server, name)
    finally:
        server.drop(name)
