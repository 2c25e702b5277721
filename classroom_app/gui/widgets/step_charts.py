"""The charts of the steps, by pyqtgraph: how many finished and asked for help, and how long.

Imported when the first chart is wanted, after `pyqtgraph` itself was, on a thread. Shapes tell
apart what colours do: calls for help are hatched.
"""

from collections.abc import Callable
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPicture
from PySide6.QtWidgets import QWidget

from classroom_app.application.report_document import Cell, Document, StepColumn, Table
from classroom_app.gui.models.wording import clock_text
from classroom_app.gui.theme.tokens import Colours, Type

Draw = Callable[["StepChart", Document], None]
_VALUES_UP_TO = 24
_TICKS = 24


class StepChart(pg.PlotWidget):  # type: ignore[misc] # pyqtgraph has no types
    """One chart; `draw` puts the items into it."""

    def __init__(self, draw: Draw, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draw = draw
        self.colours: Colours
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setMouseEnabled(x=False, y=False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.plotItem.getViewBox().setDefaultPadding(0.0)

    def show_document(self, document: Document, colours: Colours) -> None:
        """Draw the steps of a report in these colours."""
        self.colours = colours
        self.clear()
        self.setBackground(QColor(colours.surface))
        steps = document.steps
        self._set_axes(steps)
        self._draw(self, document)
        self.setXRange(0.4, max(len(steps.rows), 1) + 0.6, padding=0)

    def bars(self, places: list[float], heights: list[float], tone: str, *, hatched: bool) -> None:
        """Add bars where there is something; `tone` is a colour of the scheme."""
        full = [(x, height) for x, height in zip(places, heights, strict=True) if height]
        if not full:
            return
        places, heights = [x for x, _ in full], [height for _, height in full]
        colour = QColor(getattr(self.colours, tone))
        brush = QBrush(colour, Qt.BrushStyle.BDiagPattern) if hatched else QBrush(colour)
        pen = pg.mkPen(colour, width=1.25)
        self.addItem(pg.BarGraphItem(x=places, height=heights, width=_BAR, brush=brush, pen=pen))

    def boxes(self, places: list[float], spreads: list[list[float]]) -> None:
        """Add boxes, from least to most, with the quartiles and the median."""
        item = pg.BoxplotItem(
            loc=places,
            data=spreads,
            width=0.44,
            pen=pg.mkPen(self.colours.accent, width=1.5),
            brush=QBrush(QColor(self.colours.accent_soft)),
            medianPen=pg.mkPen(self.colours.text, width=3),
            outlier=False,
        )
        item.setWhiskerFunc(_least_and_most)
        self.addItem(item)

    def words(
        self, text: str, x: float, y: float, tone: str = "text", *, beside: bool = False
    ) -> None:
        """Write a value above a place, or `beside` it."""
        item = pg.TextItem(
            text,
            color=QColor(getattr(self.colours, tone)),
            anchor=(0.0, 0.5) if beside else (0.5, 1.0),
        )
        item.setFont(_font(self, Type.CAPTION))
        self.addItem(item, ignoreBounds=True)
        item.setPos(x, y)

    def _set_axes(self, steps: Table) -> None:
        every = max(1, -(-len(steps.rows) // _TICKS))
        numbers = steps.values(StepColumn.NUMBER)
        ticks = [(_number(number), str(number)) for number in numbers][::every]
        bottom, left = self.getAxis("bottom"), self.getAxis("left")
        bottom.setTicks([ticks])
        for axis in (bottom, left):
            axis.setPen(pg.mkPen(self.colours.border_strong))
            axis.setTextPen(pg.mkPen(self.colours.muted))
            axis.setStyle(tickFont=_font(self, Type.CAPTION), tickLength=4)
        left.setWidth(48)
        self.showGrid(x=False, y=True, alpha=0.18)


def draw_counts(chart: StepChart, document: Document) -> None:
    """Draw how many finished each step, and how many asked for help on it."""
    steps, people = document.steps, max(document.people, 1)
    numbers, done, asked = (
        [_number(value) for value in steps.values(key)]
        for key in (StepColumn.NUMBER, StepColumn.DONE, StepColumn.HELP)
    )
    chart.bars([n - _BAR / 2 for n in numbers], done, "accent", hatched=False)
    chart.bars([n + _BAR / 2 for n in numbers], asked, "waiting", hatched=True)
    if len(numbers) <= _VALUES_UP_TO:
        for number, finished, calls in zip(numbers, done, asked, strict=True):
            chart.words(f"{finished:g}", number - _BAR / 2, finished)
            if calls:
                chart.words(f"{calls:g}", number + _BAR / 2, calls, "waiting")
    highest = max([people, *asked])
    chart.setYRange(0, highest * _ROOM_ABOVE, padding=0)
    step = _round_step(highest)
    chart.getAxis("left").setTicks([[(n, str(n)) for n in range(0, int(highest) + 1, step)]])


def draw_times(chart: StepChart, document: Document) -> None:
    """Draw how long each step took: a box for the middle half, a line for the median."""
    rows = document.steps.only((StepColumn.NUMBER, *_SPREAD)).rows
    timed = [[_number(value) for value in row] for row in rows if None not in row]
    numbers, spreads = [number for number, *_ in timed], [spread for _, *spread in timed]
    highest = max((spread[-1] for spread in spreads), default=60.0) or 1.0
    if spreads:
        chart.boxes(numbers, [_with_height(spread, highest) for spread in spreads])
    if len(timed) <= _VALUES_UP_TO:
        for number, spread in zip(numbers, spreads, strict=True):
            chart.words(clock_text(spread[2]), number + 0.22, spread[2], beside=True)
    chart.setYRange(0, highest * 1.06, padding=0)
    step = _round_time(highest)
    ticks = [(n, clock_text(n)) for n in range(0, int(highest) + 1, step)]
    chart.getAxis("left").setTicks([ticks])


def picture_of(draw: Draw, document: Document, colours: Colours, size: QSize) -> QPicture:
    """Return a chart as drawing commands, for paper."""
    chart = StepChart(draw)
    chart.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    chart.resize(size)
    chart.show()
    chart.show_document(document, colours)
    picture = QPicture()
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    chart.render(painter)
    painter.end()
    # Not closed: pyqtgraph's own way of closing takes items apart that Qt still holds.
    chart.hide()
    chart.deleteLater()
    return picture


_BAR = 0.36
_FLATTEST = 0.012
_ROOM_ABOVE = 1.25  # for the numbers over the bars, in a low chart too
_SPREAD = (
    StepColumn.LEAST,
    StepColumn.LOWER,
    StepColumn.MEDIAN,
    StepColumn.UPPER,
    StepColumn.MOST,
)


def _number(value: Cell) -> float:
    assert isinstance(value, int | float), "steps are counted and timed"
    return float(value)


def _with_height(spread: list[float], highest: float) -> list[float]:
    """Give a box a little height and whiskers a little length, where times are all alike.

    Qt paints a line of no length as a point as large as the pen is wide, in seconds.
    """
    least, lower, median, upper, most = spread
    slack = max(highest * _FLATTEST - (upper - lower), 0.0) / 2
    lower, upper = lower - slack, upper + slack
    whisker = highest * _FLATTEST / 4
    return [min(least, lower - whisker), lower, median, upper, max(most, upper + whisker)]


def _least_and_most(times: Any) -> tuple[float, float]:
    return float(min(times)), float(max(times))


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


def _font(chart: QWidget, pixels: int) -> QFont:
    font = QFont(chart.font())
    font.setPixelSize(pixels)
    return font
