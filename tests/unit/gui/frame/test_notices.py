"""What the window says by itself about the disk."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from classroom_app.application.disk_watch import RoomLevel
from classroom_app.application.ports import STEADY_LINE, Line, LineTrouble
from classroom_app.gui.console import Console
from classroom_app.gui.frame.notice_bar import NoticeBar
from classroom_app.gui.frame.notices import Notices
from tests.helpers.lecture import NINE
from tests.helpers.set_line import SetLine
from tests.unit.gui.finding import button, is_shown


class Signals(QObject):
    """Everything that the notices listen to."""

    storage_failed = Signal(str)
    storage_recovered = Signal()
    refused = Signal(str)
    lead_changed = Signal()
    ticked = Signal()
    bug_found = Signal(str)
    session = None


@pytest.fixture
def disk() -> Any:
    return SimpleNamespace(level=RoomLevel.ENOUGH, free_bytes=10**12)


def notices_of(signals: Signals, bar: NoticeBar, disk: Any, line: Line = STEADY_LINE) -> Notices:
    network = SimpleNamespace(android_fault=None)
    console = SimpleNamespace(
        bridge=signals,
        dispatcher=signals,
        tasks=signals,
        board=signals,
        services=SimpleNamespace(disk=disk, network=network, line=line),
    )
    return Notices(cast(Console, console), bar, signals)


def test_a_button_in_vain_is_no_fault_of_the_disk(qtbot: QtBot, disk: Any) -> None:
    """It is the line to a server that does not answer; the words go when it is back."""
    signals, bar, line = Signals(), NoticeBar(), SetLine()
    qtbot.addWidget(bar)
    notices = notices_of(signals, bar, disk, line)
    line.be(LineTrouble(NINE, "gone", is_refusing=True))
    assert not is_shown(bar), "its own bar says it"
    signals.storage_failed.emit("gone")
    assert "the school's server doesn't answer" in bar.text
    assert "disk" not in bar.text
    line.be(None)
    assert not is_shown(bar)
    line.be(LineTrouble(NINE))
    signals.storage_failed.emit("database or disk is full")
    assert "(the disk is full)" in bar.text, "the server answers, and that its disk is full"
    line.be(None)
    assert is_shown(bar)
    assert notices.parent() is signals


def test_a_disk_that_fills_is_told_long_before_it_is_full(qtbot: QtBot, disk: Any) -> None:
    signals, bar = Signals(), NoticeBar()
    qtbot.addWidget(bar)
    notices = notices_of(signals, bar, disk)
    signals.ticked.emit()
    assert not is_shown(bar)
    disk.level, disk.free_bytes = RoomLevel.LOW, 912_345_678
    signals.ticked.emit()
    assert "Only 912 MB are left" in bar.text
    assert "Free up space before it is full" in bar.text
    button(bar, "noticeCloseButton").click()
    signals.ticked.emit()
    assert not is_shown(bar), "once"
    disk.level, disk.free_bytes = RoomLevel.VERY_LOW, 150_000_000
    signals.ticked.emit()
    assert "pictures aren't kept" in bar.text
    button(bar, "noticeCloseButton").click()
    disk.level = RoomLevel.ENOUGH
    signals.ticked.emit()
    assert not is_shown(bar)
    disk.level = RoomLevel.LOW
    signals.ticked.emit()
    assert is_shown(bar), "it fills again"
    assert notices.parent() is signals
