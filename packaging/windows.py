"""Builds the Windows installer on Debian: `python packaging/windows.py` (see README.md beside it).

PyInstaller runs in a Windows Python under Wine. The unchanged files of the Windows wheels are
shipped, which requirements.lock pins by their hashes; replacements for DLLs that Wine lacks are
only in Wine's own folders.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

import bill_of_materials
import signing
import windows_parts
import windows_pictures
import windows_wheels
from steps import DIST, NAME, PUBLISHER, ROOT, build_wheel, read_version, run, size_of

WORK = ROOT / "build" / "package-windows"
FOLDER = WORK / "folder" / NAME
PYTHON = WORK / "python"
# There, PyInstaller keeps the libraries of packages in the packages' own folders.
PACKAGES = PYTHON / "home" / "Lib" / "site-packages"
SOURCES = ROOT / "packaging" / "windows"

VERSION_RESOURCE = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", "{publisher}"),
      StringStruct("FileDescription", "Classroom"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("LegalCopyright", "{publisher}, Apache-2.0"),
      StringStruct("OriginalFilename", "{name}.exe"),
      StringStruct("ProductName", "Classroom"),
      StringStruct("ProductVersion", "{version}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x0409, 1200])]),
  ],
)
"""


def main() -> None:
    """Build the program's folder and the installer, or only the installer."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--folder", type=Path, help="make a setup of this folder, no more")
    arguments.add_argument("--version", default=read_version(), help="the setup's (with --folder)")
    arguments.add_argument("--out", type=Path, default=DIST, help="where the setup goes")
    arguments.add_argument("--quick", action="store_true", help="do not compress it: for tests")
    given = arguments.parse_args()
    if given.folder is None:
        build(given.version)
    folder = (given.folder or FOLDER).resolve()
    make_setup(folder, given.version, given.out.resolve(), quick=given.quick)


def build(version: str) -> None:
    """Make the program's folder, signed if the environment configures that."""
    for made in ("folder", "work", "wheels", "prefix", "listing"):
        shutil.rmtree(WORK / made, ignore_errors=True)
    shutil.rmtree(PACKAGES, ignore_errors=True)
    WORK.mkdir(parents=True, exist_ok=True)
    DIST.mkdir(exist_ok=True)
    python = gather()
    write_version_resource(version)
    bundle(python)
    windows_parts.compile_console(FOLDER / f"{NAME}-console.exe")
    windows_parts.write_licences(FOLDER / "licences")
    if signing.is_wanted():
        for program in FOLDER.glob("*.exe"):
            signing.sign(program)
    bill_of_materials.write_for_windows(
        PACKAGES, windows_parts.PARTS, DIST / f"{NAME}-{version}-windows.cdx.json", WORK
    )
    print(f"{FOLDER}: {size_of(FOLDER) / 1e6:.0f} MB unpacked")


def gather() -> Path:
    """Fetch the packages to ship and the build tools; return the Windows Python."""
    shipped = windows_wheels.locked_for_windows(ROOT / "requirements.lock")
    building = windows_wheels.locked_for_windows(ROOT / "requirements-package.lock")
    tools = WORK / "tools.lock"
    tools.write_text(
        "\n".join(entry for name, entry in building.items() if name not in shipped) + "\n"
    )
    run(str(SOURCES / "make-prefix"), str(WORK / "prefix"))
    python = windows_wheels.make_windows_python(PYTHON, tools)
    windows_wheels.fetch(shipped, WORK / "wheels", PACKAGES)
    for old in WORK.glob("*.whl"):
        old.unlink()
    windows_wheels.unpack(build_wheel(WORK), PACKAGES)
    return python


def write_version_resource(version: str) -> None:
    """Write the properties of the program's file that Windows Explorer shows."""
    numbers = tuple(int(number) for number in numbers_of(version).split("."))
    (WORK / "version.txt").write_text(
        VERSION_RESOURCE.format(numbers=numbers, version=version, publisher=PUBLISHER, name=NAME),
        encoding="utf-8",
    )


def numbers_of(version: str) -> str:
    """Return a version as four numbers, as Windows requires: "0.2.0rc1" is "0.2.0.0"."""
    numbers = ["".join(c for c in part if c.isdigit()) for part in version.split(".")[:3]]
    return ".".join([number or "0" for number in [*numbers, "0", "0", "0"]][:4])


def bundle(python: Path) -> None:
    """Put the program and its parts into one folder, which needs no Python."""
    run(
        *(str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        *("--distpath", wine_path(WORK / "folder"), "--workpath", wine_path(WORK / "work")),
        wine_path(ROOT / "packaging" / "classroom-app.spec"),
        env={**os.environ, "WINEPREFIX": str(WORK / "prefix")},
    )


def make_setup(folder: Path, version: str, target: Path, *, quick: bool) -> None:
    """Make the installer of a folder, signed if the environment configures that."""
    setup = target / f"ClassroomSetup-{version}.exe"
    WORK.mkdir(parents=True, exist_ok=True)
    windows_pictures.write_side_picture(WORK / "side.bmp")
    signs = [f"-DSIGN={sys.executable} {ROOT / 'packaging' / 'signing.py'}"]
    run(
        *("makensis", "-V2", "-WX", f"-DVERSION={version}", f"-DNUMBERS={numbers_of(version)}"),
        *(f"-DFOLDER={folder}", f"-DSIZE_KIB={size_of(folder) // 1024}", f"-DOUTPUT={setup}"),
        *(f"-DPICTURE={WORK / 'side.bmp'}", f"-DPUBLISHER={PUBLISHER}"),
        *(signs if signing.is_wanted() else ()),
        *(("-DQUICK",) if quick else ()),
        str(SOURCES / "classroom.nsi"),
    )
    if signing.is_wanted():
        signing.sign(setup)
    print(f"{setup}: {setup.stat().st_size / 1e6:.0f} MB")


def wine_path(path: Path) -> str:
    """Return a path of this machine as programs under Wine see it."""
    return "Z:" + str(path).replace("/", "\\")


if __name__ == "__main__":
    main()
