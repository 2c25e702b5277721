"""Builds the packages that instructors install: `python packaging/build.py` (see README.md).

On Linux it makes a .deb, a portable .tar.xz and the software bill of materials in dist/; on macOS
the program's folder. The Windows installer is made on Linux too, by windows.py.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import bill_of_materials
import deb
import icu_data
import server_libraries
import third_party
from steps import DIST, NAME, ROOT, build_wheel, read_version, run, run_and_read, size_of

WORK = ROOT / "build" / "package"
# Folders with libraries that were patched when their wheels were built.
PATCHED = ("PySide6", "PIL", "pillow.libs", "psycopg_binary", "psycopg_binary.libs")


def main() -> None:
    """Build everything for this system."""
    version = read_version()
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    DIST.mkdir(exist_ok=True)
    python = make_environment(WORK / "environment")
    listed = DIST / f"{NAME}-{version}.cdx.json"
    bill_of_materials.write(python, listed)
    folder = bundle(python)
    if sys.platform == "linux":
        third_party.collect(WORK / "work", folder)
        server_libraries.collect(folder)
        others = third_party.parts(WORK / "work", folder, bootloader_version(python))
        others += server_libraries.LINUX.values()
        bill_of_materials.add(listed, map(bill_of_materials.component, others))
        for library in libraries_of_icu(folder):
            icu_data.shrink(library, WORK / "icu")
        strip(folder)
        archive(folder, DIST / f"{NAME}-{version}-linux-{deb.machine()}")
        deb.build(folder, version, WORK / "deb", DIST)
    print(f"{folder}: {size_of(folder) / 1e6:.0f} MB unpacked")


def make_environment(folder: Path) -> Path:
    """Make an environment with the program and its requirements; return its Python."""
    venv.create(folder, with_pip=False)
    python = Path(sysconfig.get_path("scripts", "venv", vars={"base": str(folder)})) / "python"
    install(python, "--require-hashes", "-r", "requirements.lock")
    install(python, "--no-deps", str(build_wheel(WORK)))
    return python


def install(python: Path, *what: str) -> None:
    """Install into an environment that has no pip of its own, so that none is shipped."""
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    run(*pip, "install", "--quiet", *what)


def bundle(python: Path) -> Path:
    """Put the program and its parts into one folder that needs no Python; return it."""
    install(python, "--require-hashes", "-r", "requirements-package.lock")
    run(
        *(str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        *("--distpath", str(WORK / "folder"), "--workpath", str(WORK / "work")),
        "packaging/classroom-app.spec",
    )
    return WORK / "folder" / NAME


def bootloader_version(python: Path) -> str:
    """Return the version of PyInstaller, whose bootloader starts the program."""
    ask = "import PyInstaller; print(PyInstaller.__version__)"
    return run_and_read(str(python), "-c", ask).strip()


def libraries_of_icu(folder: Path) -> list[Path]:
    """Return the data library of Qt's ICU, without the links to it."""
    found = (folder / "_internal").rglob("libicudata.so.*")
    return [library for library in found if not library.is_symlink()]


def strip(folder: Path) -> None:
    """Remove debug symbols; the patched libraries of wheels have none."""
    inside = folder / "_internal"
    libraries = [
        str(path)
        for path in inside.rglob("*.so*")
        if not path.is_symlink() and path.relative_to(inside).parts[0] not in PATCHED
    ]
    subprocess.run(["strip", "--strip-unneeded", *libraries], check=True)


def archive(folder: Path, target: Path) -> None:
    """Pack the folder, to be unpacked and started anywhere.

    Only the user who unpacks it can write to it, whichever user built it.
    """
    # All cores: xz on one takes longer than everything else together.
    packed = target.with_name(target.name + ".tar.xz")
    run(
        *("tar", "--create", "--file", str(packed), "--directory", str(folder.parent)),
        *("--owner", "root:0", "--group", "root:0", "--mode", "u=rwX,go=rX"),
        *("--use-compress-program", "xz -6 -T0", folder.name),
        env={**os.environ, "LC_ALL": "C"},
    )
    print(f"{packed}: {packed.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
