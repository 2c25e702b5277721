from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from classroom_app.gui.projector.step_picture import StepPicture
from tests.helpers.mark_cases import mark_cases, missing_marks


def test_marks_go_with_their_step(qtbot: QtBot) -> None:
    case = next(case for case in mark_cases() if case.name == "one of each kind")
    picture = StepPicture()
    qtbot.addWidget(picture)
    picture.resize(700, 600)
    picture.show_image(case.ground())
    picture.show_marks(case.marks, "en")
    marked = picture.grab().toImage()
    assert missing_marks(marked, QRectF(picture.picture_box), case) == []
    assert picture.accessibleDescription() == " ".join(case.words["en"])
    picture.show_marks((), "en")
    assert picture.grab().toImage() != marked
    assert picture.accessibleDescription() == ""
    picture.show_image(None)
    assert picture.isHidden()
    assert picture.image == QImage()
