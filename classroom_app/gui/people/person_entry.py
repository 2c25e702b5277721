"""A line to add people to a roster quickly: number, name, Return, and the next one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from classroom_app.domain.names import MAX_TYPED_LENGTH, is_name
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.composed_text import ComposedText
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.tokens import Space

_NUMBER_WIDTH = 96


class PersonEntry(Panel):
    """`entered` carries the number and the name as typed; the number may be empty."""

    entered = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._number = QLineEdit(self)
        self._number.setObjectName("newPersonNumber")
        self._number.setMaxLength(12)
        self._number.setFixedWidth(_NUMBER_WIDTH)
        self._name = QLineEdit(self)
        self._number.returnPressed.connect(self._name.setFocus)
        self._name.setObjectName("newPersonName")
        self._name.setMaxLength(MAX_TYPED_LENGTH)
        self._name.setMinimumWidth(120)
        self._written = ComposedText(self._name)
        self._written.changed.connect(self._on_text)
        self._add = IconButton("plus", name="addPersonButton", parent=self)
        self._add.clicked.connect(self._on_add)
        self._name.returnPressed.connect(self._on_add)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._number)
        row.addWidget(self._name, 1)
        row.addWidget(self._add)
        self._on_text("")
        self.finish()

    def offer(self, number: int) -> None:
        """Show the number that a person entered without one gets."""
        self._number.setPlaceholderText(str(number))

    def clear(self) -> None:
        """Clear the fields for the next person."""
        self._number.clear()
        self._name.clear()
        self._name.setFocus()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._number.setAccessibleName(self.tr("Number of the new person"))
        self._name.setAccessibleName(self.tr("Name of the new person"))
        self._name.setPlaceholderText(self.tr("Name"))
        self._add.setText(self.tr("Add"))
        self._add.setAccessibleName(self.tr("Add"))

    def _on_text(self, text: str) -> None:
        self._add.setEnabled(is_name(text))

    def _on_add(self) -> None:
        name = self._written.finish().strip()
        if is_name(name):
            self.entered.emit(self._number.text().strip(), name)
