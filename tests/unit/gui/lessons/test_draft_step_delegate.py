"""A step of a lesson that is being written shows what it has and what it lacks."""

from dataclasses import replace

from PySide6.QtGui import QImage, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyle
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.roles import ROW_ROLE
from classroom_app.gui.lessons.draft_step_delegate import DraftStepDelegate
from classroom_app.gui.lessons.lesson_steps_model import DraftRow
from classroom_app.gui.theme.tokens import LIGHT, Colours
from tests.unit.gui.painting import SCHEMES, canvas, painted

STEP = DraftRow(3, "Tap Send", has_picture=False, has_fault=False)


def picture(row: DraftRow, scheme: Colours, *states: QStyle.StateFlag) -> QImage:
    model, item = QStandardItemModel(), QStandardItem()
    item.setData(row, ROW_ROLE)
    model.appendRow(item)
    return painted(DraftStepDelegate(), model.index(0, 0), scheme, *states)


@SCHEMES
def test_every_state_looks_different(scheme: Colours, qtbot: QtBot) -> None:
    state = QStyle.StateFlag
    pictures = [
        picture(STEP, scheme),
        picture(STEP, scheme, state.State_Selected),
        picture(STEP, scheme, state.State_MouseOver),
        picture(STEP, scheme, state.State_HasFocus),
        picture(replace(STEP, number=4), scheme),
        picture(replace(STEP, title=""), scheme),
        picture(replace(STEP, has_picture=True), scheme),
        picture(replace(STEP, has_fault=True), scheme),
        picture(replace(STEP, has_picture=True, has_fault=True), scheme),
    ]
    assert all(image != canvas(scheme) for image in pictures)
    assert len({bytes(image.constBits()) for image in pictures}) == len(pictures)


def test_a_long_title_leaves_room_for_the_signs(qtbot: QtBot) -> None:
    long, longer = (
        replace(STEP, title="word " * n, has_picture=True, has_fault=True) for n in (50, 80)
    )
    assert picture(long, LIGHT) == picture(longer, LIGHT)
