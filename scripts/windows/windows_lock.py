"""What a lock file means on Windows: the wheels to install, and modules without such a wheel.

    windows_lock.py WHEELS MODULES LOCK...

Writes two requirements files with the hashes of the LOCK files. Markers are decided here, since pip
decides them by the system that it runs on.
"""

import re
import sys
from pathlib import Path

from pip._vendor.packaging.requirements import Requirement

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
# One module of pure Python each; there are wheels for other systems only.
PURE_MODULES = {"rcssmin", "rjsmin"}


def entries(lock: str) -> list[tuple[Requirement, list[str]]]:
    """Return the requirements of a lock file, each with its hashes."""
    found = []
    for line in lock.replace("\\\n", " ").splitlines():
        if line and not line.lstrip().startswith("#"):
            requirement, *hashes = re.split(r"\s+--hash=", line)
            found.append((Requirement(requirement), [each.strip() for each in hashes]))
    return found


def main(wheels: Path, modules: Path, locks: list[Path]) -> None:
    """Write the two files."""
    lines: dict[bool, dict[str, str]] = {True: {}, False: {}}
    for lock in locks:
        for requirement, hashes in entries(lock.read_text("utf-8")):
            if requirement.marker is not None and not requirement.marker.evaluate(WINDOWS):
                continue
            pinned = f"{requirement.name}{requirement.specifier}"
            line = " ".join((pinned, *(f"--hash={each}" for each in hashes)))
            lines[requirement.name in PURE_MODULES][requirement.name] = line
    for path, has_no_wheel in ((wheels, False), (modules, True)):
        path.write_text("".join(f"{line}\n" for line in lines[has_no_wheel].values()), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), [Path(each) for each in sys.argv[3:]])
