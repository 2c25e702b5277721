"""Builds what instructors install: `python packaging/build.py` (see README.md beside it).

On Linux it leaves in dist/ a .deb, a portable .tar.xz and the software bill of materials; on
Windows and macOS the program's folder, from which the installer is made.
"""

import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import deb
import third_party

ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "package"
DIST = ROOT / "dist"
NAME = "classroom-app"


def main() -> None:
    """Build everything for this system."""
    version = read_version()
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    DIST.mkdir(exist_ok=True)
    python = make_environment(WORK / "environment")
    write_bill_of_materials(python, DIST / f"{NAME}-{version}.cdx.json")
    folder = bundle(python)
    if sys.platform == "linux":
        strip(folder)
        third_party.collect(WORK / "work", folder)
        archive(folder, DIST / f"{NAME}-{version}-linux-{deb.machine()}")
        deb.build(folder, version, WORK / "deb", DIST)
    say_size(folder)


def read_version() -> str:
    """Return the version, from its one place."""
    scope: dict[str, str] = {}
    exec((ROOT / "classroom_app" / "__init__.py").read_text("utf-8"), scope)
    return scope["__version__"]


def make_environment(folder: Path) -> Path:
    """Make an environment of what the program runs with, and return its Python."""
    venv.create(folder, with_pip=False)
    python = Path(sysconfig.get_path("scripts", "venv", vars={"base": str(folder)})) / "python"
    install(python, "--require-hashes", "-r", "requirements.lock")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(WORK))
    (wheel,) = WORK.glob("*.whl")
    install(python, "--no-deps", str(wheel))
    return python


def install(python: Path, *what: str) -> None:
    """Install into an environment that has no pip of its own, so that none is shipped."""
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    run(*pip, "install", "--quiet", *what)


def write_bill_of_materials(python: Path, target: Path) -> None:
    """List every part that is shipped, with version and licence (CycloneDX)."""
    run(
        *(sys.executable, "-m", "cyclonedx_py", "environment", str(python)),
        *("--output-reproducible", "--pyproject", "pyproject.toml", "--mc-type", "application"),
        *("--of", "JSON", "-o", str(target)),
    )


def bundle(python: Path) -> Path:
    """Put the program and its parts into one folder, which needs no Python."""
    install(python, "--require-hashes", "-r", "requirements-package.lock")
    run(
        *(str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        *("--distpath", str(WORK / "folder"), "--workpath", str(WORK / "work")),
        "packaging/classroom-app.spec",
    )
    return WORK / "folder" / NAME


def strip(folder: Path) -> None:
    """Take the debug symbols out, but of Qt and Pillow: those come without, and are patched."""
    inside = folder / "_internal"
    libraries = [
        str(path)
        for path in inside.rglob("*.so*")
        if not path.is_symlink()
        and path.relative_to(inside).parts[0] not in ("PySide6", "PIL", "pillow.libs")
    ]
    subprocess.run(["strip", "--strip-unneeded", *libraries], check=True)


def archive(folder: Path, target: Path) -> None:
    """Pack the folder, to be unpacked and started anywhere."""
    made = shutil.make_archive(str(target), "xztar", folder.parent, folder.name)
    print(f"{made}: {Path(made).stat().st_size / 1e6:.0f} MB")


def say_size(folder: Path) -> None:
    """Print how large the unpacked program is."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if not path.is_symlink())
    print(f"{folder}: {size / 1e6:.0f} MB unpacked")


def run(*command: str) -> None:
    """Run a command in the project's folder; a failure ends the build."""
    print("+", " ".join(command), flush=True)
    subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
