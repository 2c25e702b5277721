"""What a thief can sign: nothing, as no key of an authority is kept; and with those keys, nothing.

Each forged certificate is shown to OpenSSL, to Python and to Java, which heeds no limits that stand
in the authority itself.
"""

import asyncio
import ssl
import subprocess
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from classroom_app.server.certificate_chain import Chain, Key, new_key

JAVA_CHECK = Path(__file__).parent / "clients" / "ChainCheck.java"
OURS = "192.168.0.12"
PEM = serialization.Encoding.PEM
Names = list[x509.GeneralName]
Purpose = ExtendedKeyUsageOID

FORGED: dict[str, tuple[Names, x509.ObjectIdentifier]] = {
    "bank": ([x509.DNSName("bank.example.com")], Purpose.SERVER_AUTH),
    "bank beside ours": (
        [x509.IPAddress(ip_address(OURS)), x509.DNSName("bank.example.com")],
        Purpose.SERVER_AUTH,
    ),
    "another local name": ([x509.DNSName("nas.local")], Purpose.SERVER_AUTH),
    "localhost": ([x509.DNSName("localhost")], Purpose.SERVER_AUTH),
    "router": ([x509.IPAddress(ip_address("192.168.0.1"))], Purpose.SERVER_AUTH),
    "foreign address": ([x509.IPAddress(ip_address("8.8.8.8"))], Purpose.SERVER_AUTH),
    "IPv6": ([x509.IPAddress(ip_address("2001:db8::1"))], Purpose.SERVER_AUTH),
    "IPv6 of here": ([x509.IPAddress(ip_address("fe80::1"))], Purpose.SERVER_AUTH),
    "e-mail": ([x509.RFC822Name("kim@bank.example.com")], Purpose.EMAIL_PROTECTION),
    "URI": ([x509.UniformResourceIdentifier("https://bank.example.com/")], Purpose.CLIENT_AUTH),
    "code": ([], Purpose.CODE_SIGNING),
    "a name of no kind": ([], Purpose.SERVER_AUTH),
}


class Stolen:
    """A chain, and all keys that it was made with; the program forgets all but the server's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        keys: list[Key] = []

        def make_key() -> Key:
            keys.append(new_key())
            return keys[-1]

        self.chain = Chain.make(ip_address(OURS), ["teacher-pc.local"], datetime.now(UTC), make_key)
        _authority, self.between_key, self.key = keys
        self.authority_file = folder / "authority.pem"
        self.authority_file.write_bytes(self.chain.authority.public_bytes(PEM))

    def forge(self, name: str) -> tuple[Key, list[x509.Certificate]]:
        """Sign a certificate with the key of the one between."""
        names, purpose = FORGED[name]
        key = new_key()
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bank.example.com")])
        certificate = signed(subject, key, self.chain.between, self.between_key, names, purpose)
        return key, [certificate, self.chain.between]


def signed(
    subject: x509.Name,
    key: Key,
    issuer: x509.Certificate,
    issuer_key: Key,
    names: Names,
    purpose: x509.ObjectIdentifier,
    *,
    is_ca: bool = False,
) -> x509.Certificate:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), True)
        .add_extension(x509.ExtendedKeyUsage([purpose]), False)
    )
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName(names), False)
    return builder.sign(issuer_key, hashes.SHA256())


@pytest.fixture(scope="module")
def stolen(tmp_path_factory: pytest.TempPathFactory) -> Stolen:
    return Stolen(tmp_path_factory.mktemp("stolen"))


def written(stolen: Stolen, name: str, chain: list[x509.Certificate]) -> Path:
    file = stolen.folder / f"{name}.pem"
    file.write_bytes(b"".join(each.public_bytes(PEM) for each in chain))
    return file


def openssl_accepts(stolen: Stolen, file: Path, *options: str) -> bool:
    trusting = ["-CAfile", str(stolen.authority_file), "-no-CApath", "-no-CAstore"]
    command = ["openssl", "verify", *trusting, "-untrusted", str(file), *options, str(file)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def java_accepts(stolen: Stolen, files: list[Path]) -> list[tuple[bool, bool]]:
    """Return for each whether it passes as a server's, and as a chain whatever it is for."""
    done = subprocess.run(
        ["java", JAVA_CHECK, stolen.authority_file, *files],
        capture_output=True,
        check=True,
        text=True,
    )
    lines = [line.split() for line in done.stdout.splitlines()]
    assert {word for line in lines for word in line} <= {"accepted", "refused"}
    return [(line[0] == "accepted", line[1] == "accepted") for line in lines]


async def python_accepts(
    stolen: Stolen, key: Key, chain: list[x509.Certificate], host: str
) -> bool:
    """Connect to a server that has it, as a client that trusts the authority alone."""
    file = written(stolen, "served", chain)
    pem = key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(pem + file.read_bytes())
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(file)

    def hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0, ssl=server_side)
    client = ssl.create_default_context(cafile=str(stolen.authority_file))
    try:
        _, writer = await asyncio.open_connection(
            *server.sockets[0].getsockname(), ssl=client, server_hostname=host
        )
    except ssl.SSLCertVerificationError:
        return False
    finally:
        server.close()
        await server.wait_closed()
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    return True


HOST_OF: dict[str, str] = {
    "router": "192.168.0.1",
    "foreign address": "8.8.8.8",
    "IPv6": "2001:db8::1",
    "IPv6 of here": "fe80::1",
    "another local name": "nas.local",
    "localhost": "localhost",
}


async def test_what_is_ours_passes(stolen: Stolen) -> None:
    chain = [stolen.chain.server, stolen.chain.between]
    file = written(stolen, "ours", chain)
    strict = ("-x509_strict", "-purpose", "sslserver", "-verify_ip", OURS)
    assert openssl_accepts(stolen, file, *strict)
    assert java_accepts(stolen, [file]) == [(True, True)]
    for host in (OURS, "teacher-pc.local"):
        assert await python_accepts(stolen, stolen.key, chain, host)


@pytest.mark.parametrize("name", FORGED)
async def test_nothing_else_passes_openssl_or_python(stolen: Stolen, name: str) -> None:
    key, chain = stolen.forge(name)
    file = written(stolen, name, chain)
    assert not openssl_accepts(stolen, file)
    for purpose in ("sslserver", "sslclient", "smimesign", "smimeencrypt", "timestampsign", "any"):
        assert not openssl_accepts(stolen, file, "-purpose", purpose), purpose
    assert not await python_accepts(stolen, key, chain, HOST_OF.get(name, "bank.example.com"))


def test_nothing_else_passes_java(stolen: Stolen) -> None:
    files = [written(stolen, name, stolen.forge(name)[1]) for name in FORGED]
    accepted = java_accepts(stolen, files)
    assert {name: each for name, each in zip(FORGED, accepted, strict=True) if any(each)} == {}


def test_no_purpose_but_a_servers_passes_for_our_own_name(stolen: Stolen) -> None:
    """With a subject and names that are allowed, only the purpose is wrong."""
    ours: Names = [x509.IPAddress(ip_address(OURS))]
    for number, purpose in enumerate(
        (Purpose.EMAIL_PROTECTION, Purpose.CLIENT_AUTH, Purpose.CODE_SIGNING)
    ):
        certificate = signed(
            stolen.chain.server.subject,
            new_key(),
            stolen.chain.between,
            stolen.between_key,
            ours,
            purpose,
        )
        file = written(stolen, f"purpose {number}", [certificate, stolen.chain.between])
        for wanted in ("smimesign", "sslclient", "sslserver", "timestampsign"):
            assert not openssl_accepts(stolen, file, "-purpose", wanted), (purpose, wanted)
        assert not java_accepts(stolen, [file])[0][0]


@pytest.mark.parametrize(
    "issue",
    [
        pytest.param(lambda stolen: (stolen.chain.server, stolen.key), id="the server's key"),
        pytest.param(lambda stolen: (stolen.chain.between, stolen.between_key), id="between"),
    ],
)
def test_nobody_becomes_an_authority(
    stolen: Stolen, issue: Callable[[Stolen], tuple[x509.Certificate, Key]]
) -> None:
    """The one key that is kept signs nothing that anybody takes."""
    issuer, issuer_key = issue(stolen)
    sub_key = new_key()
    names: Names = [x509.IPAddress(ip_address(OURS))]
    sub = signed(
        _under(stolen, "sub"), sub_key, issuer, issuer_key, names, Purpose.SERVER_AUTH, is_ca=True
    )
    leaf = signed(_under(stolen, "leaf"), new_key(), sub, sub_key, names, Purpose.SERVER_AUTH)
    if issuer is stolen.chain.between:
        chains = [[leaf, sub, issuer]]
    else:
        chains = [[leaf, sub, issuer, stolen.chain.between], [sub, issuer, stolen.chain.between]]
    for chain in chains:
        file = written(stolen, "sub", chain)
        assert not openssl_accepts(stolen, file, "-purpose", "sslserver")
        assert java_accepts(stolen, [file]) == [(False, False)]


def _under(stolen: Stolen, role: str) -> x509.Name:
    """Return a subject that is allowed."""
    (ours, _role) = stolen.chain.server.subject
    return x509.Name([ours, x509.NameAttribute(NameOID.COMMON_NAME, role)])
