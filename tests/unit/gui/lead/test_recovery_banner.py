from pytestqt.qtbot import QtBot

from classroom_app.application.ports import SessionSummary
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.lead.recovery_banner import RecoveryBanner
from tests.helpers.lecture import NINE
from tests.unit.gui.finding import button


def test_a_class_that_was_cut_off(qtbot: QtBot) -> None:
    summary = SessionSummary(7, "482913", "알림 켜기", 1, SessionStatus.PAUSED, 5, NINE)
    banner = RecoveryBanner(summary)
    qtbot.addWidget(banner)
    with qtbot.waitSignal(banner.recover_requested) as asked:
        button(banner, "takeUpButton").click()
    assert asked.args == [summary]


def test_a_class_of_another_computer(qtbot: QtBot) -> None:
    summary = SessionSummary(7, "482913", "알림 켜기", 1, SessionStatus.PAUSED, 5, NINE)
    banner = RecoveryBanner(summary, computer="ROOM-3")
    qtbot.addWidget(banner)
    assert "ROOM-3" in banner._words.text()
    assert "automatically" not in banner._words.text(), "no phone comes to another address"
    unknown = RecoveryBanner(summary, computer="")
    qtbot.addWidget(unknown)
    assert "another computer" in unknown._words.text()
