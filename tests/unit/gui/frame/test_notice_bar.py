from pytestqt.qtbot import QtBot

from classroom_app.gui.frame.notice_bar import NoticeBar
from tests.unit.gui.finding import button, is_shown


def test_the_red_bar(qtbot: QtBot) -> None:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    assert not is_shown(bar)
    bar.storage_failed("database or disk is full")
    assert is_shown(bar)
    assert "(the disk is full)." in bar.text
    bar.pass_by()
    assert is_shown(bar), "a full disk is not over because the class goes on"
    button(bar, "noticeCloseButton").click()
    assert not is_shown(bar)
    bar.refuse("Not now.")
    bar.pass_by()
    assert not is_shown(bar)
