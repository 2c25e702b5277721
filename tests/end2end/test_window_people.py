"""The page People over the real program."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QPushButton

from classroom_app.gui.people.people_page import PeoplePage
from classroom_app.gui.people.title_dialog import TitleDialog
from tests.end2end.test_window import Desk, Work, at_desk, runner
from tests.helpers.dialogs import shown_dialog
from tests.helpers.qt_wait import until

__all__ = ["at_desk", "runner"]


def open_people(desk: Desk) -> PeoplePage:
    desk.window.show_page("people")
    return desk.window.people_page


def test_a_roster_is_made_and_chosen(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        page = open_people(desk)
        assert desk.find("noRosters").isVisible()
        desk.click("newRosterButton")
        dialog = shown_dialog()
        assert isinstance(dialog, TitleDialog)
        save = dialog.findChild(QPushButton, "saveButton")
        field = dialog.findChild(QLineEdit, "rosterTitleField")
        assert save is not None
        assert field is not None
        assert not save.isEnabled()
        field.setText("스마트폰 봄")
        save.click()
        await until(lambda: page.roster is not None, page.list.roster_chosen)
        assert [one.title for one in desk.school.services.rosters.rosters] == ["스마트폰 봄"]
        assert not desk.find("noRosters").isVisible()

    at_desk(work)
