import socket
from pathlib import Path

import pytest

from classroom_app.server.addresses import interfaces
from classroom_app.server.own_names import (
    REMEMBERED_S,
    OwnNames,
    OwnOrigins,
    Remembered,
    own_host_names,
    search_domains,
)

OWN = {"localhost", "127.0.0.1", "[::1]", "192.168.0.12", "[fe80::1]", "pc", "pc.local"}


def origins(port: int = 8000, bound_host: str = "::", scheme: str = "http") -> OwnOrigins:
    return OwnOrigins(port, OwnNames(bound_host, lambda: OWN, lambda: {"fritz.box"}), scheme)


@pytest.mark.parametrize(
    "origin",
    [
        "http://127.0.0.1:8000",
        "http://localhost:8000",
        "HTTP://LocalHost:8000",
        "http://192.168.0.12:8000",
        "http://[::1]:8000",
        "http://[FE80::1]:8000",
        "http://PC:8000",
        "http://pc.local:8000",
        "http://pc.fritz.box:8000",  # a domain in which this network looks for names
        "http://10.0.0.9:8000",  # the address that this connection came to
    ],
)
def test_our_own_origins(origin: str) -> None:
    assert origins().is_own(origin, "10.0.0.9")


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "http://127.0.0.1",
        "http://127.0.0.1:8001",
        "http://127.0.0.1:80000",
        "https://127.0.0.1:8000",
        "ws://127.0.0.1:8000",
        "http://127.0.0.1:8000/",
        "http://127.0.0.1:8000.evil.example",
        "http://evil.example:8000",
        "http://evil.example#@127.0.0.1:8000",
        "http://user@127.0.0.1:8000",
        "http://10.0.0.8:8000",
        "http://127.0.0.1:8000, http://127.0.0.1:8000",
        "file://",
        "127.0.0.1:8000",
        "*",
    ],
)
def test_foreign_origins(origin: str) -> None:
    assert not origins().is_own(origin, "10.0.0.9")


def test_the_port_that_browsers_leave_out() -> None:
    assert origins(80).is_own("http://192.168.0.12", "127.0.0.1")
    assert origins(80).is_own("http://192.168.0.12:80", "127.0.0.1")
    assert origins(443, scheme="https").is_own("https://192.168.0.12", "127.0.0.1")
    assert not origins(8000).is_own("http://192.168.0.12", "127.0.0.1")


def test_the_name_that_was_bound() -> None:
    assert origins(bound_host="Class.Example").is_own("http://class.example:8000", "127.0.0.1")


def test_a_network_that_changed_in_mid_class() -> None:
    own = {"192.168.0.12"}
    moving = OwnOrigins(8000, OwnNames("::", lambda: own))
    assert not moving.is_own("http://192.168.0.77:8000", "127.0.0.1")
    own.add("192.168.0.77")
    assert moving.is_own("http://192.168.0.77:8000", "127.0.0.1")


def test_every_address_of_this_pc_is_ours() -> None:
    names = own_host_names()
    assert {interface.address for interface in interfaces()} <= names
    assert {"localhost", "127.0.0.1", "[::1]", socket.gethostname().lower()} <= names


# Under another name or port ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "pc.lan:8000",  # what the router calls it
        "PC.Home.Arpa:8000",
        "classroom:8000",
        "teacher.internal",
        "classroom.local.:8000",
        "localhost:9000",  # a port that is forwarded, by ssh or an editor
        "127.0.0.1:9000",
        "203.0.113.5",  # by a router
        "[2001:db8::7]:9000",
    ],
)
def test_a_page_that_asks_where_it_came_from(host: str) -> None:
    assert origins().is_own(f"http://{host}", "10.0.0.9", host)
    assert not origins().is_own(f"http://{host}", "10.0.0.9", "10.0.0.9:8000")
    assert not origins().is_own(f"https://{host}", "10.0.0.9", host)
    assert not origins(scheme="https").is_own(f"http://{host}", "10.0.0.9", host)
    assert origins(scheme="https").is_own(f"https://{host}", "10.0.0.9", host)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:8000",  # led to somebody else's server a moment ago, and leads here now
        "pc.evil.example:8000",
        "evil-lan:8000.evil.example",
        "evillan.example",
        "lan.evil.example",
        "192.168.0.12.evil.example:8000",
        "evil.box:8000",
        "other.fritz.box:8000",
        "1.2.3.4.5:8000",
        "999.1.1.1:8000",
        "[::1:8000",
        "[::1]evil.example",
        "user@pc.lan:8000",
        "pc.lan:8000/",
        "pc.lan:8000, pc.lan:8000",
        "",
        ":8000",
        ".",
    ],
)
def test_a_page_that_can_be_somebody_elses(host: str) -> None:
    assert not origins().is_own(f"http://{host}", "10.0.0.9", host)


def test_the_domains_of_this_network(tmp_path: Path) -> None:
    resolver = tmp_path / "resolv.conf"
    resolver.write_text(
        "# mine\nnameserver 192.168.0.1\nsearch Fritz.Box. school.example\n\ndomain\n"
    )
    assert search_domains(resolver) >= {"fritz.box", "school.example"}
    assert isinstance(search_domains(tmp_path / "none"), set)
    assert "" not in search_domains()


def test_many_foreign_names_cost_one_look_a_second() -> None:
    clock, looks = [0.0], [0]

    def look() -> set[str]:
        looks[0] += 1
        return {"pc"}

    names = OwnNames("::", Remembered(look, lambda: clock[0]), set)
    for n in range(100):
        assert not names.is_own(f"evil-{n}.example")
    assert looks == [1]
    clock[0] = REMEMBERED_S
    assert not names.is_own("evil.example")
    assert looks == [2]
