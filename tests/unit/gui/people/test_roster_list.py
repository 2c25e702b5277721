"""The list of rosters."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView, QWidget

from classroom_app.domain.roster import Person, Roster
from classroom_app.gui.people.roster_list import RosterList
from tests.unit.gui.item_models import SPOKEN, under_test

SPRING = Roster(1, "봄", (Person(1, 1, "김영희"),))
AUTUMN = Roster(2, "가을")


def test_the_first_is_chosen_and_stays_chosen(window: QWidget) -> None:
    rosters = RosterList(window)
    under_test(rosters.model)
    told: list[object] = []
    rosters.roster_chosen.connect(told.append)
    rosters.show_rosters([SPRING])
    assert told == [1]
    rosters.show_rosters([AUTUMN, SPRING])
    assert rosters.chosen_id == 1
    rosters.show_rosters([AUTUMN, SPRING.titled("봄 학기")], 2)
    assert told == [1, 2]
    rosters.show_rosters([])
    assert told == [1, 2, None]


def test_a_roster_says_how_many_are_on_it(window: QWidget) -> None:
    rosters = RosterList(window)
    rosters.show_rosters([SPRING])
    index = rosters.model.index(0)
    assert (index.data(), index.data(SPOKEN)) == ("봄", "봄 · People: 1")
    rosters.show_rosters([SPRING.with_people([])])
    assert rosters.model.index(0).data(SPOKEN) == "봄 · People: 0"


def test_a_title_is_no_markup(window: QWidget) -> None:
    rosters = RosterList(window)
    rosters.show_rosters([SPRING.titled('<img src="//elsewhere/x.png">')])
    tip = rosters.model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip


def test_the_list_is_drawn(window: QWidget) -> None:
    rosters = RosterList(window)
    rosters.show_rosters([SPRING, AUTUMN])
    window.show()
    view = rosters.findChild(QListView, "rostersView")
    assert view is not None
    assert view.isVisible()
    assert not rosters.grab().toImage().isNull()
