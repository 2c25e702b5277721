"""The line of the class: keys, pointer, and what is drawn on it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from classroom_app.gui.history.timeline_bar import Band, TimelineBar
from classroom_app.gui.theme.theme import Theme
from classroom_app.gui.theme.tokens import LIGHT


@pytest.fixture
def bar(qtbot: QtBot, light: Theme) -> TimelineBar:
    made = TimelineBar()
    qtbot.addWidget(made)
    made.resize(620, 60)
    bands = [Band(0.1, 0.6, "1"), Band(0.6, 1.0, "2"), Band(0.3, 0.4, "")]
    made.show_class(600_000, bands, [0.5], [0, 60_000, 360_000, 600_000])
    made.show()
    return made


def test_the_pointer_goes_where_it_presses_and_drags(bar: TimelineBar) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(bar, left, pos=QPoint(310, 30))
    assert bar.value() == 300_000
    QTest.mouseMove(bar, QPoint(40, 30))
    QTest.mousePress(bar, Qt.MouseButton.RightButton, pos=QPoint(10, 30))
    assert bar.value() == 300_000, "a pointer that only passes does nothing"
    QTest.mousePress(bar, left, pos=QPoint(10, 30))
    QTest.mouseMove(bar, QPoint(160, 30))
    assert bar.value() == 150_000
    QTest.mouseRelease(bar, left, pos=QPoint(160, 30))
    QTest.mouseClick(bar, left, pos=QPoint(615, 30))
    assert bar.value() == 600_000


def test_arrows_go_a_little_and_with_ctrl_to_what_happened(bar: TimelineBar) -> None:
    ctrl = Qt.KeyboardModifier.ControlModifier
    visited = []
    for key, modifier in (
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Right, ctrl),
        (Qt.Key.Key_Right, ctrl),
        (Qt.Key.Key_Left, ctrl),
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Right, ctrl),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, ctrl),
    ):
        QTest.keyClick(bar, key, modifier)
        visited.append(bar.value())
    assert visited == [3_000, 60_000, 360_000, 60_000, 600_000, 600_000, 0, 0]


def test_ctrl_and_an_arrow_lead_no_class_that_is_open(bar: TimelineBar) -> None:
    window = bar.window()
    led: list[bool] = []
    shortcut = QShortcut(QKeySequence("Ctrl+Right"), window, lambda: led.append(True))
    shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
    window.activateWindow()
    QTest.keyClick(bar, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert led == []
    assert bar.value() == 60_000


def test_steps_pauses_and_calls_are_seen(bar: TimelineBar) -> None:
    image = bar.grab().toImage()
    scale = image.width() / bar.width()

    def colours(x: float, top: int, bottom: int) -> set[str]:
        column = round((10 + x * 600) * scale)
        return {image.pixelColor(column, round(y * scale)).name() for y in range(top, bottom)}

    assert LIGHT.accent_soft in colours(0.2, 18, 40)
    assert LIGHT.warning_soft in colours(0.35, 18, 40)
    assert LIGHT.track in colours(0.05, 18, 40)
    assert LIGHT.alarm in colours(0.5, 44, 56)
