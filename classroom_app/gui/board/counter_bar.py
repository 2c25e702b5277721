"""The counters of the class; each is a filter."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from classroom_app.gui.board.arrangement import Only
from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.fitting_row import FittingRow
from classroom_app.gui.kit.panel import Panel, set_flag
from classroom_app.gui.theme.tokens import Space

# Counters that give way where there is no room for all, in this order.
_GIVING_WAY = (Only.WORKING, Only.HERE, Only.LOST, Only.DONE, Only.STUCK, Only.HELP)


class CounterBar(Panel):
    """*All · Here · Done · Working · Stuck · Help · Lost*, one chosen at a time."""

    only_chosen = Signal(str)

    def __init__(self, board: ClassBoard, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._board = board
        self._chips: dict[Only, IconButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        for only in Only:
            chip = IconButton(parent=self)
            chip.setObjectName(f"{only.value}Counter")
            chip.setProperty("chip", "true")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _on, chosen=only: self.only_chosen.emit(chosen.value))
            self._group.addButton(chip)
            self._chips[only] = chip
            row.addWidget(chip)
        row.addStretch(1)
        self._chips[Only.ALL].setChecked(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fitting = FittingRow(self, [partial(self._hide_chip, only) for only in _GIVING_WAY])
        board.refreshed.connect(self.refresh)
        board.roll_changed.connect(self.refresh)
        self.finish()

    def reset(self) -> None:
        """Choose everybody."""
        self._chips[Only.ALL].setChecked(True)

    def refresh(self) -> None:
        """Count again."""
        if self._board.session is None:
            return
        heads = self._board.insight.counters
        counts = {
            Only.ALL: heads.total,
            Only.HERE: heads.here,
            Only.DONE: heads.done,
            Only.WORKING: heads.working,
            Only.STUCK: heads.stuck,
            Only.HELP: heads.help,
            Only.LOST: heads.lost,
        }
        words = self._words()
        for only, chip in self._chips.items():
            text = f"{words[only]} {counts[only]}"
            if chip.text() != text:
                chip.setText(text)
                chip.setAccessibleName(text)
        set_flag(self._chips[Only.HELP], "tone", "alarm" if heads.help else "")
        set_flag(self._chips[Only.STUCK], "tone", "waiting" if heads.stuck else "")

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        words = self._words()
        for only, chip in self._chips.items():
            chip.setText(words[only])
            chip.setAccessibleName(words[only])
            chip.setToolTip(self.tr("Show only these students"))
        self._chips[Only.ALL].setToolTip(self.tr("Show everyone"))
        self.refresh()

    def _hide_chip(self, only: Only, narrow: bool) -> None:
        """One that is chosen stays: what is filtered must be seen."""
        chip = self._chips[only]
        chip.setVisible(not narrow or chip.isChecked())

    def _words(self) -> dict[Only, str]:
        return {
            Only.ALL: self.tr("All"),
            Only.HERE: self.tr("Here"),
            Only.DONE: self.tr("Done"),
            Only.WORKING: self.tr("Working"),
            Only.STUCK: self.tr("Stuck"),
            Only.HELP: self.tr("Help"),
            Only.LOST: self.tr("Offline"),
        }
