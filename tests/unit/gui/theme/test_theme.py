import re

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QListView,
    QMenu,
    QMenuBar,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.taskbar import TASKBAR_NAME, name_for_taskbar
from classroom_app.gui.theme.icons import program_icon
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


def test_a_button_that_cannot_be_pressed_looks_like_it(light: Theme, qtbot: QtBot) -> None:
    for kind in ("", "primary", "danger", "alarm"):
        button = IconButton(kind=kind)
        qtbot.addWidget(button)
        button.setText("Remove 0")
        button.resize(120, 40)
        grounds = []
        for is_enabled in (True, False):
            button.setEnabled(is_enabled)
            button.ensurePolished()
            grounds.append(button.grab().toImage())
        assert grounds[0] != grounds[1], kind
        assert grounds[1].pixelColor(60, 6).name() != LIGHT.alarm, kind


@pytest.mark.parametrize("kind", ["", "primary", "danger", "alarm", "quiet"])
@pytest.mark.parametrize("shape", ["", "big", "small", "tight"])
def test_the_keyboards_place_is_one_frame(
    kind: str, shape: str, light: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    """Qt's own style draws another one within, which ends in the middle of the button."""
    window = QWidget()
    qtbot.addWidget(window)
    button = IconButton(kind=kind, shape=shape, parent=window)
    button.resize(200, 44)
    window.show()
    window.activateWindow()
    grounds = []
    for _is_there in (False, True):
        qapp.processEvents()
        image = button.grab().toImage()
        grounds.append({image.pixelColor(x, y).name() for x in range(4, 196) for y in (6, 22, 38)})
        button.setFocus()
        qtbot.waitUntil(button.hasFocus)
        window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # as after Tab
    assert len(grounds[0]) == 1
    assert grounds[1] == grounds[0]


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
@pytest.mark.parametrize("is_on", [False, True])
def test_words_stay_where_they_are_when_a_box_gets_the_keyboard(
    kind: type[QCheckBox | QRadioButton], is_on: bool, light: Theme, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    box = kind("Words", window)
    box.setChecked(is_on)
    window.show()
    window.activateWindow()
    option, element = QStyleOptionButton(), QStyle.SubElement
    parts = {
        QCheckBox: (element.SE_CheckBoxIndicator, element.SE_CheckBoxContents),
        QRadioButton: (element.SE_RadioButtonIndicator, element.SE_RadioButtonContents),
    }[kind]
    places = []
    for _has_focus in (False, True):
        box.initStyleOption(option)
        places.append([box.style().subElementRect(part, option, box) for part in parts])
        box.setFocus()
        qtbot.waitUntil(box.hasFocus)
    assert places[1] == places[0]


def test_menus_and_lists_have_the_fonts_of_the_window(light: Theme, qapp: QApplication) -> None:
    """Windows has fonts of its own for them, and sets them again when its look changes."""
    foreign = QFont("Nonesuch")
    for kind in ("QMenu", "QMenuBar", "QListView"):
        QApplication.setFont(foreign, kind)  # type: ignore[arg-type] # it takes no bytes
    for widget in (QMenu(), QMenuBar(), QListView(), QLabel()):
        widget.ensurePolished()
        assert widget.font().families() == qapp.font().families()
        widget.deleteLater()


def test_a_windows_pc_shows_korean_in_its_own_fonts(light: Theme, qapp: QApplication) -> None:
    families = qapp.font().families()
    latin, korean = families.index("Segoe UI"), families.index("Malgun Gothic")
    assert latin + 1 == korean, "Hangul comes from the one after, not from a chance find"


def test_the_programs_icon_needs_no_plugin(qapp: QApplication) -> None:
    sizes = {size.width() for size in program_icon().availableSizes()}
    assert {16, 20, 24, 32, 48, 256} <= sizes
    middle = program_icon().pixmap(QSize(64, 64)).toImage().pixelColor(8, 32)
    assert middle.name() == "#0d6659"


def test_windows_takes_the_name_for_its_taskbar() -> None:
    name_for_taskbar()
    assert TASKBAR_NAME == "Classroom.Classroom", "the installer's shortcut has it too"
