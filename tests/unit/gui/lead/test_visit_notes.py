"""Notes in the window that somebody was with students."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from classroom_app.domain import commands as cmd
from classroom_app.domain.participant import Participant
from classroom_app.gui.console import Console
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.lead.class_dialogs import ClassDialogs
from classroom_app.gui.lead.visit_notes import NAMES_SHOWN, VisitNotes
from tests.unit.gui.conftest import Stage

MINUTE = 60


@pytest.fixture
def notes(stage: Stage, console: Console, toast: Toast) -> VisitNotes:
    stage.actions.undo.triggered.connect(toast.undo)
    toast.undo_offered.connect(stage.actions.offer_undo)
    return VisitNotes(console, toast, stage.window)


@pytest.fixture
def people(stage: Stage) -> list[Participant]:
    people = stage.hall.join_many(3)
    stage.hall.teach(cmd.NextStep())
    stage.wait(30 * MINUTE)
    return people


def unvisited(stage: Stage) -> list[int]:
    students = stage.board.insight.students.values()
    return [each.participant_id for each in students if each.unvisited_min is not None]


def test_a_visit_is_noted_and_undone(
    stage: Stage, notes: VisitNotes, toast: Toast, people: list[Participant]
) -> None:
    first, second, third = people
    notes.note((first.id, third.id))
    assert unvisited(stage) == [second.id]
    assert toast.text == f"Visited: {first.name}, {third.name}"
    stage.actions.undo.trigger()
    assert unvisited(stage) == [person.id for person in people]


def test_a_whole_class_is_noted_in_few_words(
    stage: Stage, notes: VisitNotes, toast: Toast, people: list[Participant]
) -> None:
    people += stage.hall.join_many(5)
    notes.note([person.id for person in people])
    names = ", ".join(person.name for person in people[:NAMES_SHOWN])
    assert toast.text == f"Visited: {names} and 2 more"
    assert unvisited(stage) == []


def test_a_second_press_says_so_and_undoes_nothing(
    stage: Stage, notes: VisitNotes, toast: Toast, people: list[Participant]
) -> None:
    notes.note((people[0].id,))
    notes.note((people[0].id,))
    assert toast.text == f"Visited: {people[0].name}"
    assert not toast.can_undo
    assert len(people[0].visits) == 1


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_of_a_student_offers_it(
    stage: Stage, console: Console, notes: VisitNotes, toast: Toast, people: list[Participant]
) -> None:
    dialogs = ClassDialogs(console, toast, stage.window)
    dialogs.menu_parts.append(notes.add_to_menu)
    dialogs.show_student_menu(people[1].id, stage.window.pos())
    menu = stage.window.findChild(QMenu, "studentMenu")
    assert isinstance(menu, QMenu)
    offered: list[QAction] = [a for a in menu.actions() if a.text().startswith("Was there")]
    offered[0].trigger()
    menu.close()
    assert stage.hall.given == [cmd.MarkVisited(people[1].id)]
