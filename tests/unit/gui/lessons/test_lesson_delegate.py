"""A lesson in the list looks like what it is: unfinished, unnamed, selected."""

from datetime import UTC, datetime

from msgspec import structs
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStyle
from pytestqt.qtbot import QtBot

from classroom_app.application.lesson_ports import LessonSummary
from classroom_app.gui.lessons.lesson_delegate import LessonDelegate
from classroom_app.gui.lessons.lesson_list_model import LessonListModel
from classroom_app.gui.theme.tokens import LIGHT, Colours
from tests.unit.gui.painting import SCHEMES, canvas, painted

LESSON = LessonSummary(1, "Photos", "en", "Send one", 5, datetime(2026, 3, 2, tzinfo=UTC))


def picture(lesson: LessonSummary, scheme: Colours, *states: QStyle.StateFlag) -> QImage:
    model = LessonListModel()
    model.show_lessons([lesson])
    return painted(LessonDelegate(), model.index(0), scheme, *states, width=700)


@SCHEMES
def test_every_state_looks_different(scheme: Colours, qtbot: QtBot) -> None:
    pictures = [
        picture(LESSON, scheme),
        picture(LESSON, scheme, QStyle.StateFlag.State_Selected),
        picture(LESSON, scheme, QStyle.StateFlag.State_MouseOver),
        picture(structs.replace(LESSON, is_unfinished=True), scheme),
        picture(structs.replace(LESSON, description=None), scheme),
        picture(structs.replace(LESSON, title=" "), scheme),
    ]
    assert all(image != canvas(scheme, 700) for image in pictures)
    assert len({bytes(image.constBits()) for image in pictures}) == len(pictures)


def test_a_long_text_is_cut_off_before_the_facts(qtbot: QtBot) -> None:
    long, longer = (
        structs.replace(LESSON, title="word " * n, description="more " * n) for n in (50, 80)
    )
    assert picture(long, LIGHT) == picture(longer, LIGHT)
