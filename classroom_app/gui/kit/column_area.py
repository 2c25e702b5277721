"""A column that scrolls up and down, and is never cut at its side."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QStyle, QWidget


class ColumnArea(QScrollArea):
    """Scrolls a column; it asks for the width of what is in it and of a scroll bar.

    Left to itself a scroll area shrinks below that, and the scroll bar covers what is too wide.
    """

    def __init__(self, column: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(column)
        self._column = column

    def minimumSizeHint(self) -> QSize:
        """Return room for the column's least width beside the scroll bar."""
        hint, bar = super().minimumSizeHint(), self.verticalScrollBar().sizeHint().width()
        extent = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        apart = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollView_ScrollBarSpacing)
        beside = max(bar, extent) + max(apart, 0) + 2 * self.frameWidth()
        least = self._column.minimumSizeHint().width() + beside
        return QSize(max(hint.width(), least), hint.height())

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Ask again when what is in the column needs another width."""
        if qevent.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, qevent)
