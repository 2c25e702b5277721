"""What the next start takes, and what a broken file does not break."""

import json
from pathlib import Path

import pytest

from classroom_app.system.start_choices import FILE, StartChoices


def test_choices_are_kept_side_by_side(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "yet"
    choices = StartChoices(folder)
    assert (choices.port, choices.data_dir) == (None, None)
    choices.choose(port=8123)
    choices.choose(data_dir="/데이터")
    assert not choices.tls
    choices.choose(tls=True)
    again = StartChoices(folder)
    assert again.tls
    assert (again.port, again.data_dir) == (8123, Path("/데이터"))


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", json.dumps({"port": "8000", "data_dir": 3, "tls": "yes"}), '{"port": 70000}'],
)
def test_nonsense_is_passed_over(
    tmp_path: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FILE).write_text(content)
    choices = StartChoices(tmp_path)
    assert (choices.port, choices.data_dir, choices.tls) == (None, None, False)
    caplog.clear()
