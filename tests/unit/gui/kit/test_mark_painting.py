import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from classroom_app.domain.marks import TapMark
from classroom_app.gui.kit.mark_painting import paint_marks
from tests.helpers.mark_cases import GROUND, MarkCase, mark_cases, missing_marks

pytestmark = pytest.mark.usefixtures("qapp")


def painted(case: MarkCase, scale: float, at: QPointF) -> tuple[QImage, QRectF]:
    """Return marks painted over a picture with a margin around it."""
    picture = QRectF(at, case.size * scale)
    canvas = picture.adjusted(-20, -20, 20, 20).size().toSize()
    image = QImage(canvas, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    paint_marks(painter, picture, case.marks)
    painter.end()
    return image, picture


@pytest.mark.parametrize("scale", [1, 2.7])
@pytest.mark.parametrize("case", mark_cases(), ids=str)
def test_marks_are_where_they_should_be(case: MarkCase, scale: float) -> None:
    image, picture = painted(case, scale, QPointF(20, 20))
    assert missing_marks(image, picture, case) == []
    aside = missing_marks(image, picture.translated(9 * scale, 7 * scale), case)
    assert aside, "the test sees that they are elsewhere"


def test_nothing_is_painted_beside_the_picture() -> None:
    case = next(case for case in mark_cases() if case.name == "at the edges")
    image, picture = painted(case, 1, QPointF(20, 20))
    for x in range(image.width()):
        for y in range(image.height()):
            if not picture.contains(QPointF(x + 0.5, y + 0.5)):
                assert image.pixelColor(x, y) == GROUND


def test_the_painter_is_left_as_it_was() -> None:
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    painter.setPen(QColor("red"))
    paint_marks(painter, QRectF(0, 0, 20, 20), [TapMark(0.5, 0.5)])
    paint_marks(painter, QRectF(), [TapMark(0.5, 0.5)])
    paint_marks(painter, QRectF(0, 0, 20, 20), [])
    assert painter.pen().color() == QColor("red")
    assert not painter.hasClipping()
    assert painter.transform().isIdentity()
    painter.end()
