"""Servers that answer, and could not keep what a class needs kept: refused with words."""

import pytest

from classroom_app.storage.database import make_engine
from classroom_app.storage.errors import ServerError
from classroom_app.storage.migrate import bring_up_to_date
from classroom_app.system.paths import migrations_dir
from classroom_app.system.start_faults import FaultKind
from tests.helpers.lecture import NINE
from tests.helpers.postgres import ROLE, PostgresServer, fresh_name


def refusal_of(url: str) -> ServerError:
    engine = make_engine(url)
    try:
        with pytest.raises(ServerError) as refused:
            bring_up_to_date(engine, migrations_dir(), NINE)
    finally:
        engine.dispose()
    return refused.value


def test_a_standby() -> None:
    server = PostgresServer()
    try:
        server.start()
        server.create("school")
        server.stop()
        (server.data / "standby.signal").touch()
        server.start()
        refused = refusal_of(server.url("school"))
    finally:
        server.remove()
    assert refused.kind is FaultKind.SERVER_STANDBY
    assert "main server" in str(refused)


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1", "EUC_KR"])
def test_an_encoding_that_cannot_hold_every_name(
    postgres_server: PostgresServer, encoding: str
) -> None:
    name = fresh_name()
    with postgres_server.connect("postgres") as admin:
        admin.execute(
            f"CREATE DATABASE {name} OWNER {ROLE} TEMPLATE template0 ENCODING '{encoding}' "
            "LC_COLLATE 'C' LC_CTYPE 'C'".encode()
        )
    try:
        refused = refusal_of(postgres_server.url(name))
    finally:
        postgres_server.drop(name)
    assert refused.kind is FaultKind.SERVER_ENCODING
    assert encoding in refused.cause
