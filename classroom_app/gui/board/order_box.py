"""The order in which students are shown."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from classroom_app.gui.board.arrangement import Order


class OrderBox(QComboBox):
    """`chosen` has the order that was picked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("orderBox")
        self.setProperty("quiet", "true")
        # Adjust to another language as well, which may be chosen after the box was first shown.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for order in Order:
            self.addItem("", order.value)
        self._retranslate()
        self.currentIndexChanged.connect(lambda: self.chosen.emit(self.currentData()))

    def choose(self, order: Order) -> None:
        """Pick an order."""
        self.setCurrentIndex(self.findData(order.value))

    def changeEvent(self, qevent: QEvent) -> None:
        """Set the texts again when the language has changed."""
        if qevent.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(qevent)

    def _retranslate(self) -> None:
        words = {
            Order.JOINING: self.tr("Order of joining"),
            Order.NAME: self.tr("By name"),
            Order.NEED: self.tr("Needs help first"),
        }
        for place, order in enumerate(Order):
            self.setItemText(place, words[order])
        self.setAccessibleName(self.tr("Order of the students"))
        self.setToolTip(self.tr("Order of the students"))
