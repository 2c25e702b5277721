"""Fetches the Windows wheels of a lock file on any system, and checks their hashes."""

import subprocess
import sys
import zipfile
from pathlib import Path

from steps import ROOT, run

sys.path.append(str(ROOT / "scripts" / "windows"))
from windows_lock import locked_for_windows

__all__ = ["fetch", "locked_for_windows", "make_windows_python", "unpack"]


_PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]


def fetch(wanted: dict[str, str], wheels: Path, packages: Path) -> None:
    """Fetch wheels into one folder and unpack them, unchanged, into another."""
    wheels.mkdir(parents=True)
    asked = wheels.parent / "windows.lock"
    asked.write_text("\n".join(wanted.values()) + "\n", encoding="utf-8")
    run(
        *(*_PIP, "download", "--no-deps", "--require-hashes", "--only-binary=:all:"),
        *("--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp"),
        *("-d", str(wheels), "-r", str(asked)),
    )
    for wheel in sorted(wheels.glob("*.whl")):
        unpack(wheel, packages)


def unpack(wheel: Path, packages: Path) -> None:
    """Unpack a wheel; none of ours has files that belong outside the packages' folder."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)


def make_windows_python(folder: Path, lock: Path) -> Path:
    """Make a Windows Python that runs under Wine; return the command that starts it."""
    subprocess.run(
        [str(ROOT / "scripts" / "windows" / "make-windows-python"), str(folder), str(lock)],
        check=True,
    )
    return folder / "python"
