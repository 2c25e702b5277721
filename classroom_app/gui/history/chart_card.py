"""A chart with its heading and legend; a button switches to a table."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QBrush, QColor, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from classroom_app.application.report_document import Document, StepColumn, Table
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.fitting_row import FittingRow, icon_alone_when_narrow
from classroom_app.gui.kit.label import ElidedLabel, Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.report_table import ReportTable
from classroom_app.gui.theme.tokens import Space

LOWEST = 132
_SWATCH = 14


class ChartCard(Panel):
    """Base class: a subclass sets the legend, the table's columns, and the texts."""

    columns: tuple[StepColumn, ...] = ()
    legend: tuple[tuple[str, bool], ...] = ()  # attribute of `Colours`, hatched
    draws_after_ms = 10

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.setObjectName(name)
        self._document: Document | None = None
        # Drawing takes a while: each chart is drawn in an iteration of the event loop of its own.
        self._soon = QTimer(self, singleShot=True, interval=self.draws_after_ms)
        self._soon.timeout.connect(self._draw)
        self._chart: QWidget | None = None
        self._heading = ElidedLabel("", "heading", self, letters=12)
        self._swatches = [QLabel(self) for _ in self.legend]
        self._keys = [Label("", "caption", parent=self) for _ in self.legend]
        self._toggle = IconButton(
            "table", kind="quiet", shape="small", name=f"{name}TableButton", parent=self
        )
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._on_toggled)
        self.table = ReportTable(f"{name}Table", self, wide=StepColumn.TITLE)
        self._place = Label("", "muted", parent=self)
        self._place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self._place)
        self.stack.addWidget(self.table)
        self.stack.setMinimumHeight(LOWEST)
        self._build()

    def put_chart(self, chart: QWidget) -> None:
        """Add the widget that draws the chart, once it is created."""
        self._chart = chart
        self.stack.addWidget(chart)
        self._on_toggled(self._toggle.isChecked())
        if self._document is not None:
            self.show_document(self._document)

    def show_document(self, document: Document) -> None:
        """Show the steps of a report."""
        self._document = document
        steps = document.steps.only(self.columns)
        self.table.show_table(Table(self._heading.text(), steps.columns, steps.rows))
        self._soon.start()

    def restyle(self) -> None:
        """Redraw in the current colours."""
        scale = self.devicePixelRatioF()
        for swatch, (tone, hatched) in zip(self._swatches, self.legend, strict=True):
            swatch.setPixmap(_swatch(QColor(getattr(self.colours, tone)), hatched, scale))
        self._soon.start()

    def name_all(self, heading: str, keys: list[str], summary: str) -> None:
        """Set the heading, the legend (one of `keys` per entry) and the table button's text."""
        self._heading.setText(heading)
        for label, text in zip(self._keys, keys, strict=True):
            label.setText(text)
        self._toggle.setText(self.tr("Table"))
        self._toggle.setAccessibleName(self.tr("{chart} as a table").format(chart=heading))
        self._toggle.setToolTip(self.tr("Show the same as a table"))
        self._place.setText(self.tr("Drawing…"))
        self.setAccessibleName(heading)
        self.setAccessibleDescription(summary)

    def _draw(self) -> None:
        show = getattr(self._chart, "show_document", None)
        if show is not None and self._document is not None:
            show(self._document, self.colours)

    def _on_toggled(self, on: bool) -> None:
        self.stack.setCurrentWidget(self.table if on else self._chart or self._place)

    def _build(self) -> None:
        row = QWidget(self)
        row.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        head = QHBoxLayout(row)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(Space.S)
        head.addWidget(self._heading)
        head.addSpacing(Space.M)
        for swatch, label in zip(self._swatches, self._keys, strict=True):
            head.addWidget(swatch)
            head.addWidget(label)
            head.addSpacing(Space.S)
        head.addStretch(1)
        head.addWidget(self._toggle)
        self._fitting = FittingRow(row, [icon_alone_when_narrow(self._toggle)])
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(row)
        column.addWidget(self.stack, 1)


class CountsCard(ChartCard):
    """How many students finished each step, and how many help requests there were."""

    columns = (
        StepColumn.NUMBER,
        StepColumn.TITLE,
        StepColumn.DONE,
        StepColumn.SHARE,
        StepColumn.HELP,
    )
    legend = (("accent", False), ("warning", True))

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("countsChart", parent)
        self.finish()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.name_all(
            self.tr("Finished and help requests, by step"),
            [self.tr("Finished"), self.tr("Help requests")],
            self.tr("A bar for each step. The table has the same numbers."),
        )


class TimesCard(ChartCard):
    """How long each step took."""

    draws_after_ms = 40
    columns = (
        StepColumn.NUMBER,
        StepColumn.TITLE,
        StepColumn.LEAST,
        StepColumn.LOWER,
        StepColumn.MEDIAN,
        StepColumn.UPPER,
        StepColumn.MOST,
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("timesChart", parent)
        self._hint = ElidedLabel("", "caption", self)  # a wrapped label would ask for more height
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self._hint)
        self.finish()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.name_all(
            self.tr("Time for each step"),
            [],
            self.tr("A box for each step. The table has the same numbers."),
        )
        self._hint.setText(
            self.tr(
                "Box: the middle half. Thick line: the median. Thin lines: quickest to "
                "slowest. Pauses aren't counted. Late joiners are timed from when they "
                "joined."
            )
        )


def _swatch(colour: QColor, hatched: bool, scale: float) -> QPixmap:
    side = QSize(round(_SWATCH * scale), round(_SWATCH * scale))
    pixmap = QPixmap(side)
    pixmap.fill(Qt.GlobalColor.transparent)
    pixmap.setDevicePixelRatio(scale)
    painter = QPainter(pixmap)
    painter.setPen(colour)
    painter.setBrush(QBrush(colour, Qt.BrushStyle.BDiagPattern) if hatched else QBrush(colour))
    painter.drawRect(QRectF(0.5, 0.5, _SWATCH - 1, _SWATCH - 1))
    painter.end()
    return pixmap
