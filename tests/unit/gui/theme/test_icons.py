import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from classroom_app.gui.theme.icons import icon, pixmap
from classroom_app.gui.theme.tokens import LIGHT
from classroom_app.system.paths import resources_dir

FILES = sorted((resources_dir() / "icons").glob("*.svg"))
GUI = Path(__file__).parents[4] / "classroom_app" / "gui"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_one_family(file: Path, qtbot: QtBot) -> None:
    source = file.read_text(encoding="utf-8")
    assert QSvgRenderer(source.encode()).isValid()
    assert 'viewBox="0 0 24 24"' in source
    assert 'stroke-width="1.75"' in source
    assert 'stroke="currentColor"' in source
    assert not re.search(r"#[0-9a-f]{3}", source), "the colour comes from the scheme"


def test_each_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in GUI.rglob("*.py"))
    quoted = set(re.findall(r'"([a-z-]+)"', code))
    assert {file.stem for file in FILES} <= quoted


def test_drawn_in_the_colour_asked_for(qtbot: QtBot) -> None:
    image = pixmap("pause", "#ff0000", 24, 2).toImage()
    colours = {image.pixelColor(x, 24).name() for x in range(48)}
    assert "#ff0000" in colours
    assert image.width() == 48


def test_greyed_when_disabled(qtbot: QtBot) -> None:
    drawn = icon("pause", LIGHT, size=96).pixmap(96, QIcon.Mode.Disabled).toImage()
    names = {
        drawn.pixelColor(x, 48).name()
        for x in range(drawn.width())
        if drawn.pixelColor(x, 48).alpha() == 255
    }
    assert names == {QColor(LIGHT.border_strong).name()}
