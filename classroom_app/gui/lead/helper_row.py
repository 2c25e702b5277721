"""One helper: the name, whether the phone is connected, whom they go to, and two buttons."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import ElidedLabel, Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.tokens import Space


class HelperRow(Panel):
    """Its signals carry no id: the dialog knows which helper the row shows."""

    calls_taken_away = Signal()
    end_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("ticket", parent)
        self._names: Sequence[str] = ()
        self._is_connected = False
        self._name = ElidedLabel("", "heading", self)
        self._name.setObjectName("helperName")
        self._state = Label("", "caption", wraps=True, parent=self)
        self._state.setObjectName("helperState")
        self._take = IconButton("undo", shape="small", name="takeAwayButton", parent=self)
        self._take.clicked.connect(self.calls_taken_away)
        self._end = IconButton(shape="small", name="endHelperButton", parent=self)
        self._end.clicked.connect(self.end_requested)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self._take)
        buttons.addWidget(self._end)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.XS)
        column.addWidget(self._name)
        column.addWidget(self._state)
        column.addLayout(buttons)
        self.finish()

    def show_helper(self, name: str, going_to: Sequence[str], is_connected: bool) -> None:
        """Show this helper; `going_to` has the names of the students they are on the way to."""
        self._names, self._is_connected = going_to, is_connected
        self._name.setText(name)
        self._show_state()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        words = {
            self._take: (
                self.tr("Back to the queue"),
                self.tr("The student waits again, in the old place"),
            ),
            self._end: (
                self.tr("End their part"),
                self.tr("Their phone is disconnected at once and can't come back"),
            ),
        }
        for button, (text, hint) in words.items():
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(hint)
        self._show_state()

    def _show_state(self) -> None:
        state = self.tr("connected") if self._is_connected else self.tr("not connected")
        if self._names:
            going = self.tr("on the way to {names}").format(names=", ".join(self._names))
            state = f"{state} · {going}"
        self._state.setText(state)
        self._take.setVisible(bool(self._names))
