"""Signs a Windows program in place: `python packaging/signing.py FILE` (see README.md beside it).

    SIGN_COMMAND         a command that signs the file given after it, with a token or a service
    SIGN_PKCS12          or a .p12 file with certificate and key
    SIGN_PASSWORD_FILE   its password, in a file
    SIGN_TIMESTAMP_URL   a timestamp server: without it, the signature expires with the certificate

With none of them set, nothing is signed.
"""

import os
import shlex
import subprocess
import sys
from pathlib import Path

from steps import NAME


def is_wanted() -> bool:
    """Return whether the environment configures signing."""
    return bool(os.environ.get("SIGN_COMMAND") or os.environ.get("SIGN_PKCS12"))


def sign(file: Path) -> None:
    """Sign a program in place, as the environment configures."""
    command = os.environ.get("SIGN_COMMAND")
    if command:
        subprocess.run([*shlex.split(command), str(file)], check=True)
        return
    signed = file.with_name(file.name + ".signed")
    password = os.environ.get("SIGN_PASSWORD_FILE")
    server = os.environ.get("SIGN_TIMESTAMP_URL")
    subprocess.run(
        [
            *("osslsigncode", "sign", "-h", "sha256", "-n", NAME),
            *("-pkcs12", os.environ["SIGN_PKCS12"]),
            *(("-readpass", password) if password else ()),
            *(("-ts", server) if server else ()),
            *("-in", str(file), "-out", str(signed)),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    signed.replace(file)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        sign(Path(name))
