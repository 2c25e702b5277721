"""Lists every part that is shipped, with version and licence (CycloneDX)."""

import json
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

from steps import run


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is no Python package; `licence` is an SPDX expression."""

    name: str
    version: str
    licence: str
    origin: str
    files: tuple[str, ...]


def write(python: Path, target: Path) -> None:
    """List the Python packages of an environment."""
    run(
        *(sys.executable, "-m", "cyclonedx_py", "environment", str(python)),
        *("--output-reproducible", "--pyproject", "pyproject.toml", "--mc-type", "application"),
        *("--of", "JSON", "-o", str(target)),
    )


def write_for_windows(packages: Path, parts: list[Part], target: Path, work: Path) -> None:
    """List the Python packages of a folder of unpacked Windows wheels, and the other parts."""
    environment = work / "listing"
    venv.create(environment, with_pip=False)
    (site,) = environment.glob("lib/python*/site-packages")
    (site / "windows.pth").write_text(f"{packages}\n", encoding="utf-8")
    write(environment / "bin" / "python", target)
    listed = json.loads(target.read_text(encoding="utf-8"))
    listed["components"] += [_component(part) for part in parts]
    target.write_text(json.dumps(listed, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _component(part: Part) -> dict[str, object]:
    return {
        "type": "library",
        "bom-ref": f"{part.name}@{part.version}",
        "name": part.name,
        "version": part.version,
        "description": f"{', '.join(part.files)}: {part.origin}",
        "licenses": [{"expression": part.licence}],
    }
