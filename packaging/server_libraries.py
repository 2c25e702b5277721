"""The libraries inside the wheel of psycopg-binary: PostgreSQL's, and those that it uses.

The wheel's own list has few of them, and no licences. The notices are those of Debian's packages of
the same libraries. A test compares VERSION with the lock file, so that the contents of a new wheel
are reviewed.
"""

import shutil
from pathlib import Path

from bill_of_materials import Part

VERSION = "3.3.9"
_FROM = f"inside the wheel of psycopg-binary {VERSION}"
FOLDER = "psycopg_binary.libs"

# By the Debian package that has the same notices.
LINUX = {
    "libpq5": Part("PostgreSQL (libpq)", "18.6", "PostgreSQL", _FROM, ("libpq-*",)),
    "libssl3": Part("OpenSSL", "3.5.9", "Apache-2.0", _FROM, ("libssl-*", "libcrypto-*")),
    "libkrb5-3": Part(
        "MIT Kerberos",
        "1.22.2",
        "MIT",
        _FROM,
        ("libkrb5-*", "libgssapi_krb5-*", "libk5crypto-*", "libkrb5support-*", "libcom_err-*.3.0"),
    ),
    "libldap-2.5-0": Part("OpenLDAP", "2.6", "OLDAP-2.8", _FROM, ("libldap-*", "liblber-*")),
    "libsasl2-2": Part("Cyrus SASL", "2.1.26", "BSD-4-Clause", _FROM, ("libsasl2-*",)),
    "libcom-err2": Part("libcom_err", "1.42.9", "MIT", _FROM, ("libcom_err-*.2.1",)),
    "libkeyutils1": Part("keyutils", "1.5.8", "LGPL-2.0-or-later", _FROM, ("libkeyutils-*",)),
    "libcrypt1": Part("libxcrypt", "4.4", "LGPL-2.1-or-later", _FROM, ("libcrypt-*",)),
}
WINDOWS = [
    Part("PostgreSQL (libpq)", "18.4", "PostgreSQL", _FROM, ("libpq-*.dll",)),
    Part("OpenSSL", "3.6.5", "Apache-2.0", _FROM, ("libssl-3-x64-*.dll", "libcrypto-3-x64-*.dll")),
]


def collect(folder: Path) -> None:
    """Copy the notices into the licences of a Linux folder."""
    for package in LINUX:
        notice = Path("/usr/share/doc") / package / "copyright"
        shutil.copy(notice, folder / "licences" / f"{package}.txt")
