"""Text size, reading aloud and contrast of phones, set from the window."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from classroom_app.domain import commands as cmd
from classroom_app.gui.console import Console
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.lead.class_dialogs import ClassDialogs
from classroom_app.gui.lead.comfort_desk import ComfortDesk
from classroom_app.gui.lead.comfort_things import Thing
from tests.unit.gui.conftest import Stage


@pytest.fixture
def desk(stage: Stage, console: Console, toast: Toast) -> ComfortDesk:
    stage.actions.undo.triggered.connect(toast.undo)
    toast.undo_offered.connect(stage.actions.offer_undo)
    return ComfortDesk(console, toast, stage.window)


def large(stage: Stage) -> list[bool | None]:
    return [person.comfort.larger_text for person in stage.hall.session.participants.values()]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_of_a_student_shows_and_changes_it(
    stage: Stage, console: Console, desk: ComfortDesk, toast: Toast
) -> None:
    kim, _lee = stage.hall.join("Kim"), stage.hall.join("Lee")
    stage.hall.teach(cmd.SetComfort(kim.id, read_aloud=True))
    dialogs = ClassDialogs(console, toast, stage.window)
    dialogs.menu_parts.append(desk.add_to_menu)
    dialogs.show_student_menu(kim.id, stage.window.pos())
    menu = stage.window.findChild(QMenu, "comfortMenu")
    assert isinstance(menu, QMenu)
    offered: list[QAction] = menu.actions()
    assert [(action.text(), action.isChecked()) for action in offered] == [
        ("Larger text", False),
        ("Read new steps aloud", True),
        ("Stronger contrast", False),
    ]
    offered[0].trigger()
    assert large(stage) == [True, None]
    assert toast.text == "Kim: Larger text, on"
    stage.actions.undo.trigger()
    assert large(stage) == [False, None]
    outer = stage.window.findChild(QMenu, "studentMenu")
    assert isinstance(outer, QMenu)
    outer.close()


def test_undo_for_all_leaves_it_to_whom_had_it_before(
    stage: Stage, desk: ComfortDesk, toast: Toast
) -> None:
    kim, _lee = stage.hall.join("Kim"), stage.hall.join("Lee")
    stage.hall.teach(cmd.SetComfort(kim.id, larger_text=True))
    number = kim.comfort.number
    desk.set_for_all(Thing.TEXT, True)
    park = stage.hall.join("Park")
    assert large(stage) == [True, True, True]
    assert toast.text == "All phones: Larger text, on"
    stage.actions.undo.trigger()
    assert large(stage)[:2] == [True, False]
    assert kim.comfort.number == number, "that phone was told of nothing"
    assert stage.hall.session.newcomers_comfort.larger_text is False
    assert park.comfort.larger_text, "who came meanwhile keeps what they found"
