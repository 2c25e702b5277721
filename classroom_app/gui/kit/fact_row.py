"""A few large numbers with a caption below each."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from classroom_app.gui.kit.flow_layout import FlowLayout
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.tokens import Space


class FactRow(Panel):
    """Shows (value, caption) pairs side by side; with `is_bare`, without a frame around them.

    In a frame they continue in another row where there is no room.
    """

    def __init__(self, parent: QWidget | None = None, *, is_bare: bool = False) -> None:
        super().__init__("" if is_bare else "panel", parent)
        self.setObjectName("factRow")
        frame = QHBoxLayout(self)
        if is_bare:
            frame.setContentsMargins(0, 0, 0, 0)
            self._row: QHBoxLayout | FlowLayout = QHBoxLayout()
            self._row.setSpacing(Space.XL)
        else:
            frame.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
            self._row = FlowLayout(Space.XL, Space.S)
        frame.addLayout(self._row, 0 if is_bare else 1)
        if is_bare:
            frame.addStretch(1)
        self._facts: list[tuple[QWidget, Label, Label]] = []
        self.finish()

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these pairs instead."""
        while len(self._facts) < len(facts):
            self._add()
        for place, (fact, value, word) in enumerate(self._facts):
            is_used = place < len(facts)
            if is_used:
                value.setText(facts[place][0])
                word.setText(facts[place][1])
                value.setAccessibleName(f"{facts[place][1]}: {facts[place][0]}")
            fact.setVisible(is_used)

    def _add(self) -> None:
        fact = QWidget(self)
        value, word = Label("", "title", parent=fact), Label("", "caption", parent=fact)
        column = QVBoxLayout(fact)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(value)
        column.addWidget(word)
        self._row.addWidget(fact)
        self._facts.append((fact, value, word))
