"""The counters of the class; each is a filter."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from classroom_app.gui.board.arrangement import Only
from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.fitting_row import FittingRow
from classroom_app.gui.kit.panel import Panel, set_flag
from classroom_app.gui.theme.icons import icon
from classroom_app.gui.theme.tokens import Space

# Counters that are hidden where there is no room for all, in this order.
_GIVING_WAY = (Only.WORKING, Only.HERE, Only.LOST, Only.DONE, Only.STUCK, Only.HELP)


class CounterBar(Panel):
    """*All · Here · Done · Working · Stuck · Help · Offline*, one chosen at a time.

    *Not here* and *Not visited* are visible only while they count somebody or are chosen.
    """

    only_chosen = Signal(str)

    def __init__(self, board: ClassBoard, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._board = board
        self._chips: dict[Only, IconButton] = {}
        self._group = QButtonGroup(self)
        self._row = row = QHBoxLayout(self)
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
        self._unvisited = self._chips[Only.UNVISITED]
        self._unvisited.hide()
        self._absent = self._chips[Only.ABSENT]
        self._absent.hide()
        self._is_short = False
        self._chips[Only.ALL].setChecked(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        hidden = [partial(self._hide_chip, only) for only in _GIVING_WAY]
        self._fitting = FittingRow(self, [self._shorten_unvisited, self._move_closer, *hidden])
        board.refreshed.connect(self.refresh)
        board.roll_changed.connect(self.refresh)
        self._group.buttonToggled.connect(self._on_toggled)
        self.finish()

    def reset(self) -> None:
        """Choose *All*."""
        self._chips[Only.ALL].setChecked(True)

    def refresh(self) -> None:
        """Update the counts."""
        if self._board.session is None:
            return
        heads = self._board.insight.counters
        counts = {
            Only.ALL: self._board.expected,
            Only.HERE: heads.here,
            Only.DONE: heads.done,
            Only.WORKING: heads.working,
            Only.STUCK: heads.stuck,
            Only.HELP: heads.help,
            Only.LOST: heads.lost,
            Only.ABSENT: len(self._board.absent),
            Only.UNVISITED: heads.unvisited,
        }
        words = self._words()
        for only, chip in self._chips.items():
            name = f"{words[only]} {counts[only]}"
            is_short = only is Only.UNVISITED and self._is_short
            text = str(counts[only]) if is_short else name
            if chip.text() != text:
                chip.setText(text)
                chip.setAccessibleName(name)
        self._absent.setVisible(bool(self._board.absent) or self._absent.isChecked())
        self._unvisited.setVisible(heads.unvisited > 0 or self._unvisited.isChecked())
        set_flag(self._chips[Only.HELP], "tone", "alarm" if heads.help else "")
        set_flag(self._chips[Only.STUCK], "tone", "warning" if heads.stuck else "")

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        words = self._words()
        for only, chip in self._chips.items():
            chip.setText(words[only])
            chip.setAccessibleName(words[only])
            chip.setToolTip(self.tr("Show only these students"))
        self._unvisited.setToolTip(self.tr("Show only those whom nobody has visited for long"))
        self._unvisited.setIcon(icon("eye", self.colours, "warning"))
        self._chips[Only.ALL].setToolTip(self.tr("Show everyone"))
        self.refresh()

    def _shorten_unvisited(self, narrow: bool) -> None:
        """Show only the icon and the number, so that the other counters stay."""
        if narrow is not self._is_short:
            self._is_short = narrow
            self.refresh()

    def _move_closer(self, narrow: bool) -> None:
        """Reduce the space around each word, before a counter has to be hidden."""
        self._row.setSpacing(Space.XS // 2 if narrow else Space.XS)
        for chip in self._chips.values():
            set_flag(chip, "dense", "true" if narrow else "")

    def _on_toggled(self, _chip: QAbstractButton, _on: bool) -> None:
        self.refresh()

    def _hide_chip(self, only: Only, narrow: bool) -> None:
        """Hide a counter, unless it is chosen: the active filter must be visible."""
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
            Only.ABSENT: self.tr("Not here"),
            Only.UNVISITED: self.tr("Not visited"),
        }
