"""Selects from lock files the wheels to install on Windows.

    windows_lock.py WHEELS LOCK...

Writes one requirements file with the hashes of the LOCK files. Markers are evaluated here, since
pip would evaluate them for the system that it runs on.
"""

import re
import sys
from pathlib import Path

from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import canonicalize_name

WINDOWS = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": "3.11.9",
    "python_version": "3.11",
    "sys_platform": "win32",
}


def locked_for_windows(lock: Path) -> dict[str, str]:
    """Return the requirements of a lock file on Windows, by name, with their hashes."""
    wanted: dict[str, str] = {}
    for line in lock.read_text("utf-8").replace("\\\n", " ").splitlines():
        if not line or line.lstrip().startswith("#"):
            continue
        asked, *hashes = re.split(r"\s+--hash=", line)
        requirement = Requirement(asked)
        if requirement.marker is None or requirement.marker.evaluate(WINDOWS):
            pinned = f"{requirement.name}{requirement.specifier}"
            wanted[canonicalize_name(requirement.name)] = " ".join(
                (pinned, *(f"--hash={each.strip()}" for each in hashes))
            )
    return wanted


def main(wheels: Path, locks: list[Path]) -> None:
    """Write the file."""
    wanted: dict[str, str] = {}
    for lock in locks:
        wanted.update(locked_for_windows(lock))
    wheels.write_text("".join(f"{line}\n" for line in wanted.values()), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(each) for each in sys.argv[2:]])
