"""The claims of docs/SECURITY.md name tests, and those are there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "SECURITY.md").read_text("utf-8")
NAMED = re.findall(r"`(tests/[\w/.\-]+?\.(?:py|mjs))::([^`]+)`", PAGE)


@cache
def names_in(path: str) -> frozenset[str]:
    text = (ROOT / path).read_text("utf-8")
    if path.endswith(".mjs"):
        return frozenset(re.findall(r"^\s*(?:test|it)\('([^']+)'", text, re.M))
    functions = (ast.AsyncFunctionDef, ast.FunctionDef)
    return frozenset(node.name for node in ast.walk(ast.parse(text)) if isinstance(node, functions))


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_every_named_test_is_there(path: str, name: str) -> None:
    assert name in names_in(path)


def test_every_claim_names_a_test() -> None:
    claims = [
        line
        for line in PAGE.splitlines()
        if line.startswith("| ") and not line.startswith(("| ---", "| claim"))
    ]
    assert claims
    for claim in claims:
        assert "`tests/" in claim, claim
