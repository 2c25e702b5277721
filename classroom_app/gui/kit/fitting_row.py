"""Lets parts of a row give way on a narrow window, the least important first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton, QWidget

Yield = Callable[[bool], None]
"""Makes a part give way (True) or come back (False)."""


class FittingRow(QObject):
    """Watches a widget with a layout; what gives way follows its width and its texts.

    `stages` are in the order in which they give way. The widget itself asks for no more width than
    its parent has, since the row can always be made to fit: its size policy should be `Ignored`.
    """

    def __init__(self, row: QWidget, stages: Sequence[Yield]) -> None:
        super().__init__(row)
        self._row, self._stages = row, tuple(stages)
        self._given = 0
        self._fitted: tuple[int, int] | None = None
        row.installEventFilter(self)

    @property
    def given(self) -> int:
        """How many stages have given way."""
        return self._given

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Fit again when there is another width, or another text."""
        if qevent.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.fit()
        return super().eventFilter(watched, qevent)

    def fit(self) -> None:
        """Give way as little as the width needs."""
        width = self._row.width()
        if self._fitted == (width, self._needed()):
            return  # also ends the requests that fitting itself has caused
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
        # Layouts within forget the sizes of before only here. Never `invalidate()`: it asks for
        # another layout each time, and rows within one another would do so for ever.
        layout.activate()
        return layout.totalMinimumSize().width()


def hide_when_narrow(part: QWidget) -> Yield:
    """Return a stage in which a part is hidden."""
    return lambda narrow: part.setVisible(not narrow)


def icon_alone_when_narrow(button: QAbstractButton) -> Yield:
    """Return a stage in which a button shows its icon alone; its tooltip should have its name."""
    texts = [button.text()]

    def give_way(narrow: bool) -> None:
        if narrow:
            texts[0] = button.text()
            button.setText("")
        elif not button.text():  # in another language meanwhile, it has a text again
            button.setText(texts[0])

    return give_way
