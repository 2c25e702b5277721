"""Licences of the system libraries that the program's folder contains.

Those of Python packages are in their own metadata, which the folder contains too.
"""

import ast
import platform
import shutil
import subprocess
from pathlib import Path

from bill_of_materials import Part
from steps import run_and_read


def collect(work: Path, folder: Path) -> None:
    """Copy the copyright file of each Debian package from which a library was taken."""
    target = folder / "licences"
    target.mkdir()
    for library in taken_from_system(work, folder):
        package = owner(library)
        if package is not None:
            notice = Path("/usr/share/doc") / package / "copyright"
            if notice.is_file():
                shutil.copy(notice, target / f"{package}.txt")


def parts(work: Path, folder: Path, bootloader: str) -> list[Part]:
    """Return the components of a Linux folder that are not Python packages."""
    libraries: dict[str, list[str]] = {}
    for library in taken_from_system(work, folder):
        package = owner(library)
        if package is not None:
            libraries.setdefault(package, []).append(library.name)
    return [
        Part(
            "CPython",
            platform.python_version(),
            "Python-2.0",
            "the interpreter that the folder brings",
            ("libpython*", "python3*/lib-dynload"),
        ),
        Part(
            "PyInstaller bootloader",
            bootloader,
            "GPL-2.0-or-later WITH Bootloader-exception",
            "starts the program; its exception allows any licence for what it starts",
            ("classroom-app",),
        ),
        *(
            Part(
                package,
                version_of(package),
                f"LicenseRef-Debian-{package}",
                f"from Debian's package; its licences are in licences/{package}.txt",
                tuple(sorted(files)),
            )
            for package, files in sorted(libraries.items())
        ),
    ]


def version_of(package: str) -> str:
    """Return the version of an installed Debian package."""
    return run_and_read("dpkg-query", "--show", "--showformat", "${Version}\n", package).split()[0]


def taken_from_system(work: Path, folder: Path) -> list[Path]:
    """Return the paths of the system libraries that were copied into the folder."""
    (collected,) = work.rglob("COLLECT-00.toc")
    entries = ast.literal_eval(collected.read_text(encoding="utf-8"))[0]
    inside = folder / "_internal"
    return [
        Path(source)
        for name, source, _kind in entries
        if source.startswith(("/lib/", "/usr/lib/")) and (inside / name).exists()
    ]


def owner(library: Path) -> str | None:
    """Return the Debian package that a file belongs to, or None."""
    for path in (library, library.resolve(), Path("/") / library.resolve().relative_to("/usr")):
        found = subprocess.run(
            ["dpkg", "-S", str(path)], capture_output=True, text=True, check=False
        )
        if found.returncode == 0:
            return found.stdout.split(":", 1)[0]
    return None
