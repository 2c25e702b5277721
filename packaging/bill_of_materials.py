"""Lists every component that is shipped, with version and licence (CycloneDX)."""

import json
import sys
import venv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from steps import run, run_and_read

Component = dict[str, Any]
KEPT = ("type", "name", "version", "licenses", "purl")


@dataclass(frozen=True, slots=True)
class Part:
    """A component that is not a Python package; `licence` is an SPDX expression."""

    name: str
    version: str
    licence: str
    origin: str
    files: tuple[str, ...]


def write(python: Path, target: Path) -> None:
    """List the Python packages of an environment, and the libraries inside their wheels."""
    run(
        *(sys.executable, "-m", "cyclonedx_py", "environment", str(python)),
        *("--output-reproducible", "--pyproject", "pyproject.toml", "--mc-type", "application"),
        *("--of", "JSON", "-o", str(target)),
    )
    paths = run_and_read(str(python), "-c", "import json, sys; print(json.dumps(sys.path))")
    for folder in json.loads(paths):
        add(target, inside_wheels(Path(folder)))
    listed = json.loads(target.read_text(encoding="utf-8"))["components"]
    add(target, [qt_of(each) for each in listed if each["name"].lower() == "pyside6_essentials"])


def qt_of(pyside: Component) -> Component:
    """Return the component of Qt, whose libraries are in PySide's wheel and have its version."""
    version = pyside["version"]
    return {
        "type": "library",
        "bom-ref": f"Qt@{version}",
        "name": "Qt",
        "version": version,
        "description": f"inside {pyside['name']}, with the libraries that Qt's own notices name",
        "licenses": [{"expression": "LGPL-3.0-only"}],
    }


def add(target: Path, components: Iterable[Component]) -> None:
    """Add those components to a written list that it does not have yet."""
    listed = json.loads(target.read_text(encoding="utf-8"))
    there = {(each["name"], each.get("version")) for each in listed["components"]}
    for each in components:
        if (each["name"], each.get("version")) not in there:
            there.add((each["name"], each.get("version")))
            listed["components"].append(each)
    target.write_text(json.dumps(listed, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def inside_wheels(site_packages: Path) -> Iterator[Component]:
    """Yield the libraries inside wheels, by the wheels' own lists (PEP 770)."""
    for file in sorted(site_packages.glob("*.dist-info/sboms/*.json")):
        wheel = file.parts[-3].removesuffix(".dist-info")
        for each in json.loads(file.read_text(encoding="utf-8")).get("components", []):
            kept = {name: each[name] for name in KEPT if name in each}
            reference = f"{wheel}/{each['name']}@{each.get('version', '')}"
            yield {**kept, "bom-ref": reference, "description": f"inside {wheel}"}


def write_for_windows(packages: Path, parts: list[Part], target: Path, work: Path) -> None:
    """List the Python packages of a folder of unpacked Windows wheels, and the other parts."""
    environment = work / "listing"
    venv.create(environment, with_pip=False)
    (site,) = environment.glob("lib/python*/site-packages")
    (site / "windows.pth").write_text(f"{packages}\n", encoding="utf-8")
    write(environment / "bin" / "python", target)
    add(target, map(component, parts))


def component(part: Part) -> Component:
    """Return a part in the form of the list."""
    return {
        "type": "library",
        "bom-ref": f"{part.name}@{part.version}",
        "name": part.name,
        "version": part.version,
        "description": f"{', '.join(part.files)}: {part.origin}",
        "licenses": [{"expression": part.licence}],
    }
