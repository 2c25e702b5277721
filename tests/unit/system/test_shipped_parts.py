"""What the About box lists is what the lock file installs."""

import re
from pathlib import Path

from classroom_app.system.shipped_parts import shipped_parts

ROOT = Path(__file__).parents[3]


def key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_lists_every_locked_package_of_this_system() -> None:
    locked = re.findall(
        r"^([\w.-]+)(?:\[[\w,]+\])?==\S+(?: ; (?P<marker>.+?))? \\$",
        (ROOT / "requirements.lock").read_text("utf-8"),
        re.MULTILINE,
    )
    assert locked
    everywhere = {key(name) for name, marker in locked if not marker}
    named = {key(part.name) for part in shipped_parts()}
    assert everywhere <= named
    assert named <= {key(name) for name, _ in locked}


def test_each_part_names_its_licence() -> None:
    assert [part.name for part in shipped_parts() if not part.licence] == []


def test_licences_are_there_in_full() -> None:
    texts = {part.name: part.texts for part in shipped_parts()}
    assert any("Redistribution and use" in text for text in texts["websockets"])
    assert all(len(text) > 40 for found in texts.values() for text in found)


def test_the_program_and_its_tools_are_not_listed() -> None:
    named = {key(part.name) for part in shipped_parts()}
    assert not named & {"classroom-app", "pytest", "pyinstaller"}
