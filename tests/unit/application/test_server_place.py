"""A school's server as a URL, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import make_url

from classroom_app.application.server_place import (
    AS_IT_COMES,
    ENCRYPTED,
    ServerPlace,
    holds_password,
    is_server,
)

NAMES = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=20)
HOSTS = st.sampled_from(["db.school", "192.168.0.5", "fd00::5", "서버", "DB1"])
PLACES = st.builds(
    ServerPlace,
    HOSTS,
    NAMES,
    NAMES,
    st.integers(1, 65_535),
    st.sampled_from([ENCRYPTED, AS_IT_COMES, ""]),
)


@given(PLACES)
def test_a_url_and_back(place: ServerPlace) -> None:
    assert ServerPlace.of(place.url) == place
    assert is_server(place.url)
    assert not holds_password(place.url)


@given(PLACES)
def test_the_database_reads_the_same(place: ServerPlace) -> None:
    url = make_url(place.url)
    assert (url.host, url.port, url.username) == (place.host, place.port, place.user)
    assert url.database == place.database
    assert url.password is None
    assert ("sslmode=require" in place.options) is (url.query.get("sslmode") == "require")


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///x",
        "postgresql:///classroom?host=/run/postgresql",
        "postgresql://?service=school",
        "postgresql://teacher:secret@db/classroom",
        "postgresql://teacher@one:1,two:2/classroom",
        "postgresql://teacher@db:port/classroom",
        "nonsense",
        "",
    ],
)
def test_what_is_no_server_that_a_form_can_show(url: str) -> None:
    assert ServerPlace.of(url) is None


def test_what_is_left_out_is_what_is_usual() -> None:
    place = ServerPlace.of("postgresql+psycopg://room1@db.school")
    assert place == ServerPlace("db.school", "room1", "room1", 5432, "")
    assert place.login == "room1@db.school:5432/room1"


@pytest.mark.parametrize(
    ("url", "holds"),
    [
        ("postgresql://u:secret@h/d", True),
        ("postgresql+psycopg://u:se/cr?et@h/d", True),
        ("postgresql://u:@h/d", True),
        ("postgresql://u@h/d?password=secret", True),
        ("postgresql://h/d?sslmode=require&sslpassword=x", True),
        ("postgresql://u@h:5432/d?sslmode=require", False),
        ("postgresql://h:5432/d", False),
        ("sqlite:////a:b/c", False),
    ],
)
def test_a_password_in_a_url_is_noticed(url: str, holds: bool) -> None:
    assert holds_password(url) is holds


def test_encryption_is_chosen_and_details_are_kept() -> None:
    place = ServerPlace("db", "room1")
    assert place.is_encrypted
    assert place.encrypted(False).options == AS_IT_COMES
    assert place.encrypted(False).encrypted(True) == place
    verified = ServerPlace("db", "room1", options="sslmode=verify-full&sslrootcert=/etc/ca.crt")
    assert verified.encrypted(True) == verified


def test_the_line_of_the_password_file() -> None:
    place = ServerPlace("fd00::5", "room:1", "our\\class", 5433)
    assert place.pgpass_line == r"fd00\:\:5:5433:our\\class:room\:1:PASSWORD"
