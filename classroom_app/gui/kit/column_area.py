"""A column that scrolls vertically, and is never cut off at its side."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QStyle, QWidget


class ColumnArea(QScrollArea):
    """Scrolls a column; it asks for the width of its content and of a scroll bar.

    A plain scroll area shrinks below that, and the scroll bar covers content that is too wide.
    """

    def __init__(self, column: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(column)
        self._column = column

    def minimumSizeHint(self) -> QSize:
        """Return room for the column's minimum width beside the scroll bar."""
        hint, bar = super().minimumSizeHint(), self.verticalScrollBar().sizeHint().width()
        extent = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        apart = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollView_ScrollBarSpacing)
        beside = max(bar, extent) + max(apart, 0) + 2 * self.frameWidth()
        least = self._column.minimumSizeHint().width() + beside
        return QSize(max(hint.width(), least), hint.height())

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Update the size hints when the content of the column changes."""
        if qevent.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, qevent)
