"""docs/SECURITY.md: its claims name tests that exist, and the ones that no other test shows."""

import ast
import os
import re
import stat
from functools import cache
from pathlib import Path

import httpx
import pytest

from tests.helpers.phone import Phone, cookie_of
from tests.helpers.real_program import RealProgram
from tests.helpers.sample import picture

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "SECURITY.md").read_text("utf-8")
NAMED = re.findall(r"`(tests/[\w/.\-]+?\.(?:py|mjs))::([^`]+)`", PAGE)
ON_POSIX = os.name == "posix"


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


# What no other test shows


async def test_neither_secrets_nor_names_come_into_the_log(tmp_path: Path) -> None:
    program = RealProgram(tmp_path / "data", "CODE7788", guests=True)
    await program.start()
    secrets = [program.instructor_key, "CODE7788"]
    async with httpx.AsyncClient(base_url=program.url, trust_env=False) as http:
        answer = await http.post("/api/sessions/CODE7788/join?name=Zebedee&device_id=dev-4711")
        cookie = cookie_of(answer)
        await http.post("/api/instructor/login", headers={"Authorization": "Bearer wrong-key-1"})
        await http.get("/api/sessions/WRONG99")
    phone = await Phone.open(f"{program.url.replace('http', 'ws')}/ws/sessions/CODE7788/", cookie)
    await phone.join()
    shot = picture()
    await phone.ask("request_help", message="a private word", screenshot=shot)
    await phone.socket.send("{ garbage of Zebedee")
    await phone.expect("error")
    instructor = await program.instructor()
    await instructor.send("instructor_message", message="a word to all")
    await instructor.expect("instructor_message")
    await phone.close()
    await instructor.close()
    assert await program.stop() == 0
    secrets += [cookie, "Zebedee", "dev-4711", "private", "wrong-key-1", "WRONG99", shot, "to all"]
    logs = sorted((program.data_dir / "logs").glob("*.log*"))
    said = program.said + "".join(log.read_text("utf-8") for log in logs)
    assert "The Android app joins on port" in said
    assert [secret for secret in secrets if secret in said] == []


async def test_other_accounts_of_the_computer_cannot_read_the_folder(tmp_path: Path) -> None:
    program = RealProgram(tmp_path / "new" / "data", "CODE7788")
    program.data_dir.parent.mkdir()
    await program.start()
    assert await program.stop() == 0
    mode = stat.S_IMODE(program.data_dir.stat().st_mode)
    assert mode == (0o700 if ON_POSIX else mode)
