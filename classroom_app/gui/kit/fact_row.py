"""A few large numbers with a word below each."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.tokens import Space


class FactRow(Panel):
    """Shows (value, word) pairs side by side; `is_bare` without a frame around them."""

    def __init__(self, parent: QWidget | None = None, *, is_bare: bool = False) -> None:
        super().__init__("" if is_bare else "panel", parent)
        self.setObjectName("factRow")
        self._row = QHBoxLayout(self)
        if is_bare:
            self._row.setContentsMargins(0, 0, 0, 0)
        else:
            self._row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self._row.setSpacing(Space.XL)
        self._labels: list[tuple[Label, Label]] = []
        self._row.addStretch(1)
        self.finish()

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show other facts."""
        while len(self._labels) < len(facts):
            self._add()
        for place, (value, word) in enumerate(self._labels):
            is_used = place < len(facts)
            if is_used:
                value.setText(facts[place][0])
                word.setText(facts[place][1])
                value.setAccessibleName(f"{facts[place][1]}: {facts[place][0]}")
            value.setVisible(is_used)
            word.setVisible(is_used)

    def _add(self) -> None:
        value, word = Label("", "title", parent=self), Label("", "caption", parent=self)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(value)
        column.addWidget(word)
        self._row.insertLayout(len(self._labels), column)
        self._labels.append((value, word))
