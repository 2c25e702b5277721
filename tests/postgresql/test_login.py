"""Where a connection's password comes from, who never sees it, and why one is not made."""

import logging
import traceback
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text

from classroom_app.application.server_place import ServerPlace
from classroom_app.storage.database import make_engine
from classroom_app.storage.errors import ServerError
from classroom_app.storage.migrate import known_revision
from classroom_app.storage.shared.login import _login_of, cause_of_server, kind_of, server_error
from classroom_app.storage.shared.pulse import NO_ANSWER
from classroom_app.system.passwords import Passwords, login_name
from classroom_app.system.start_faults import FaultKind
from tests.helpers.fake_keyring import FakeKeyring
from tests.helpers.postgres import GUARDED, HOST, PASSWORD, ROLE, PostgresDatabase

WRONG = "틀린 열쇠"


@pytest.fixture(autouse=True)
def _nothing_of_this_account(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "pgpass"))
    monkeypatch.delenv("PGPASSWORD", raising=False)


def login_of(database: PostgresDatabase, role: str = GUARDED) -> str:
    return login_name(role, HOST, database.server.port, database.name)


def keyring_of(database: PostgresDatabase, password: str) -> FakeKeyring:
    keyring = FakeKeyring()
    keyring.kept[login_of(database)] = password
    return keyring


def who(engine: Engine) -> str:
    with engine.connect() as connection:
        return str(connection.scalar(text("SELECT current_user")))


def write_pgpass(folder: Path, database: PostgresDatabase, password: str) -> None:
    escaped = password.replace("\\", "\\\\").replace(":", "\\:")
    path = folder / "pgpass"
    path.write_text(f"{HOST}:{database.server.port}:*:{GUARDED}:{escaped}\n", "utf-8")
    path.chmod(0o600)


def guarded_url(database: PostgresDatabase) -> str:
    return database.server.url(database.name, GUARDED)


def test_the_keyring_is_asked_once_and_only_when_a_password_is_wanted(
    postgres: PostgresDatabase,
) -> None:
    keyring = keyring_of(postgres, PASSWORD)
    passwords = Passwords(keyring)
    free = make_engine(postgres.url, passwords)
    assert (who(free), keyring.asked) == (ROLE, 0)
    free.dispose()
    for _ in range(2):
        engine = make_engine(guarded_url(postgres), passwords)
        assert (who(engine), keyring.asked) == (GUARDED, 1)
        engine.dispose()


def test_the_password_file_goes_before_the_keyring(
    postgres: PostgresDatabase, tmp_path: Path
) -> None:
    write_pgpass(tmp_path, postgres, PASSWORD)
    keyring = keyring_of(postgres, WRONG)
    engine = make_engine(guarded_url(postgres), Passwords(keyring))
    assert (who(engine), keyring.asked) == (GUARDED, 0)
    engine.dispose()


def test_what_is_outdated_in_the_password_file_the_keyring_knows_better(
    postgres: PostgresDatabase, tmp_path: Path
) -> None:
    write_pgpass(tmp_path, postgres, WRONG)
    engine = make_engine(guarded_url(postgres), Passwords(keyring_of(postgres, PASSWORD)))
    assert who(engine) == GUARDED
    engine.dispose()


def test_what_was_typed_goes_first_and_a_changed_password_is_looked_up_again(
    postgres: PostgresDatabase,
) -> None:
    passwords = Passwords(keyring_of(postgres, PASSWORD))
    passwords.tell(login_of(postgres), WRONG)
    engine = make_engine(guarded_url(postgres), passwords)
    assert who(engine) == GUARDED
    assert passwords.known(login_of(postgres)) == PASSWORD
    engine.dispose()


@pytest.mark.parametrize(("kept", "cause"), [(None, "no password"), (WRONG, "password auth")])
def test_a_password_that_is_missing_or_wrong(
    postgres: PostgresDatabase, caplog: pytest.LogCaptureFixture, kept: str | None, cause: str
) -> None:
    caplog.set_level(logging.DEBUG)
    passwords = Passwords(FakeKeyring() if kept is None else keyring_of(postgres, kept))
    engine = make_engine(guarded_url(postgres), passwords)
    with pytest.raises(ServerError) as refused:
        known_revision(engine)
    engine.dispose()
    error = refused.value
    assert error.kind is FaultKind.SERVER_PASSWORD
    assert cause in error.cause
    assert f"{postgres.name} on {HOST}" in str(error)
    assert "Settings" in str(error)
    for said in (*traceback.format_exception(error), caplog.text, repr(engine), str(error)):
        assert WRONG not in said


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://room1@db",
        "postgresql://room1@db:5432/room1?sslmode=require",
        "postgresql://r%40%C3%BC@[::1]:6000/%ED%95%99%EA%B5%90%20%2F",
        "postgres://room1@DB/x",
    ],
)
def test_windows_and_connections_have_one_name_for_a_login(url: str) -> None:
    """Under it a window keeps the password that a connection looks up."""
    place = ServerPlace.of(url)
    assert place is not None
    assert _login_of(make_url(url)) == place.login


def test_no_password_stands_in_what_names_the_engine(postgres: PostgresDatabase) -> None:
    engine = make_engine(guarded_url(postgres), Passwords(keyring_of(postgres, PASSWORD)))
    who(engine)
    assert engine.url.password is None
    assert PASSWORD not in f"{engine!r} {engine.url.render_as_string(hide_password=False)}"
    engine.dispose()


def test_a_server_that_is_away(postgres: PostgresDatabase) -> None:
    url = make_url(postgres.url).set(port=1)
    with pytest.raises(ServerError) as refused:
        known_revision(make_engine(url.render_as_string()))
    assert refused.value.kind is FaultKind.SERVER_AWAY
    assert refused.value.cause == "Connection refused"
    assert refused.value.shown == f"{HOST}:1/{postgres.name}"


def test_a_database_that_is_not_there(postgres: PostgresDatabase) -> None:
    with pytest.raises(ServerError) as refused:
        known_revision(make_engine(postgres.server.url("nowhere")))
    assert refused.value.kind is FaultKind.SERVER_NO_DATABASE
    assert refused.value.cause == 'database "nowhere" does not exist'


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (FaultKind.SERVER_PASSWORD, '치명적오류:  사용자 "a"의 password 인증을 실패했습니다'),
        (FaultKind.SERVER_PASSWORD, "fe_sendauth: no password supplied"),
        (FaultKind.SERVER_NOT_ENCRYPTED, "server does not support SSL, but SSL was required"),
        (FaultKind.SERVER_NOT_ENCRYPTED, "received invalid response to SSL negotiation: H"),
        (FaultKind.SERVER_CERTIFICATE, "SSL error: certificate verify failed"),
        (FaultKind.SERVER_CERTIFICATE, 'root certificate file "/x" does not exist'),
        (
            FaultKind.SERVER_NOT_PROVEN,
            "channel binding required but not supported by server's authentication request",
        ),
        (FaultKind.SERVER_NOT_LET_IN, 'no pg_hba.conf entry for host "10.0.0.9", no encryption'),
        (FaultKind.SERVER_NOT_LET_IN, "연결에 대한 설정이 pg_hba.conf 파일에 없습니다."),
        (FaultKind.SERVER_NO_DATABASE, '"x" 데이터베이스 없음'),
        (FaultKind.SERVER_NO_DATABASE, 'role "x" does not exist'),
        (FaultKind.SERVER_NO_RIGHTS, "permission denied for schema public"),
        (FaultKind.SERVER_NO_RIGHTS, '"x" 데이터베이스 액세스 권한 없음'),
        (FaultKind.SERVER_FULL, "sorry, too many clients already"),
        (FaultKind.SERVER_FULL, "최대 동시 접속자 수를 초과했습니다."),
        (FaultKind.SERVER_AWAY, "the database system is starting up"),
        (FaultKind.SERVER_AWAY, "데이터베이스 시스템이 새로 가동 중입니다."),
        (FaultKind.SERVER_AWAY, "connection timeout expired"),
        (FaultKind.SERVER_AWAY, NO_ANSWER),
        (FaultKind.SERVER_AWAY, "failed to resolve host 'db': Name or service not known"),
        (FaultKind.SERVER_AWAY, "server closed the connection unexpectedly"),
        (FaultKind.SERVER, "something that nobody has seen yet"),
    ],
)
def test_what_a_server_says_is_understood_in_both_languages(kind: FaultKind, said: str) -> None:
    assert kind_of(said) is kind
    assert server_error(make_url("postgresql://db/x"), RuntimeError(said)).kind is kind


def test_a_reason_is_said_once_and_without_the_address() -> None:
    line = 'connection to server at "::1", port 5432 failed: FATAL:  role "x" does not exist'
    said = RuntimeError(f"connection failed: {line}\n{line}")
    assert cause_of_server(said) == 'role "x" does not exist'
