"""Certificates as a strict client sees them: trusted through the authority, or not at all."""

import asyncio
import os
import ssl
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from classroom_app.server.certificates import (
    SERVER_DAYS,
    Certificates,
    make_context,
    may_be_signed,
)
from tests.helpers.access_list import who_may_read

HOSTS = ["192.168.0.12", "127.0.0.1", "[fe80::1%eth0]", "teacher-pc.local", "localhost"]


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def certificates(tmp_path: Path, now: datetime) -> Certificates:
    made = Certificates(tmp_path / "tls")
    assert made.ensure(HOSTS, now)
    return made


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


async def handshake(certificates: Certificates, host: str) -> None:
    """Connect as a client that trusts this authority alone and checks the host's name."""
    server_side = make_context()
    certificates.load_into(server_side)

    async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=server_side)
    client_side = ssl.create_default_context(cafile=str(certificates.authority_file))
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


@pytest.mark.parametrize("host", ["192.168.0.12", "teacher-pc.local", "127.0.0.1", "fe80::1"])
async def test_trusted_under_each_of_its_names(certificates: Certificates, host: str) -> None:
    await handshake(certificates, host)


async def test_not_trusted_under_another(certificates: Certificates) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        await handshake(certificates, "192.168.0.13")


async def test_not_trusted_by_who_trusts_another_authority(
    certificates: Certificates, tmp_path: Path, now: datetime
) -> None:
    other = Certificates(tmp_path / "other")
    other.ensure(HOSTS, now)
    certificates.authority_file.write_bytes(other.authority_file.read_bytes())
    with pytest.raises(ssl.SSLCertVerificationError):
        await handshake(certificates, "127.0.0.1")


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("192.168.7.7", True),
        ("10.1.2.3", True),
        ("classroom.local", True),
        ("8.8.8.8", False),
        ("example.com", False),
        ("evil-local", False),
        ("2001:db8::1", False),
    ],
)
def test_signs_only_for_private_places(host: str, allowed: bool) -> None:
    assert may_be_signed(host) is allowed


async def test_authority_is_no_good_for_other_sites(certificates: Certificates) -> None:
    """Even a certificate that the key did sign is refused: the limit stands in the authority."""
    from cryptography import x509

    authority = x509.load_pem_x509_certificate(certificates.authority_file.read_bytes())
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical
    assert x509.DNSName("local") in (limits.value.permitted_subtrees or [])
    assert limits.value.excluded_subtrees is None


def test_kept_while_nothing_changes(certificates: Certificates, now: datetime) -> None:
    before = certificates.server_file.read_bytes()
    assert not certificates.ensure(reversed(HOSTS), now + timedelta(days=1))
    assert certificates.server_file.read_bytes() == before


def test_renewed_for_another_address_by_the_same_authority(
    certificates: Certificates, now: datetime
) -> None:
    authority = certificates.authority()
    assert certificates.ensure([*HOSTS, "10.0.0.5"], now)
    assert certificates.authority() == authority


def test_renewed_before_it_ends(certificates: Certificates, now: datetime) -> None:
    assert certificates.ensure(HOSTS, now + timedelta(days=SERVER_DAYS - 20))


@pytest.mark.parametrize("file", ["server.pem", "classroom-ca.key", "classroom-ca.crt"])
async def test_damaged_files_are_made_anew(
    certificates: Certificates, tmp_path: Path, now: datetime, file: str
) -> None:
    (tmp_path / "tls" / file).write_bytes(b"\0 not a certificate")
    assert certificates.ensure(HOSTS, now)
    await handshake(certificates, "127.0.0.1")


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
    assert not made.ensure(HOSTS, now)
    keys = (tmp_path / "tls" / "classroom-ca.key", tmp_path / "tls" / "server.pem")
    assert {who_may_read(path) for path in keys} == {"owner"}


async def test_korean_letters_in_the_path_are_no_hindrance(tmp_path: Path, now: datetime) -> None:
    made = Certificates(tmp_path / "홍길동" / "tls")
    made.ensure(HOSTS, now)
    await handshake(made, "127.0.0.1")
