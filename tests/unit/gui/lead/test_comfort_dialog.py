"""How easy to read all phones are."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from classroom_app.domain import commands as cmd
from classroom_app.gui.lead.comfort_dialog import ComfortDialog
from classroom_app.gui.lead.comfort_things import Thing, wish_for
from tests.unit.gui.conftest import Stage

Partly = Qt.CheckState.PartiallyChecked


@pytest.fixture
def dialog(stage: Stage) -> ComfortDialog:
    dialog = ComfortDialog(stage.board, stage.window)
    dialog.chosen.connect(lambda thing, on: stage.dispatcher.send(wish_for(None, Thing(thing), on)))
    return dialog


def box(dialog: ComfortDialog, thing: Thing) -> QCheckBox:
    found = dialog.findChild(QCheckBox, f"{thing.value}Box")
    assert isinstance(found, QCheckBox)
    return found


def test_it_shows_the_phones_and_changes_all(stage: Stage, dialog: ComfortDialog) -> None:
    kim, _lee = stage.hall.join("Kim"), stage.hall.join("Lee")
    text = box(dialog, Thing.TEXT)
    assert text.checkState() is Qt.CheckState.Unchecked
    stage.hall.teach(cmd.SetComfort(kim.id, larger_text=True))
    assert (text.checkState(), text.text()) == (Partly, "Larger text (1 of 2)")
    text.click()
    assert stage.hall.given == [cmd.SetComfort(None, larger_text=True)]
    assert (text.checkState(), text.text()) == (Qt.CheckState.Checked, "Larger text")
    stage.hall.say(kim, cmd.ChooseComfort(False, False, False))
    assert text.checkState() is Partly, "the student has undone it"
    text.click()
    text.click()
    assert text.checkState() is Qt.CheckState.Unchecked
    assert stage.hall.given[-1] == cmd.SetComfort(None, larger_text=False)


def test_before_anybody_is_here_it_is_for_who_comes(stage: Stage, dialog: ComfortDialog) -> None:
    contrast = box(dialog, Thing.CONTRAST)
    contrast.click()
    assert contrast.checkState() is Qt.CheckState.Checked
    kim = stage.hall.join("Kim")
    assert kim.comfort.high_contrast
    assert contrast.checkState() is Qt.CheckState.Checked


def test_a_refusal_leaves_the_tick_as_the_phones_are(stage: Stage, dialog: ComfortDialog) -> None:
    stage.hall.join("Kim")
    stage.hall.refusal = RuntimeError("no")
    aloud = box(dialog, Thing.ALOUD)
    dialog.chosen.disconnect()
    aloud.click()
    assert aloud.checkState() is Qt.CheckState.Unchecked
