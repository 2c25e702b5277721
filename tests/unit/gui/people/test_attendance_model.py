"""Attendance for the view: signs, what they mean, totals, and what changes when it is read anew."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from classroom_app.domain.attendance import Correction, Mark
from classroom_app.gui.kit.roles import ID_ROLE
from classroom_app.gui.people.attendance_model import AttendanceModel
from classroom_app.gui.theme.tokens import DARK, LIGHT
from tests.helpers.lecture import NINE
from tests.unit.gui.item_models import SPOKEN, TOOLTIP, under_test
from tests.unit.gui.people.conftest import MakeCourse

ACROSS, DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
FOREGROUND = Qt.ItemDataRole.ForegroundRole


def a_model(qtbot: QtBot) -> AttendanceModel:
    model = AttendanceModel()
    under_test(model)
    return model


def signs(model: AttendanceModel, row: int) -> list[str]:
    return [str(model.index(row, n).data()) for n in range(model.columnCount())]


def test_people_and_classes_with_totals(qtbot: QtBot, make_course: MakeCourse) -> None:
    model = a_model(qtbot)
    assert (model.rowCount(), model.columnCount()) == (0, 0)
    model.show_course(make_course())
    assert signs(model, 0) == ["○", "○", "○", "3", "0", "0", "100 %", "6"]
    assert signs(model, 2) == ["×", "×", "×", "0", "0", "3", "0 %", "0"]
    assert model.headerData(1, DOWN) == "2  <b>이철수</b>"
    assert str(model.headerData(0, ACROSS)).splitlines()[-1] == "2/3"
    assert model.headerData(3, ACROSS) == "○"
    assert model.index(1, 0).data(ID_ROLE) == 12
    assert model.cell(model.index(0, 3)) is None
    assert "&lt;b&gt;" in str(model.headerData(1, DOWN, TOOLTIP)), "names are no markup"


def test_what_a_sign_means_is_said(qtbot: QtBot, make_course: MakeCourse) -> None:
    model = a_model(qtbot)
    noted = Correction(2, 13, Mark.PRESENT, "김선생", NINE)
    model.show_course(make_course(corrections=[noted]))
    late = str(model.index(1, 0).data(SPOKEN))
    assert "late or left early" in late
    assert late.endswith(", late")
    corrected = model.index(2, 1)
    assert corrected.data() == "○*"
    assert "corrected by 김선생" in str(corrected.data(SPOKEN))
    assert "absent" in str(model.index(2, 0).data(SPOKEN))
    assert "0 %" not in str(model.index(2, 0).data(SPOKEN))
    assert str(model.index(2, 6).data(SPOKEN)).endswith("Attended: 33 %")


def test_a_correction_keeps_the_view_where_it_is(qtbot: QtBot, make_course: MakeCourse) -> None:
    model = a_model(qtbot)
    model.show_course(make_course())
    noted = Correction(2, 13, Mark.PRESENT, "김선생", NINE)
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show_course(make_course(corrections=[noted]))
    assert str(model.headerData(1, ACROSS)).splitlines()[-1] == "3/3"
    with qtbot.waitSignal(model.modelReset):
        model.show_course(make_course((0,)))
    with qtbot.waitSignal(model.modelReset):
        model.show_course(None)
    assert model.rowCount() == 0


def test_colours_follow_the_scheme(qtbot: QtBot, make_course: MakeCourse) -> None:
    model = a_model(qtbot)
    model.paint_in(LIGHT)
    model.show_course(make_course())
    assert model.index(2, 0).data(FOREGROUND) == QColor(LIGHT.alarm)
    with qtbot.waitSignal(model.dataChanged):
        model.paint_in(DARK)
    assert model.index(0, 0).data(FOREGROUND) == QColor(DARK.done)
