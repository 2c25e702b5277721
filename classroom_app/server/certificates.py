"""The certificates of this PC: one for each of its addresses, each with an authority of its own.

A phone that has installed an authority trusts this PC at that one address and nothing else. When
the PC gets an address back, it uses the certificate that phones know already.
"""

import ssl
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from pathlib import Path

from classroom_app.server.certificate_chain import Address, Chain, may_be_named
from classroom_app.system.atomic_write import atomic_write
from classroom_app.system.owner_only import keep_file_private
from classroom_app.system.paths import make_data_dir

RENEWED_BEFORE = timedelta(days=14)
"""Renewed this long before the end, at startup, so that none expires during a class."""
# Their authority was valid for all private addresses and ten years, and its key could be stolen.
_OF_OLDER_VERSIONS = ("classroom-ca.crt", "classroom-ca.key", "server.pem")
_LOOPBACK_NAME = "localhost"


class Certificates:
    """The files in `<data dir>/tls`. All methods block, except `addresses` and `chain_for`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._chains: dict[Address, Chain] = {}

    def ensure(
        self, hosts: Iterable[str], now: datetime, lasting: timedelta = timedelta()
    ) -> list[str]:
        """Create missing certificates for the addresses among `hosts`; return their addresses.

        One that expires within `lasting` of `now` is replaced.

        The names among `hosts` go into each new certificate, except into loopback's, which has only
        `localhost`. Existing certificates keep their names.

        Raises:
            OSError: the folder cannot be read or written.
        """
        make_data_dir(self._folder)
        for name in _OF_OLDER_VERSIONS:
            (self._folder / name).unlink(missing_ok=True)
        addresses, names = _parted(hosts)
        chains = self._read_all(addresses, now)
        made = []
        for address in sorted(addresses, key=str):
            known = chains.get(address)
            if known is None or known.until - lasting <= now:
                own = {_LOOPBACK_NAME} if address.is_loopback else names - {_LOOPBACK_NAME}
                chains[address] = chain = Chain.make(address, own, now)
                with atomic_write(self._file(address), private=True) as beside:
                    beside.write_bytes(chain.pem())
                made.append(str(address))
        self._chains = chains
        return made

    @property
    def addresses(self) -> list[str]:
        """The addresses that have a certificate."""
        return [str(address) for address in self._chains]

    def chain_for(self, address: str) -> Chain | None:
        """Return the chain for one of our addresses, None unless `ensure` found or made one."""
        with suppress(ValueError):
            return self._chains.get(ip_address(bare(address)))
        return None

    def authorities(self) -> str:
        """Return all authorities in the folder (PEM), for this PC's own clients."""
        found = [*self._folder.glob("*.pem")]
        chains = [chain for file in found if (chain := _read(file)) is not None]
        return "".join(ssl.DER_cert_to_PEM_cert(authority_of(chain)) for chain in chains)

    def load_into(self, context: ssl.SSLContext, address: str) -> None:
        """Load the certificate of an address into a server context."""
        context.load_cert_chain(self._file(ip_address(bare(address))))

    def _read_all(self, present: set[Address], now: datetime) -> dict[Address, Chain]:
        """Read the stored chains; delete those that are invalid, expired or of a past IPv6 address.

        Returns the others, including those of past IPv4 addresses.
        """
        chains: dict[Address, Chain] = {}
        for file in self._folder.glob("*.pem"):
            chain = _read(file)
            address = None if chain is None else ip_address(chain.hosts[0])
            # A PC rarely gets the same IPv6 address twice.
            is_gone = isinstance(address, IPv6Address) and address not in present
            if chain is None or address is None or chain.until <= now or is_gone:
                if file.is_file():
                    file.unlink()
            elif file == self._file(address):
                keep_file_private(file)  # it may have come from another disk
                chains[address] = chain
        return chains

    def _file(self, address: Address) -> Path:
        return self._folder / f"{str(address).replace(':', '_')}.pem"


def authority_of(chain: Chain) -> bytes:
    """Return the authority's certificate that phones install (DER)."""
    from cryptography.hazmat.primitives.serialization import Encoding

    return chain.authority.public_bytes(Encoding.DER)


def make_context() -> ssl.SSLContext:
    """Return a server context without a certificate yet: see `Certificates.load_into`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _read(file: Path) -> Chain | None:
    with suppress(ValueError):
        return Chain.read(file.read_bytes())
    return None


def _parted(hosts: Iterable[str]) -> tuple[set[Address], set[str]]:
    """Split hosts into addresses and the names that may be in a certificate."""
    addresses, names = set[Address](), set[str]()
    for host in map(bare, hosts):
        try:
            address = ip_address(host)
        except ValueError:
            if may_be_named(host):
                names.add(host)
        else:
            if not (address.is_unspecified or address.is_multicast):
                addresses.add(address)
    return addresses, names


def bare(host: str) -> str:
    """Return a URL's host without brackets and without an IPv6 zone id, in lowercase."""
    return host.strip("[]").partition("%")[0].lower()
