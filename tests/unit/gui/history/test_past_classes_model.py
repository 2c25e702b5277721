from datetime import timedelta

from msgspec import structs
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from classroom_app.application.report_service import PastClass
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.history.past_classes_model import PastClassesModel, day_text
from classroom_app.gui.kit.roles import ID_ROLE, ROW_ROLE
from tests.helpers.lecture import NINE
from tests.unit.gui.item_models import under_test


def past(number: int, title: str = "알림 켜기", code: str = "482913") -> PastClass:
    at = NINE + timedelta(days=number)
    return PastClass(number, code, title, title, SessionStatus.ENDED, at, at, at, 12)


def test_past_classes_are_found_by_title_day_and_code(qtbot: QtBot) -> None:
    model = PastClassesModel()
    under_test(model)
    assert model.is_empty
    model.show_classes([past(2, "Wi-Fi"), past(1), past(0, code="ABCD12")])
    found = {}
    for words in ("", "알림 2026-03-03", "wi-fi", "482 913", "abcd", "nothing"):
        model.search(words)
        found[words] = [model.index(row).data(ID_ROLE) for row in range(model.rowCount())]
    assert found == {
        "": [2, 1, 0],
        "알림 2026-03-03": [1],
        "wi-fi": [2],
        "482 913": [2, 1],
        "abcd": [0],
        "nothing": [],
    }
    model.search("")
    index = model.index(1)
    assert index.data() == "알림 켜기"
    assert index.data(ROW_ROLE) == past(1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith("Students: 12")
    assert (model.place_of(0), model.place_of(9)) == (2, None)
    assert day_text(past(0)).startswith("3/2/26")


def test_the_same_list_again_moves_nothing(qtbot: QtBot) -> None:
    model = PastClassesModel()
    model.show_classes([past(1)])
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_classes([past(1)])


def test_a_class_says_where_it_was_led_and_is_found_by_that(qtbot: QtBot) -> None:
    model = PastClassesModel()
    under_test(model)
    model.show_classes([structs.replace(past(2), computer="ROOM-2"), past(1)])
    role = Qt.ItemDataRole
    told = [model.index(row).data(role.ToolTipRole) for row in range(2)]
    assert told == ["<qt>Led on ROOM-2</qt>", None]
    spoken = model.index(0).data(role.AccessibleTextRole)
    assert spoken.endswith(" · ROOM-2")
    model.search("room-2")
    assert [model.index(row).data(ID_ROLE) for row in range(model.rowCount())] == [2]
