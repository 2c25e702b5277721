"""Certificates as a strict client sees them: trusted through the authority, or not at all."""

import asyncio
import os
import ssl
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from classroom_app.server.certificate_chain import VALID_DAYS, Chain
from classroom_app.server.certificates import (
    RENEWED_BEFORE,
    Certificates,
    authority_of,
    make_context,
)
from tests.helpers.access_list import who_may_read

LAN = "192.168.0.12"
HOSTS = [LAN, "127.0.0.1", "[fe80::1%eth0]", "[::1]", "teacher-pc.local", "localhost"]


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def certificates(tmp_path: Path, now: datetime) -> Certificates:
    made = Certificates(tmp_path / "tls")
    assert made.ensure(HOSTS, now) == ["127.0.0.1", LAN, "::1", "fe80::1"]
    return made


def chain_at(certificates: Certificates, address: str = LAN) -> Chain:
    chain = certificates.chain_for(address)
    assert chain is not None
    return chain


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


async def handshake(
    certificates: Certificates, host: str, address: str = LAN, trusted: Chain | None = None
) -> None:
    """Connect to an address as a client that trusts its authority alone and checks the name."""
    server_side = make_context()
    certificates.load_into(server_side, address)

    async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=server_side)
    authority = authority_of(trusted or chain_at(certificates, address))
    client_side = ssl.create_default_context(cadata=ssl.DER_cert_to_PEM_cert(authority))
    client_side.verify_flags |= ssl.VERIFY_X509_STRICT
    port = server.sockets[0].getsockname()[1]
    try:
        _, writer = await asyncio.open_connection(
            "127.0.0.1", port, ssl=client_side, server_hostname=host
        )
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
    finally:
        server.close()
        await server.wait_closed()


@pytest.mark.parametrize(
    ("address", "host"),
    [
        *((LAN, host) for host in (LAN, "teacher-pc.local")),
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1", "localhost"),
        ("fe80::1", "fe80::1"),
        ("fe80::1", "teacher-pc.local"),
    ],
)
async def test_trusted_under_each_of_its_names(
    certificates: Certificates, address: str, host: str
) -> None:
    await handshake(certificates, host, address)


@pytest.mark.parametrize("host", ["192.168.0.13", "192.168.0.1", "127.0.0.1", "localhost"])
async def test_not_trusted_under_another(certificates: Certificates, host: str) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        await handshake(certificates, host)


async def test_not_trusted_by_who_trusts_another_authority(
    certificates: Certificates, tmp_path: Path, now: datetime
) -> None:
    other = Certificates(tmp_path / "other")
    other.ensure(HOSTS, now)
    with pytest.raises(ssl.SSLCertVerificationError):
        await handshake(certificates, LAN, trusted=chain_at(other))
    with pytest.raises(ssl.SSLCertVerificationError):
        await handshake(certificates, LAN, trusted=chain_at(certificates, "127.0.0.1"))


def test_says_what_it_is_good_for(certificates: Certificates, now: datetime) -> None:
    chain = chain_at(certificates)
    assert chain.hosts == [LAN, "teacher-pc.local"]
    assert chain.until <= now + timedelta(days=VALID_DAYS)
    assert chain_at(certificates, "127.0.0.1").hosts == ["127.0.0.1", "localhost"]


@pytest.mark.parametrize(
    ("hosts", "covered"),
    [
        (["10.1.2.3", "example.com", "evil-local"], ["10.1.2.3"]),
        (["[::]", "224.0.0.1", "nas"], []),
        (["[2001:db8::1]", "a.local"], ["2001:db8::1", "a.local"]),
    ],
)
def test_covers_own_addresses_and_local_names_only(
    tmp_path: Path, now: datetime, hosts: list[str], covered: list[str]
) -> None:
    made = Certificates(tmp_path)
    made.ensure(hosts, now)
    assert [host for address in made.addresses for host in chain_at(made, address).hosts] == covered


def test_no_key_of_an_authority_is_kept(certificates: Certificates, tmp_path: Path) -> None:
    for file in (tmp_path / "tls").iterdir():
        content = file.read_bytes()
        assert content.count(b"PRIVATE KEY-----") == 2, "the beginning and the end of one"
        chain = Chain.read(content)
        basic = chain.server.extensions.get_extension_for_class(x509.BasicConstraints)
        assert chain.key.public_key() == chain.server.public_key()
        assert not basic.value.ca


def test_kept_while_nothing_changes(
    certificates: Certificates, tmp_path: Path, now: datetime
) -> None:
    before = authority_of(chain_at(certificates))
    assert certificates.ensure(reversed(HOSTS), now + timedelta(days=1)) == []
    again = Certificates(tmp_path / "tls")
    assert again.ensure(HOSTS, now) == []
    assert authority_of(chain_at(again)) == before


def test_another_address_gets_its_own_and_phones_keep_the_first(
    certificates: Certificates, now: datetime
) -> None:
    before = authority_of(chain_at(certificates))
    assert certificates.ensure(["10.0.0.5", "127.0.0.1"], now) == ["10.0.0.5"]
    assert authority_of(chain_at(certificates, "10.0.0.5")) != before
    assert certificates.ensure(HOSTS, now) == ["::1", "fe80::1"], "those had gone for good"
    assert authority_of(chain_at(certificates)) == before, "back in the first network"


def test_renewed_at_a_start_before_it_ends_and_else_when_it_has(
    certificates: Certificates, now: datetime
) -> None:
    soon = chain_at(certificates).until - RENEWED_BEFORE + timedelta(hours=1)
    assert certificates.ensure([LAN], soon) == [], "not in the middle of a class"
    assert certificates.ensure([LAN], soon, RENEWED_BEFORE) == [LAN]
    assert certificates.ensure([LAN], now + timedelta(days=3 * VALID_DAYS)) == [LAN]


@pytest.mark.parametrize("content", [b"\0 no certificate", b"", "half"])
async def test_damaged_files_are_made_anew(
    certificates: Certificates, tmp_path: Path, now: datetime, content: bytes | str
) -> None:
    file = tmp_path / "tls" / f"{LAN}.pem"
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if isinstance(content, str) else content)
    assert certificates.ensure(HOSTS, now) == [LAN]
    await handshake(certificates, LAN)


def test_a_chain_of_foreign_parts_is_made_anew(
    certificates: Certificates, tmp_path: Path, now: datetime
) -> None:
    folder = tmp_path / "tls"
    here, there = chain_at(certificates), chain_at(certificates, "127.0.0.1")
    for mixed in (
        replace(here, key=there.key),
        replace(here, between=there.between),
        replace(here, authority=there.authority),
        there,
    ):
        (folder / f"{LAN}.pem").write_bytes(mixed.pem())
        assert certificates.ensure(HOSTS, now) == [LAN]


def test_what_older_versions_had_is_deleted(tmp_path: Path, now: datetime) -> None:
    folder = tmp_path / "tls"
    folder.mkdir()
    old = [folder / name for name in ("classroom-ca.crt", "classroom-ca.key", "server.pem")]
    for file in old:
        file.write_text("the authority for ten years and all private addresses")
    Certificates(folder).ensure(HOSTS, now)
    assert not any(file.exists() for file in old)


@pytest.mark.usefixtures("umask")
def test_keys_are_readable_by_their_owner_alone(tmp_path: Path, now: datetime) -> None:
    made = Certificates(tmp_path / "tls")
    made.ensure(HOSTS, now)
    folder = tmp_path / "tls"
    assert {who_may_read(path) for path in (folder, *folder.iterdir())} == {"owner"}


def test_keys_that_came_from_elsewhere_are_made_private(tmp_path: Path, now: datetime) -> None:
    made = Certificates(tmp_path / "tls")
    made.ensure(HOSTS, now)
    for path in (tmp_path / "tls").iterdir():
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)
    assert made.ensure(HOSTS, now) == []
    assert {who_may_read(path) for path in (tmp_path / "tls").iterdir()} == {"owner"}


async def test_korean_letters_in_the_path_are_no_hindrance(tmp_path: Path, now: datetime) -> None:
    made = Certificates(tmp_path / "홍길동" / "tls")
    made.ensure(HOSTS, now)
    await handshake(made, LAN)
