"""A class of the past in the list: title, day, how many came."""

from datetime import timedelta

from msgspec import structs
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStyle
from pytestqt.qtbot import QtBot

from classroom_app.application.report_service import PastClass
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.history.past_class_delegate import PastClassDelegate
from classroom_app.gui.history.past_classes_model import PastClassesModel
from classroom_app.gui.theme.tokens import LIGHT, Colours
from tests.helpers.lecture import NINE
from tests.unit.gui.painting import SCHEMES, canvas, painted

PAST = PastClass(1, "482913", "Photos", "Photos", SessionStatus.ENDED, NINE, NINE, NINE, 12)


def picture(past: PastClass, scheme: Colours, *states: QStyle.StateFlag) -> QImage:
    model = PastClassesModel()
    model.show_classes([past])
    return painted(PastClassDelegate(), model.index(0), scheme, *states)


@SCHEMES
def test_every_class_and_state_looks_different(scheme: Colours, qtbot: QtBot) -> None:
    state = QStyle.StateFlag
    pictures = [
        picture(PAST, scheme),
        picture(PAST, scheme, state.State_Selected),
        picture(PAST, scheme, state.State_MouseOver),
        picture(PAST, scheme, state.State_Selected, state.State_HasFocus),
        picture(structs.replace(PAST, title="Wi-Fi"), scheme),
        picture(structs.replace(PAST, started_at=NINE + timedelta(days=9)), scheme),
        picture(structs.replace(PAST, people=3), scheme),
    ]
    assert all(image != canvas(scheme) for image in pictures)
    assert len({bytes(image.constBits()) for image in pictures}) == len(pictures)


def test_a_long_title_is_cut_off(qtbot: QtBot) -> None:
    long, longer = (structs.replace(PAST, title="word " * n) for n in (50, 80))
    assert picture(long, LIGHT) == picture(longer, LIGHT)


def test_a_class_that_may_have_been_led_elsewhere_says_where(qtbot: QtBot) -> None:
    model, delegate = PastClassesModel(), PastClassDelegate()
    pictures = []
    for computer in ("", "ROOM-1", "ROOM-2"):
        model.show_classes([structs.replace(PAST, computer=computer)])
        delegate.make_room([PAST, structs.replace(PAST, computer="ROOM-1")])
        pictures.append(painted(delegate, model.index(0), LIGHT, height=delegate.height))
    assert len({bytes(image.constBits()) for image in pictures}) == 3


def test_where_no_other_computer_is_no_row_is_taller(qtbot: QtBot) -> None:
    delegate = PastClassDelegate()
    usual = delegate.height
    delegate.make_room([PAST])
    assert delegate.height == usual
    delegate.make_room([PAST, structs.replace(PAST, computer="ROOM-2")])
    assert delegate.height > usual
    delegate.make_room([])
    assert delegate.height == usual
