"""Shortens or hides parts of a row in a narrow window, the least important first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton, QWidget

Yield = Callable[[bool], None]
"""Shortens or hides a part (True), or restores it (False)."""


class FittingRow(QObject):
    """Watches a widget with a layout, and fits its row again when its width or a text changes.

    `stages` are in the order in which they give way. The widget itself never asks for more width
    than its parent has, since the row can always be made to fit: its size policy should be
    `Ignored`.
    """

    def __init__(self, row: QWidget, stages: Sequence[Yield]) -> None:
        super().__init__(row)
        self._row, self._stages = row, tuple(stages)
        self._given = 0
        self._fitted: tuple[int, int] | None = None
        row.installEventFilter(self)

    @property
    def given(self) -> int:
        """How many stages are in effect."""
        return self._given

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Fit again after a change of the width or of the content."""
        if qevent.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.fit()
        return super().eventFilter(watched, qevent)

    def fit(self) -> None:
        """Put as few stages into effect as the width requires."""
        width = self._row.width()
        if self._fitted == (width, self._needed()):
            return  # also ends the layout requests that fitting itself causes
        for stage in self._stages[: self._given]:
            stage(False)
        self._given = 0
        while self._needed() > width and self._given < len(self._stages):
            self._stages[self._given](True)
            self._given += 1
        self._fitted = (width, self._needed())

    def _needed(self) -> int:
        layout = self._row.layout()
        if layout is None:
            return 0
        # Nested layouts drop their cached sizes only here. Never `invalidate()`: each call requests
        # another layout, and nested rows would go on forever.
        layout.activate()
        return layout.totalMinimumSize().width()


def hide_when_narrow(part: QWidget) -> Yield:
    """Return a stage that hides a part."""
    return lambda narrow: part.setVisible(not narrow)


def icon_alone_when_narrow(button: QAbstractButton) -> Yield:
    """Return a stage that shows only a button's icon; its tooltip should have its name."""
    texts = [button.text()]

    def give_way(narrow: bool) -> None:
        if narrow:
            texts[0] = button.text()
            button.setText("")
        elif not button.text():  # if the language has changed meanwhile, it has a text again
            button.setText(texts[0])

    return give_way
