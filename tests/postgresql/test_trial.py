"""What Settings says of a server before it is chosen."""

from urllib.parse import quote

import pytest

from classroom_app.application.server_place import ENCRYPTED, ServerPlace
from classroom_app.application.start_service import UnusableServerError
from classroom_app.bootstrap.server_choice import try_server
from classroom_app.system.start_faults import FaultKind
from tests.helpers.postgres import (
    GUARDED,
    HOST,
    PASSWORD,
    ROLE,
    PostgresDatabase,
    PostgresServer,
    fresh_database,
)


def place_of(database: PostgresDatabase, role: str = ROLE, options: str = "") -> ServerPlace:
    return ServerPlace(HOST, role, database.name, database.server.port, options)


def test_an_empty_database(empty_postgres: PostgresDatabase) -> None:
    report = try_server(place_of(empty_postgres), None)
    assert report.is_empty
    assert not report.is_encrypted
    assert int(report.version.split(".")[0]) >= 14
    tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    assert empty_postgres.one(tables) == 0, "nothing was made"


def test_what_is_there_is_counted(postgres: PostgresDatabase) -> None:
    report = try_server(place_of(postgres), None)
    assert (report.is_empty, report.lessons, report.classes) == (False, 0, 0)


def test_a_password_that_was_typed_is_tried_alone(postgres: PostgresDatabase) -> None:
    postgres.run(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {GUARDED}")
    assert not try_server(place_of(postgres, GUARDED), PASSWORD).is_empty
    with pytest.raises(UnusableServerError) as refused:
        try_server(place_of(postgres, GUARDED), "wrong")
    assert refused.value.fault.kind is FaultKind.SERVER_PASSWORD


@pytest.mark.parametrize("is_empty", [True, False])
def test_a_role_without_rights(
    postgres: PostgresDatabase, empty_postgres: PostgresDatabase, is_empty: bool
) -> None:
    database = empty_postgres if is_empty else postgres
    database.run("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    with pytest.raises(UnusableServerError) as refused:
        try_server(place_of(database, GUARDED), PASSWORD)
    assert refused.value.fault.kind is FaultKind.SERVER_NO_RIGHTS


def test_a_server_that_does_not_encrypt(postgres: PostgresDatabase) -> None:
    with pytest.raises(UnusableServerError) as refused:
        try_server(place_of(postgres, options=ENCRYPTED), None)
    assert refused.value.fault.kind is FaultKind.SERVER_NOT_ENCRYPTED


def test_a_database_of_a_newer_version(postgres: PostgresDatabase) -> None:
    postgres.run("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(UnusableServerError) as refused:
        try_server(place_of(postgres), None)
    assert refused.value.fault.kind is FaultKind.NEWER


def test_an_encrypted_line_to_a_server_that_knows_the_password(
    encrypted_server: PostgresServer,
) -> None:
    with fresh_database(encrypted_server, empty=True) as database:
        database.run(f"GRANT CREATE ON SCHEMA public TO {GUARDED}")
        report = try_server(place_of(database, GUARDED, ENCRYPTED), PASSWORD)
    assert report.is_encrypted


def test_a_server_whose_certificate_is_not_the_right_one(
    encrypted_server: PostgresServer,
) -> None:
    """Nobody is told to do without: somebody may pose as the server."""
    authority = quote(str(encrypted_server.data / "server.crt"), safe="")
    checked = f"sslmode=verify-full&sslrootcert={authority}"
    with (
        fresh_database(encrypted_server, empty=True) as database,
        pytest.raises(UnusableServerError) as refused,
    ):
        try_server(place_of(database, GUARDED, checked), PASSWORD)
    fault = refused.value.fault
    assert fault.kind is FaultKind.SERVER_CERTIFICATE
    assert "does not match host name" in fault.cause
    assert "leave" not in str(fault)


def test_a_server_that_does_not_prove_that_it_knows_the_password(
    encrypted_server: PostgresServer,
) -> None:
    """So would somebody who poses as the server: whoever asks for no proof cannot give one."""
    with (
        fresh_database(encrypted_server, empty=True) as database,
        pytest.raises(UnusableServerError) as refused,
    ):
        try_server(place_of(database, ROLE, ENCRYPTED), None)
    assert refused.value.fault.kind is FaultKind.SERVER_NOT_PROVEN
