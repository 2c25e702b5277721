"""A pooler gives the connections of one computer to another between two transactions."""

import time
from collections.abc import Iterator

import psycopg
import pytest

from classroom_app.storage.database import make_engine
from classroom_app.storage.errors import ServerError
from classroom_app.storage.migrate import known_revision
from classroom_app.system.start_faults import FaultKind
from tests.helpers.postgres import HOST, ROLE, PostgresDatabase, quiet_port
from tests.helpers.timing import PATIENCE_S


@pytest.fixture(params=["transaction", "session"])
def pooled_url(postgres: PostgresDatabase, request: pytest.FixtureRequest) -> Iterator[str]:
    """The way to a database through PgBouncer."""
    server, port = postgres.server, quiet_port()
    users, settings = server.folder / "users", server.folder / f"bouncer-{port}.ini"
    users.write_text(f'"{ROLE}" ""\n', "utf-8")
    settings.write_text(
        f"[databases]\n* = host={HOST} port={server.port}\n"
        f"[pgbouncer]\nlisten_addr = {HOST}\nlisten_port = {port}\nunix_socket_dir =\n"
        f"auth_type = trust\nauth_file = {users}\npool_mode = {request.param}\n",
        "utf-8",
    )
    process = server.spawn(["pgbouncer", str(settings)])
    try:
        url = f"postgresql://{ROLE}@{HOST}:{port}/{postgres.name}"
        patience = time.monotonic() + PATIENCE_S
        while not answers(url):
            assert process.poll() is None, server.said
            assert time.monotonic() < patience, server.said
            time.sleep(0.02)
        yield url
    finally:
        process.kill()
        process.wait(PATIENCE_S)


def answers(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


def test_it_is_refused_with_words(pooled_url: str) -> None:
    engine = make_engine(pooled_url)
    try:
        with pytest.raises(ServerError) as caught:
            known_revision(engine)
    finally:
        engine.dispose()
    assert caught.value.kind is FaultKind.SERVER_POOLER
    assert "PgBouncer" in str(caught.value)
    assert "PostgreSQL itself" in str(caught.value)
