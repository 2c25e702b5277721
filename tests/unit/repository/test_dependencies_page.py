"""docs/DEPENDENCIES.md names every dependency, and the places that lean on what is private."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "DEPENDENCIES.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NAME = re.compile(r"[A-Za-z0-9_.-]+")
# Bounded for a fault of its own, not for what we do with it.
NOT_FOR_PRIVATE_PARTS = {"PySide6-Essentials"}


def bounds_of(requirements: list[str]) -> dict[str, str]:
    """Return the version part of each requirement by name."""
    found = {}
    for requirement in requirements:
        match = NAME.match(requirement)
        assert match is not None
        found[match[0]] = requirement[match.end() :]
    return found


APP = bounds_of(PROJECT["project"]["dependencies"])
EXTRA = bounds_of(PROJECT["project"]["optional-dependencies"]["postgresql"])


def private_places() -> list[tuple[str, str, list[str]]]:
    """Return each row: the library, our class, the names that it reaches for."""
    part = PAGE.split("### Where we reach behind", 1)[1].split("\n## ", 1)[0]
    rows = [line.split("|")[1:-1] for line in part.splitlines() if line.startswith("|")][2:]
    return [
        (library.strip(), our_class.strip(" `"), re.findall(r"`(\w+)`", names))
        for library, our_class, names in rows
    ]


@pytest.mark.parametrize(
    ("library", "our_class", "names"), private_places(), ids=lambda value: str(value)[:20]
)
def test_each_place_is_there(library: str, our_class: str, names: list[str]) -> None:
    declared = re.compile(rf"^class {our_class}\b", re.MULTILINE)
    sources = [path.read_text("utf-8") for path in (ROOT / "classroom_app").rglob("*.py")]
    (source,) = [source for source in sources if declared.search(source)]
    assert names
    assert [name for name in names if not re.search(rf"\b{name}\b", source)] == []


def test_each_such_library_has_an_upper_bound_and_no_other() -> None:
    leaned_on = {library for library, _class, _names in private_places()}
    assert "asyncio (Python)" in leaned_on
    assert "<" in PROJECT["project"]["requires-python"]
    bounded = {name for name, bound in (APP | EXTRA).items() if "<" in bound}
    assert bounded == (leaned_on - {"asyncio (Python)"}) | NOT_FOR_PRIVATE_PARTS


def test_each_dependency_earns_a_line() -> None:
    dev, package = (bounds_of(PROJECT["dependency-groups"][group]) for group in ("dev", "package"))
    named = set(re.findall(NAME, PAGE))
    extra = bounds_of(PROJECT["project"]["optional-dependencies"]["postgresql"])
    assert [name for name in {**APP, **extra, **dev, **package} if name not in named] == []
