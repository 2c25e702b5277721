"""Prints the app's requirements without the upper bounds that are only there for caution.

`make test-newest` passes them to uv as overrides.
"""

import re
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"
# ARCHITECTURE.md, decision 8: newer versions are known not to work.
KNOWN_NOT_TO_WORK = ("PySide6-Essentials",)


def requirements() -> list[str]:
    """Return the requirements, without upper bounds unless newer versions do not work."""
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    return [
        requirement if requirement.startswith(KNOWN_NOT_TO_WORK) else without_bound(requirement)
        for requirement in (
            *project["dependencies"],
            *(each for extra in project["optional-dependencies"].values() for each in extra),
        )
    ]


def without_bound(requirement: str) -> str:
    """Return a requirement without its upper bound."""
    return re.sub(r",?\s*<=?[^,;]+", "", requirement)


if __name__ == "__main__":
    sys.stdout.write("\n".join(requirements()) + "\n")
