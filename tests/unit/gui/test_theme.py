import re

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from classroom_app.gui.theme.style_sheet import style_sheet
from classroom_app.gui.theme.theme import Scheme, Theme
from classroom_app.gui.theme.tokens import DARK, LIGHT


def test_light_and_dark_switch_at_once(light: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    assert light.colours is LIGHT
    with qtbot.waitSignal(light.changed):
        light.set_scheme(Scheme.DARK)
    assert light.colours is DARK
    assert qapp.palette().window().color().name() == DARK.window
    assert DARK.surface in qapp.styleSheet()
    assert light.scheme is Scheme.DARK


def test_the_system_may_decide(light: Theme) -> None:
    light.set_scheme(Scheme.SYSTEM)
    assert light.colours in (LIGHT, DARK)


def test_every_name_in_the_sheet_is_filled() -> None:
    sheet = style_sheet(LIGHT, "down.png", "up.png", "tick.png")
    assert not re.search(r"\$\w", sheet)
    assert sheet.count("{") == sheet.count("}")
