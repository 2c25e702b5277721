from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from classroom_app.application.firewall import FirewallReport, FirewallState
from classroom_app.gui.console import Console
from classroom_app.gui.settings.firewall_help import ALLOWED_APPS, FirewallHelp
from tests.unit.gui.conftest import Stage


def test_the_page_of_the_allowed_apps_is_asked_for(
    stage: Stage, console: Console, qtbot: QtBot
) -> None:
    panel = FirewallHelp(stage.window)
    panel.show_report(FirewallReport(FirewallState.BLOCKED_BY_RULE, "x.exe"))
    button = panel.findChild(QPushButton, "openFirewallButton")
    assert button is not None
    with qtbot.waitSignal(panel.open_requested) as asked:
        button.click()
    assert asked.args == [ALLOWED_APPS]
