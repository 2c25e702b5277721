"""The Windows wheels that a lock file names, fetched on any system and checked by their hashes."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from steps import ROOT, run

_ENTRY = re.compile(r"^[A-Za-z0-9_.-]+==.*?(?=^[A-Za-z0-9_.-]+==|\Z)", re.MULTILINE | re.DOTALL)
_WINDOWS = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "python_version": "3.11",
    "python_full_version": "3.11.9",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}
# One module of Python each, with a faster twin in C that has no wheel for Windows.
_PURE = ("rcssmin", "rjsmin")
_PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]


def locked_for_windows(lock: Path) -> dict[str, str]:
    """Return what a lock file asks for on Windows, by name: version and hashes, no conditions."""
    wanted = {}
    for entry in _ENTRY.findall(lock.read_text(encoding="utf-8")):
        asked, *rest = entry.splitlines()
        requirement = Requirement(asked.removesuffix("\\").strip())
        if requirement.marker is None or requirement.marker.evaluate(_WINDOWS):
            hashes = [line for line in rest if line.strip().startswith("--hash=")]
            pinned = f"{requirement.name}{requirement.specifier}"
            wanted[canonicalize_name(requirement.name)] = " \\\n".join(
                [pinned, *(line.rstrip(" \\") for line in hashes)]
            )
    return wanted


def fetch(wanted: dict[str, str], wheels: Path, packages: Path) -> None:
    """Fetch wheels into one folder and unpack them, unchanged, into another."""
    wheels.mkdir(parents=True)
    for name in _PURE:
        if name in wanted:
            _fetch_pure(name, wanted[name], wheels.parent, packages)
    asked = _write(wheels.parent / "windows.lock", [wanted[n] for n in wanted if n not in _PURE])
    run(
        *(*_PIP, "download", "--no-deps", "--require-hashes", "--only-binary=:all:"),
        *("--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp"),
        *("-d", str(wheels), "-r", str(asked)),
    )
    for wheel in sorted(wheels.glob("*.whl")):
        unpack(wheel, packages)


def unpack(wheel: Path, packages: Path) -> None:
    """Unpack a wheel; none of ours has files that go elsewhere than beside the packages."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)


def _fetch_pure(name: str, pinned: str, work: Path, packages: Path) -> None:
    asked = _write(work / f"{name}.lock", [pinned])
    run(
        *(*_PIP, "install", "--no-deps", "--require-hashes", "--no-compile"),
        *("--target", str(packages), "-r", str(asked)),
    )
    for twin in packages.glob(f"_{name}.*"):
        twin.unlink()


def _write(file: Path, entries: list[str]) -> Path:
    file.write_text("\n".join(entries) + "\n", encoding="utf-8")
    return file


def make_windows_python(folder: Path, lock: Path) -> Path:
    """Make the Windows Python that runs here under Wine; return the command that starts it."""
    subprocess.run(
        [str(ROOT / "scripts" / "windows" / "make-windows-python"), str(folder), str(lock)],
        check=True,
    )
    return folder / "python"
