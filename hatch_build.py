"""What a wheel needs beyond the package: translations, minified pages, resources, migrations."""

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGED_FOLDERS = ("resources", "migrations")
# The instructor's guide, in both languages, and its pictures.
GUIDES = (
    "GUIDE*.md",
    "INSTALL*.md",
    "LESSONS*.md",
    "HISTORY*.md",
    "SCHOOL*.md",
    "images/guide-*.png",
)


class ClassroomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles the translations and puts the folders beside the package inside the wheel.

    An editable install reads those folders from the source tree, so there the translations are
    compiled and the phones' pages minified in place.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before each build of a wheel; ``version`` is "standard" or "editable"."""
        root = Path(self.root)
        compile_translations(root / "resources" / "translations")
        subprocess.run([sys.executable, str(root / "scripts" / "minify_pages.py")], check=True)
        if version == "standard":
            for folder in PACKAGED_FOLDERS:
                build_data["force_include"][str(root / folder)] = f"classroom_app/{folder}"
            for path in guides(root):
                inside = path.relative_to(root).as_posix()
                build_data["force_include"][str(path)] = f"classroom_app/{inside}"


def guides(root: Path) -> list[Path]:
    """Return the files of the guide."""
    return sorted(path for pattern in GUIDES for path in (root / "docs").glob(pattern))


def compile_translations(folder: Path) -> None:
    """Write a .qm beside each .ts that is newer than it."""
    stale = [source for source in sorted(folder.glob("*.ts")) if is_stale(source)]
    for source in stale:
        subprocess.run(
            [find_lrelease(), "-silent", str(source), "-qm", str(source.with_suffix(".qm"))],
            check=True,
        )


def is_stale(source: Path) -> bool:
    """Tell whether the compiled file is missing or older than its source."""
    compiled = source.with_suffix(".qm")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def find_lrelease() -> str:
    """Name the compiler that comes with PySide6, in this environment or on the path."""
    here = sysconfig.get_path("scripts")
    found = shutil.which("pyside6-lrelease", path=here) or shutil.which("pyside6-lrelease")
    if found is None:
        raise FileNotFoundError("pyside6-lrelease is missing: PySide6-Essentials brings it")
    return found
