"""A certificate authority of this PC's own, and the server certificate that it signs.

Phones that trust the authority can use `https` and `wss`. What it may sign for is limited to
private addresses and `.local` names (RFC 5280 §4.2.1.10), so that a stolen key opens no other
site to whoever trusts it.
"""

import ipaddress
import ssl
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from classroom_app.system.atomic_write import atomic_write
from classroom_app.system.owner_only import keep_file_private
from classroom_app.system.paths import make_data_dir

AUTHORITY_NAME = "Classroom"
AUTHORITY_DAYS = 3_650
# Browsers refuse certificates of a longer life than this, if they come to apply that to
# authorities that a user has added.
SERVER_DAYS = 397
RENEW_BEFORE = timedelta(days=30)
# The clocks of phones that have been off for long are slow.
BACKDATED = timedelta(days=2)

_PRIVATE = (
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "169.254.0.0/16",
    "127.0.0.0/8",
    "fc00::/7",
    "fe80::/10",
    "::1/128",
)
_NETWORKS = tuple(ipaddress.ip_network(text) for text in _PRIVATE)
_NAMES = ("local", "localhost")


class Certificates:
    """The files in `<data dir>/tls`: the authority and the server's certificate. All blocks."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.authority_file = folder / "classroom-ca.crt"
        self.server_file = folder / "server.pem"
        self._authority_key_file = folder / "classroom-ca.key"

    def ensure(self, hosts: Iterable[str], now: datetime) -> bool:
        """See that there is a certificate for these hosts; tell whether a new one was made.

        Hosts that the authority may not sign for are left out.

        Raises:
            OSError: the folder cannot be read or written.
        """
        wanted = sorted({host for host in map(_bare, hosts) if may_be_signed(host)})
        make_data_dir(self._folder)
        for file in (self._authority_key_file, self.server_file):
            if file.exists():  # it may have come from another disk
                keep_file_private(file)
        authority = self._read_authority(now)
        if authority is not None and self._is_good(wanted, authority[1], now):
            return False
        if authority is None:
            authority = self._make_authority(now)
        key, certificate = authority
        self._make_server(wanted, key, certificate, now)
        return True

    def authority(self) -> bytes:
        """Return what phones have to trust (DER).

        Raises:
            OSError: it cannot be read.
        """
        certificate = x509.load_pem_x509_certificate(self.authority_file.read_bytes())
        return certificate.public_bytes(serialization.Encoding.DER)

    def load_into(self, context: ssl.SSLContext) -> None:
        """Let connections from now on use the present certificate."""
        context.load_cert_chain(self.server_file)

    def _read_authority(
        self, now: datetime
    ) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate] | None:
        try:
            certificate = x509.load_pem_x509_certificate(self.authority_file.read_bytes())
            key = serialization.load_pem_private_key(self._authority_key_file.read_bytes(), None)
        except (FileNotFoundError, ValueError):
            return None
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            return None
        if certificate.public_key() != key.public_key():
            return None
        lasts = certificate.not_valid_after_utc - timedelta(days=SERVER_DAYS) > now
        return (key, certificate) if lasts else None

    def _is_good(self, wanted: list[str], authority: x509.Certificate, now: datetime) -> bool:
        try:
            present = x509.load_pem_x509_certificate(self.server_file.read_bytes())
            present.verify_directly_issued_by(authority)
            names = present.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        except Exception:  # noqa: BLE001 - whatever is wrong with it, a new one is made
            return False
        hosts = [*names.get_values_for_type(x509.DNSName)]
        hosts += [str(address) for address in names.get_values_for_type(x509.IPAddress)]
        return sorted(hosts) == wanted and present.not_valid_after_utc - RENEW_BEFORE > now

    def _make_authority(self, now: datetime) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, AUTHORITY_NAME)])
        builder = _builder(name, name, key, now, AUTHORITY_DAYS)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        builder = builder.add_extension(_key_usage(signs=True), True)
        builder = builder.add_extension(
            x509.NameConstraints(
                permitted_subtrees=[
                    *(x509.DNSName(name) for name in _NAMES),
                    *(x509.IPAddress(network) for network in _NETWORKS),
                ],
                excluded_subtrees=None,
            ),
            True,
        )
        certificate = builder.sign(key, hashes.SHA256())
        _write(self._authority_key_file, _pem_of(key))
        _write(self.authority_file, certificate.public_bytes(serialization.Encoding.PEM))
        return key, certificate

    def _make_server(
        self,
        hosts: list[str],
        authority_key: ec.EllipticCurvePrivateKey,
        authority: x509.Certificate,
        now: datetime,
    ) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{AUTHORITY_NAME} server")])
        builder = _builder(subject, authority.subject, key, now, SERVER_DAYS)
        builder = builder.add_extension(
            x509.SubjectAlternativeName([_general_name(host) for host in hosts]), False
        )
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
        builder = builder.add_extension(_key_usage(signs=False), True)
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False
        )
        builder = builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), False
        )
        certificate = builder.sign(authority_key, hashes.SHA256())
        pem = certificate.public_bytes(serialization.Encoding.PEM)
        _write(self.server_file, pem + _pem_of(key))


def may_be_signed(host: str) -> bool:
    """Tell whether the authority is allowed to sign for a host."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return any(host == name or host.endswith(f".{name}") for name in _NAMES)
    return any(address in network for network in _NETWORKS if network.version == address.version)


def make_context() -> ssl.SSLContext:
    """Return a server context without a certificate yet: see `Certificates.load_into`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _bare(host: str) -> str:
    return host.strip("[]").partition("%")[0].lower()


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    now: datetime,
    days: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(now + timedelta(days=days) - BACKDATED)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    )


def _key_usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )


def _pem_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _write(file: Path, content: bytes) -> None:
    """Write whole or not at all; only the owner can read it."""
    with atomic_write(file, private=True) as beside:
        beside.write_bytes(content)
