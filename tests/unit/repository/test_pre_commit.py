"""Each hook of pre-commit runs when one of the files that it checks has changed."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[3]
CONFIGURATION = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
PATTERNS = {
    hook["id"]: re.compile(hook["files"])
    for repo in CONFIGURATION["repos"]
    for hook in repo["hooks"]
    if "files" in hook
}
MADE = "resources/minified"


def files(*patterns: str) -> list[str]:
    found = (path.relative_to(ROOT).as_posix() for each in patterns for path in ROOT.glob(each))
    return [name for name in found if not name.startswith(MADE)]


@pytest.mark.parametrize(
    ("hook", "kinds"),
    [
        ("mypy", ("classroom_app/**/*.py", "tests/**/*.py", "scripts/**/*.py", "*.toml")),
        ("import-linter", ("classroom_app/**/*.py", "pyproject.toml")),
        ("phone-pages", ("resources/**/*.js", "resources/**/*.css", "tests/**/*.mjs")),
        ("phone-pages", ("docs/**/*.mjs", "*.js", "package*.json", "tsconfig.json")),
    ],
)
def test_what_a_hook_checks_makes_it_run(hook: str, kinds: tuple[str, ...]) -> None:
    for kind in kinds:
        checked = files(kind)
        assert checked, kind
        assert [name for name in checked if not PATTERNS[hook].search(name)] == []


@pytest.mark.parametrize("hook", ["mypy", "import-linter", "phone-pages"])
def test_a_change_of_a_guide_runs_no_checks_of_code(hook: str) -> None:
    assert not PATTERNS[hook].search("docs/GUIDE.ko.md")
