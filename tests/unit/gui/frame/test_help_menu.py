"""The Help menu, and the guide that it opens beside the class."""

from types import SimpleNamespace
from typing import cast

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from classroom_app.gui.console import Console
from classroom_app.gui.frame.guide_dialog import GuideDialog
from classroom_app.gui.frame.help_menu import HelpMenu


def test_the_guide_is_opened_once(qtbot: QtBot) -> None:
    console = cast(Console, SimpleNamespace(language=SimpleNamespace(code="en")))
    window = QMainWindow()
    qtbot.addWidget(window)
    menu = HelpMenu(console, None, window)
    menu.retranslate()
    action = menu.findChild(QAction, "guideAction")
    assert isinstance(action, QAction)
    assert action.shortcut().toString() == "F1"
    for _press in range(2):
        action.trigger()
    (guide,) = window.findChildren(GuideDialog)
    assert guide.isVisible()
    assert not guide.isModal()
    with qtbot.waitSignal(guide.destroyed):
        guide.close()
    action.trigger()
    (again,) = window.findChildren(GuideDialog)
    with qtbot.waitSignal(again.destroyed):  # the next test finds no dialog of ours
        again.close()
