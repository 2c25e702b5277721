"""A certificate for one address of this PC, and an authority that can never sign another.

The keys of the authority and of the intermediate certificate are discarded as soon as they have
signed, so that nobody can steal them. The name constraints of the authority are repeated in the
intermediate certificate (RFC 5280 §4.2.1.10), since some clients ignore those of an authority that
their user has installed.
"""

import ipaddress
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NAME = "Classroom"
VALID_DAYS = 200
"""A course of half a year; then phones install the next one. Browsers accept at most 397 days."""
# The clocks of phones that have been off for a long time are slow.
BACKDATED = timedelta(days=2)
_NAMES = ("local", "localhost")
_NOBODY = "invalid"  # a reserved name that nobody can have (RFC 2606)

Key = ec.EllipticCurvePrivateKey
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def new_key() -> Key:
    """Return a new P-256 key."""
    return ec.generate_private_key(ec.SECP256R1())


@dataclass(frozen=True)
class Chain:
    """The server's key and certificate, the intermediate, and the authority that phones install."""

    key: Key
    server: x509.Certificate
    between: x509.Certificate
    authority: x509.Certificate

    @classmethod
    def make(
        cls,
        address: Address,
        names: Iterable[str],
        now: datetime,
        make_key: Callable[[], Key] = new_key,
    ) -> "Chain":
        """Return a new chain that is valid only for this address and these names.

        It is valid for `VALID_DAYS`, beginning `BACKDATED` before `now`.
        """
        names = sorted(names)
        authority_key, between_key, key = make_key(), make_key(), make_key()
        who = _name(address, "authority")
        limits = _limits(address, names)
        authority = (
            _builder(who, who, authority_key, authority_key, now, signs=True, path_length=1)
            .add_extension(limits, True)
            .sign(authority_key, hashes.SHA256())
        )
        who_between = _name(address, "for this address only")
        between = (
            _builder(who_between, who, between_key, authority_key, now, signs=True, path_length=0)
            .add_extension(limits, True)
            .sign(authority_key, hashes.SHA256())
        )
        hosts = [x509.IPAddress(address), *(x509.DNSName(name) for name in names)]
        server = (
            _builder(_name(address, str(address)), who_between, key, between_key, now, signs=False)
            .add_extension(x509.SubjectAlternativeName(hosts), False)
            .sign(between_key, hashes.SHA256())
        )
        return cls(key, server, between, authority)

    @classmethod
    def read(cls, pem: bytes) -> "Chain":
        """Return the chain that `pem` returned as bytes.

        Raises:
            ValueError: it is no such chain, or its parts do not match.
        """
        key = serialization.load_pem_private_key(pem, None)
        try:
            server, between, authority = x509.load_pem_x509_certificates(pem)
            server.verify_directly_issued_by(between)
            between.verify_directly_issued_by(authority)
        except Exception as error:
            raise ValueError(str(error)) from error
        if not isinstance(key, Key) or key.public_key() != server.public_key():
            raise ValueError("the key is another certificate's")
        return cls(key, server, between, authority)

    def pem(self) -> bytes:
        """Return the key and the three certificates in PEM, in the order that servers load."""
        encoding = serialization.Encoding.PEM
        key = self.key.private_bytes(
            encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        certificates = (self.server, self.between, self.authority)
        return key + b"".join(each.public_bytes(encoding) for each in certificates)

    @property
    def hosts(self) -> list[str]:
        """The address, and then the names, that it is valid for."""
        names = self.server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        addresses = [str(each) for each in names.get_values_for_type(x509.IPAddress)]
        return [*addresses, *names.get_values_for_type(x509.DNSName)]

    @property
    def until(self) -> datetime:
        """When the server's certificate expires, in UTC."""
        return self.server.not_valid_after_utc


def may_be_named(name: str) -> bool:
    """Return whether a host name is local to this network, so that nobody else can own it."""
    return any(name == ours or name.endswith(f".{ours}") for ours in _NAMES)


def _limits(address: Address, names: list[str]) -> x509.NameConstraints:
    """Return constraints that permit only this address and these names.

    A type of name that is not mentioned would be unrestricted, so e-mail addresses, URIs and
    directory names are mentioned too, with values that nobody else has.
    """
    return x509.NameConstraints(
        permitted_subtrees=[
            x509.IPAddress(ipaddress.ip_network(address)),
            *(x509.DNSName(name) for name in names or [_NOBODY]),
            x509.RFC822Name(_NOBODY),
            x509.UniformResourceIdentifier(_NOBODY),
            x509.DirectoryName(_name(address)),
        ],
        # Addresses of the other IP version are excluded because none is permitted. Excluding them
        # explicitly would be clearer, but Java 17 fails with both versions in one list.
        excluded_subtrees=None,
    )


def _name(address: Address, role: str | None = None) -> x509.Name:
    """Return a subject, without a role the prefix of all subjects; phones show it in settings."""
    ours = x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"{NAME} {address}")
    roles = [] if role is None else [x509.NameAttribute(NameOID.COMMON_NAME, role)]
    return x509.Name([ours, *roles])


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: Key,
    signing_key: Key,
    now: datetime,
    *,
    signs: bool,
    path_length: int | None = None,
) -> x509.CertificateBuilder:
    usage = x509.KeyUsage(
        digital_signature=not signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(now + timedelta(days=VALID_DAYS) - BACKDATED)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(issuer_key, False)
        .add_extension(x509.BasicConstraints(ca=signs, path_length=path_length), True)
        .add_extension(usage, True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)
    )
