"""Prints the app's requirements without the upper bounds that stand for caution alone.

`make test-newest` gives them to uv as overrides.
"""

import re
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"
# ARCHITECTURE.md, decision 8: a version beyond is known not to work.
KNOWN_NOT_TO_WORK = ("PySide6-Essentials",)


def requirements() -> list[str]:
    """Return what may be newer than pyproject.toml says."""
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    return [
        requirement if requirement.startswith(KNOWN_NOT_TO_WORK) else without_bound(requirement)
        for requirement in (
            *project["dependencies"],
            *(each for extra in project["optional-dependencies"].values() for each in extra),
        )
    ]


def without_bound(requirement: str) -> str:
    """Return a requirement that any newer version meets."""
    return re.sub(r",?\s*<=?[^,;]+", "", requirement)


if __name__ == "__main__":
    sys.stdout.write("\n".join(requirements()) + "\n")
