"""The charts of the steps: how many students finished and asked for help, and how long they took.

No information is in colour alone: bars of help requests are hatched.
"""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPicture
from PySide6.QtWidgets import QApplication, QWidget

from classroom_app.application.report_document import Cell, Document, StepColumn
from classroom_app.gui.history.chart import BESIDE, Bar, Box, Chart, Word
from classroom_app.gui.kit.texts import clock_text
from classroom_app.gui.theme.tokens import Colours

Draw = Callable[[Document], Chart]
_BAR = 0.36
_BOX = 0.44
_ROOM_ABOVE = 1.25  # factor; leaves room for the numbers above the bars, even in a low chart


class StepChart(QWidget):
    """A chart on the screen; `draw` builds it from a document."""

    def __init__(self, draw: Draw, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draw = draw
        self._chart: Chart | None = None
        self._colours: Colours | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_document(self, document: Document, colours: Colours) -> None:
        """Draw the steps of a report in these colours."""
        self._chart, self._colours = self._draw(document), colours
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart, or nothing before the first document."""
        if self._chart is not None and self._colours is not None:
            painter = QPainter(self)
            self._chart.paint(painter, QRectF(self.rect()), self._colours, self.font())
            painter.end()


def draw_counts(document: Document) -> Chart:
    """Return the chart of how many students finished each step, and of its help requests."""
    numbers, done, asked = (
        [_number(value) for value in document.steps.values(key)]
        for key in (StepColumn.NUMBER, StepColumn.DONE, StepColumn.HELP)
    )
    highest = max([document.people, 1, *asked])
    step = _round_step(highest)
    ticks = [(float(n), str(n)) for n in range(0, int(highest) + 1, step)]
    chart = Chart(len(numbers), highest * _ROOM_ABOVE, ticks)
    for number, finished, calls, before in zip(
        numbers, done, asked, [0.0, *asked[:-1]], strict=True
    ):
        room = _BAR if calls or before else 0.9
        left, right = number - _BAR / 2, number + _BAR / 2
        if finished:
            chart.shapes.append(Bar(left, finished, _BAR, "accent"))
        if calls:
            chart.shapes.append(Bar(right, calls, _BAR, "warning", hatched=True))
            chart.shapes.append(Word(f"{calls:g}", right, calls, _BAR, "warning"))
        chart.shapes.append(Word(f"{finished:g}", left, finished, room))
    return chart


def draw_times(document: Document) -> Chart:
    """Return the chart of how long each step took, as box plots."""
    steps = document.steps
    timed = [
        row for row in steps.only(_TIMES).rows if row[_TIMES.index(StepColumn.MEDIAN)] is not None
    ]
    boxes = [[_number(value) for value in row] for row in timed]
    highest = max((box[-1] for box in boxes), default=60.0) or 1.0
    step = _round_time(highest)
    ticks = [(float(n), clock_text(n)) for n in range(0, int(highest) + 1, step)]
    chart = Chart(len(steps.rows), highest * 1.06, ticks)
    for number, least, lower, median, upper, most in boxes:
        chart.shapes.append(Box(number, (least, lower, median, upper, most), _BOX))
        beside = number + _BOX / 2 + 0.04
        room = 1 - _BOX - 0.04
        chart.shapes.append(Word(clock_text(median), beside, median, room, where=BESIDE))
    return chart


def picture_of(draw: Draw, document: Document, colours: Colours, size: QSize) -> QPicture:
    """Return a chart as recorded drawing commands, for paper."""
    picture = QPicture()
    painter = QPainter(picture)
    area = QRectF(QRectF().topLeft(), QSizeF(size))
    draw(document).paint(painter, area, colours, QApplication.font())
    painter.end()
    return picture


_TIMES = (
    StepColumn.NUMBER,
    StepColumn.LEAST,
    StepColumn.LOWER,
    StepColumn.MEDIAN,
    StepColumn.UPPER,
    StepColumn.MOST,
)


def _number(value: Cell) -> float:
    assert isinstance(value, int | float), "steps are counted and timed"
    return float(value)


def _round_step(highest: float) -> int:
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500):
        if highest / step <= 6:
            return step
    return 1_000


def _round_time(highest_s: float) -> int:
    for step in (5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800):
        if highest_s / step <= 6:
            return step
    return 3_600
