"""A line to the server: prepared for a class, or refused with words."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import text

from classroom_app.storage.database import make_engine
from classroom_app.storage.shared import connecting
from tests.helpers.postgres import GUARDED, PASSWORD, PostgresDatabase


@pytest.mark.parametrize("scheme", ["postgresql+psycopg", "postgresql", "postgres"])
def test_every_way_to_write_the_url_leads_to_the_server(
    postgres: PostgresDatabase, scheme: str
) -> None:
    engine = make_engine(postgres.url.replace("postgresql+psycopg", scheme))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT current_database()")) == postgres.name
    engine.dispose()


def test_a_connection_is_prepared(postgres: PostgresDatabase) -> None:
    postgres.run(f"ALTER DATABASE {postgres.name} SET synchronous_commit = off")
    engine = make_engine(postgres.url)
    with engine.connect() as connection:

        def setting(name: str) -> str:
            return str(connection.scalar(text(f"SHOW {name}")))

        assert setting("application_name").startswith("classroom_app ")
        assert setting("tcp_keepalives_idle") == str(connecting.IDLE_S)
        assert setting("idle_in_transaction_session_timeout") == "10s"
        assert setting("lock_timeout") == "5s"
        assert setting("synchronous_commit") == "local", "a commit waits for the disk"
        assert setting("transaction_isolation") == "read committed"
    engine.dispose()


def test_the_url_goes_before_our_own_choices(postgres: PostgresDatabase) -> None:
    engine = make_engine(f"{postgres.url}?application_name=mine")
    with engine.connect() as connection:
        assert connection.scalar(text("SHOW application_name")) == "mine"
    engine.dispose()


def test_a_password_of_any_letters(postgres: PostgresDatabase) -> None:
    engine = make_engine(postgres.server.url(postgres.name, GUARDED, PASSWORD))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT current_user")) == GUARDED
    engine.dispose()


@pytest.mark.parametrize("computer", ["ROOM-3", "교실3-PC", "x" * 80, ""])
def test_computers_are_named_in_what_the_server_keeps(computer: str) -> None:
    kept = connecting.application_name(computer)
    assert kept.isascii()
    assert len(kept) <= 63
    found = connecting.computer_of(kept)
    assert found == computer or computer.startswith(found)


@pytest.mark.parametrize(
    ("host", "address", "is_tls", "expected"),
    [
        ("db.school", "192.168.0.5", False, True),
        ("db.school", "fd00::5", False, True),
        ("db.school", "192.168.0.5", True, False),
        ("localhost", "127.0.0.1", False, False),
        ("localhost", "::1", False, False),
        ("/run/postgresql", "", False, False),
    ],
)
def test_what_others_in_the_network_could_read(
    host: str, address: str, is_tls: bool, expected: bool
) -> None:
    info, line = SimpleNamespace(host=host, hostaddr=address), SimpleNamespace(ssl_in_use=is_tls)
    connection = cast(Any, SimpleNamespace(info=info, pgconn=line))
    assert connecting.is_readable_on_the_way(connection) is expected
