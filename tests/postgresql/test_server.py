"""The server that other tests rely on."""

import psycopg
import pytest

from classroom_app.storage.migrate import HEAD
from tests.helpers.postgres import GUARDED, PASSWORD, PostgresDatabase, PostgresServer


def test_each_test_has_a_database_of_the_newest_schema(postgres: PostgresDatabase) -> None:
    assert postgres.one("SELECT version_num FROM alembic_version") == HEAD
    assert postgres.one("SELECT count(*) FROM users") == 0


def test_an_empty_one_has_no_tables(empty_postgres: PostgresDatabase) -> None:
    tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    assert empty_postgres.one(tables) == 0


def test_a_role_has_to_give_its_password(postgres: PostgresDatabase) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        postgres.connect(role=GUARDED)
    postgres.connect(role=GUARDED, password=PASSWORD).close()
    psycopg.connect(
        postgres.server.url(postgres.name, GUARDED, PASSWORD).replace("+psycopg", "")
    ).close()


@pytest.mark.parametrize("how", ["stop", "stop_at_once", "kill"])
def test_what_is_stored_outlives_the_server(how: str) -> None:
    server = PostgresServer()
    try:
        server.start()
        server.create("kept", empty=True)
        with server.connect("kept") as open_meanwhile:
            open_meanwhile.execute("CREATE TABLE told (word text)")
            open_meanwhile.execute("INSERT INTO told VALUES ('여기')")
            getattr(server, how)()
            with pytest.raises(psycopg.OperationalError):
                open_meanwhile.execute("SELECT")
        server.start()
        with server.connect("kept") as again:
            assert again.execute("SELECT word FROM told").fetchall() == [("여기",)]
    finally:
        server.remove()
    assert not server.folder.exists()
