"""Shared by the builds for all systems: paths, the version, running commands."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
DIST = ROOT / "dist"
NAME = "classroom-app"
PUBLISHER = "The classroom_app authors"


def read_version() -> str:
    """Return the version from `classroom_app/__init__.py`."""
    scope: dict[str, str] = {}
    exec((ROOT / "classroom_app" / "__init__.py").read_text("utf-8"), scope)
    return scope["__version__"]


def build_wheel(target: Path) -> Path:
    """Build the program's own wheel, which is the same for every system."""
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target))
    (wheel,) = target.glob("classroom_app-*.whl")
    return wheel


def size_of(folder: Path) -> int:
    """Return the total size of a folder's files, in bytes."""
    return sum(
        path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    )


def run(*command: str, env: dict[str, str] | None = None) -> None:
    """Run a command in the project's folder; a failure ends the build."""
    print("+", " ".join(command), flush=True)
    subprocess.run(command, cwd=ROOT, check=True, env=env)


def run_and_read(*command: str) -> str:
    """Run a command and return its output; a failure ends the build."""
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
