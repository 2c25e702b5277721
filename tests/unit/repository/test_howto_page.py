"""docs/HOWTO.md names files that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "HOWTO.md").read_text(encoding="utf-8")
ENDS = "py|js|mjs|html|css|md|toml|ts|yaml"
NAMED = sorted(
    name for name in set(re.findall(rf"`([\w/.*-]+\.(?:{ENDS}))`", TEXT)) if "NAME" not in name
)


def test_files_are_named() -> None:
    assert len(NAMED) > 40


@pytest.mark.parametrize("name", NAMED)
def test_a_file_is_there(name: str) -> None:
    folders = ("", "classroom_app/", "resources/student/", "tests/integration/", "tests/unit/**/")
    assert any(any(ROOT.glob(folder + name)) for folder in folders)
