from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from classroom_app.gui.board.matrix_model import Mark
from classroom_app.gui.board.signs import draw_mark, draw_sign
from classroom_app.gui.board.student_row import Sign
from classroom_app.gui.theme.tokens import Colours
from tests.unit.gui.painting import SCHEMES, canvas


@SCHEMES
def test_every_sign_and_mark_has_a_shape_of_its_own(scheme: Colours, qtbot: QtBot) -> None:
    drawings: list[bytes] = []
    for shape in (*Sign, *Mark):
        image = canvas(scheme, 24, 24)
        painter = QPainter(image)
        if isinstance(shape, Sign):
            draw_sign(painter, QRectF(0, 0, 24, 24), shape, scheme)
        else:
            draw_mark(painter, QRectF(0, 0, 24, 24), shape, scheme)
        painter.end()
        grey = image.convertToFormat(QImage.Format.Format_Mono)
        assert grey != canvas(scheme, 24, 24).convertToFormat(QImage.Format.Format_Mono), shape
        drawings.append(bytes(image.constBits()))
    signs = drawings[: len(Sign)]
    assert len(set(signs)) == len(signs)
