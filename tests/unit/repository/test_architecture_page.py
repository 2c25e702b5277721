"""ARCHITECTURE.md says where things are, and there they are."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
PART = TEXT.partition("## Where to find things")[2].partition("\n## ")[0]
PLACES = re.findall(r"^\| [^|]+ \| `([^`]+)` \| `([^`]+)` \|$", PART, re.MULTILINE)


def test_places_are_named() -> None:
    assert len(PLACES) == PART.count("\n| ") - 2 > 10


@pytest.mark.parametrize(("file", "name"), PLACES)
def test_a_thing_is_where_it_is_said_to_be(file: str, name: str) -> None:
    path = ROOT / file if file.startswith("resources/") else ROOT / "classroom_app" / file
    assert name in path.read_text(encoding="utf-8")
