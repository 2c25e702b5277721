"""The Python packages that are shipped, with their licences, from their own metadata."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution

PROGRAM = "classroom-app"
# "licenses/LICENSE", "COPYING.txt", "vendor/llhttp/LICENSE"
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)
_NAME = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)(\[(?P<extras>[^]]*)\])?")
_OF_EXTRA = re.compile(r"""extra\s*==\s*['"]([^'"]+)['"]""")


@dataclass(frozen=True, slots=True)
class Part:
    """A Python package that is shipped; `texts` are its licences in full."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]


def shipped_parts(program: str = PROGRAM) -> list[Part]:
    """Return the packages that `program` needs, directly or not, sorted by name. Blocks."""
    found: dict[str, Part] = {}
    extras = distribution(program).metadata.get_all("Provides-Extra") or []
    waiting = _requirements(program, extras)
    while waiting:
        name, extras = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            continue
        try:
            part = distribution(name)
        except PackageNotFoundError:  # for another system or another Python
            continue
        found[key] = Part(
            str(part.metadata["Name"]), part.version, _licence_of(part), tuple(_texts_of(part))
        )
        waiting += _requirements(name, extras)
    return [found[key] for key in sorted(found)]


def _requirements(name: str, extras: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return the packages that one with these extras needs, each with the extras it needs."""
    found = []
    for requirement in distribution(name).requires or ():
        extra = _OF_EXTRA.search(requirement)
        match = _NAME.match(requirement)
        if match is not None and (extra is None or extra[1] in extras):
            found.append((match["name"], re.findall(r"[\w.-]+", match["extras"] or "")))
    return found


def _licence_of(part: Distribution) -> str:
    def values(field: str) -> list[str]:
        return [str(value) for value in part.metadata.get_all(field) or ()]

    classifiers = [
        line.rsplit(" :: ", 1)[-1] for line in values("Classifier") if line.startswith("License ::")
    ]
    written = next(iter(values("License-Expression") + values("License")), "")
    return written.splitlines()[0] if written else ", ".join(classifiers)


def _texts_of(part: Distribution) -> list[str]:
    return [
        file.read_text(encoding="utf-8").strip()
        for file in part.files or ()
        if ".dist-info/" in file.as_posix() and _LICENCE_FILE.search(file.as_posix())
    ]
