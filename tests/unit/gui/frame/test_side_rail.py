from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from classroom_app.gui.frame.side_rail import PAGES, SideRail
from tests.unit.gui.finding import child


def test_the_rail_names_pages(qtbot: QtBot) -> None:
    rail = SideRail()
    qtbot.addWidget(rail)
    with qtbot.waitSignal(rail.page_chosen) as chosen:
        QTest.mouseClick(child(rail, "lessonsPageButton"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["lessons"]
    for page in PAGES:
        rail.choose(page)
