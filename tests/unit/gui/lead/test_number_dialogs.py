"""Numbers from the desk: who somebody is, and a seat that the wrong person has."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QLineEdit, QListWidget, QMenu, QPushButton

from classroom_app.domain import commands as cmd
from classroom_app.domain.participant import Participant
from classroom_app.domain.roster import Person, Roster
from classroom_app.gui.board.student_model import StudentModel
from classroom_app.gui.board.wording import state_word, student_summary
from classroom_app.gui.console import Console
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.lead.number_dialogs import NumberDialogs
from tests.helpers.dialogs import shown_dialog
from tests.unit.gui.conftest import Stage

ROSTER = Roster(5, "화요일", (Person(71, 1, "김영희"), Person(72, 12, "박철수")))


def press(name: str) -> None:
    dialog = shown_dialog()
    assert dialog is not None
    button = dialog.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


def people_shown() -> QListWidget:
    dialog = shown_dialog()
    assert dialog is not None
    people = dialog.findChild(QListWidget, "numberList")
    assert isinstance(people, QListWidget)
    return people


@pytest.fixture
def news(stage: Stage) -> Toast:
    return Toast(stage.window, 20)


@pytest.fixture
def dialogs(stage: Stage, console: Console, toast: Toast, news: Toast) -> NumberDialogs:
    stage.hall.session.roster_id = ROSTER.id
    services = cast(Any, console).services
    services.rosters = SimpleNamespace(roster=lambda _id: ROSTER)
    return NumberDialogs(console, toast, news, stage.window)


def by_number(stage: Stage, person: Person, device: str = "one") -> Participant:
    command = cmd.SignIn(
        person.name, device, person_id=person.id, takes_over=True, phone=f"cookie of {device}"
    )
    stage.hall.system(command)
    participant = stage.hall.session.participant_of_person(person.id)
    assert participant is not None
    stage.hall.say(participant, cmd.Join())
    return participant


def test_who_came_by_name_is_found_on_the_roster_and_it_can_be_undone(
    stage: Stage, dialogs: NumberDialogs, toast: Toast
) -> None:
    kim = by_number(stage, ROSTER.people[0])
    guest = stage.hall.join("철수")
    dialogs.ask_number(guest.id)
    people = people_shown()
    shown = [people.item(n).text() for n in range(people.count())]
    assert shown == ["1  김영희 (here already)", "12  박철수"]
    assert not people.item(0).flags(), "somebody is there with it"
    dialog = shown_dialog()
    assert dialog is not None
    field = dialog.findChild(QLineEdit, "numberField")
    assert isinstance(field, QLineEdit)
    field.setText("12")
    press("saveButton")
    assert stage.hall.given == [cmd.AssignPerson(guest.id, 72, "박철수")]
    assert (guest.person_id, guest.name) == (72, "박철수")
    toast.undo()
    assert (guest.person_id, guest.name) == (None, "철수")
    assert kim.person_id == 71


def test_a_number_can_be_taken_away_and_given_back(
    stage: Stage, dialogs: NumberDialogs, toast: Toast
) -> None:
    kim = by_number(stage, ROSTER.people[0])
    dialogs.ask_number(kim.id)
    people_shown().setCurrentRow(0)
    press("saveButton")
    assert (kim.person_id, kim.name) == (None, "게스트 1")
    toast.undo()
    assert (kim.person_id, kim.name) == (71, "김영희")


def test_a_seat_that_another_phone_took_is_told_and_marked_for_a_while(
    stage: Stage, dialogs: NumberDialogs, news: Toast
) -> None:
    students = StudentModel(stage.board, stage.window)
    kim = by_number(stage, ROSTER.people[0])
    assert state_word(students.row(0)) == "Ready"
    by_number(stage, ROSTER.people[0], "two")
    assert news.text == "김영희 is on another phone now."
    stage.board.tick()
    assert state_word(students.row(0)) == "New phone?"
    assert "on another phone now" in student_summary(students.row(0))
    news.undo()
    press("lastIsWrongButton")
    assert stage.hall.given == [cmd.GiveSeatBack(kim.id)]
    stage.board.tick()
    assert state_word(students.row(0)) == "Ready"


def test_the_mark_goes_by_itself(stage: Stage, dialogs: NumberDialogs) -> None:
    students = StudentModel(stage.board, stage.window)
    by_number(stage, ROSTER.people[0])
    by_number(stage, ROSTER.people[0], "two")
    stage.wait(599)
    assert state_word(students.row(0)) == "New phone?"
    stage.wait(2)
    assert state_word(students.row(0)) == "Ready"


def test_the_one_from_before_can_be_the_wrong_one(
    stage: Stage, dialogs: NumberDialogs, toast: Toast
) -> None:
    kim = by_number(stage, ROSTER.people[0])
    by_number(stage, ROSTER.people[0], "two")
    dialogs.ask_wrong(kim.id)
    press("firstIsWrongButton")
    assert (kim.person_id, kim.name) == (None, "게스트 1")
    toast.undo()
    assert (kim.person_id, kim.name) == (71, "김영희")


def test_the_menu_speaks_of_numbers_only_where_there_are_some(
    stage: Stage, dialogs: NumberDialogs
) -> None:
    guest = stage.hall.join("철수")
    kim = by_number(stage, ROSTER.people[0])

    def entries(who: Participant) -> list[str]:
        menu = QMenu(stage.window)
        dialogs.add_to_menu(menu, who)
        return [action.text() for action in menu.actions()]

    assert entries(guest) == ["This is number…"]
    assert entries(kim) == ["This is number…", "Not the right person…"]
    stage.hall.session.roster_id = None
    assert entries(guest) == []
