"""How easy all phones are to read: three check boxes that take effect at once."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.sheet import Sheet
from classroom_app.gui.lead.comfort_things import Thing, thing_word


class ComfortDialog(Sheet):
    """`chosen` has a setting, and whether all phones are to have it.

    A box is partially checked if some phones have the setting.
    """

    chosen = Signal(str, bool)

    def __init__(self, board: ClassBoard, parent: QWidget) -> None:
        super().__init__("comfortDialog", parent)
        self._board = board
        self._boxes: dict[Thing, QCheckBox] = {}
        for thing in Thing:
            box = self._boxes[thing] = QCheckBox(self)
            box.setObjectName(f"{thing.value}Box")
            # The state shown is that of the phones, not of the click.
            box.clicked.connect(partial(self._on_click, thing))
            self.body.addWidget(box)
        self._hint = Label("", "muted", wraps=True, parent=self)
        self.body.addWidget(self._hint)
        self._close = self.add_button("closeButton", "primary", is_default=True)
        self._close.clicked.connect(self.accept)
        board.refreshed.connect(self.refresh)
        self.retranslate()
        self.refresh()

    def refresh(self) -> None:
        """Show the current settings of the phones."""
        session = self._board.session
        if session is None:
            return
        people = session.present_participants
        for thing, box in self._boxes.items():
            having = sum(thing.of(person.comfort) is True for person in people)
            is_for_newcomers = thing.of(session.newcomers_comfort) is True
            if having == len(people) and (people or is_for_newcomers):
                state = Qt.CheckState.Checked
            else:
                state = Qt.CheckState.PartiallyChecked if having else Qt.CheckState.Unchecked
            if box.checkState() is not state:
                box.setCheckState(state)
            count = self.tr("{thing} ({having} of {all})")
            box.setText(
                count.format(thing=thing_word(thing), having=having, all=len(people))
                if 0 < having < len(people)
                else thing_word(thing)
            )

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.set_heading(self.tr("Comfort for all phones"))
        self._hint.setText(
            self.tr(
                "Counts for phones that join later, too. Each phone says what was changed, and its "
                "student can undo it. For one student only, use their menu."
            )
        )
        self._close.setText(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close"))
        self.refresh()

    def _on_click(self, thing: Thing) -> None:
        session = self._board.session
        if session is None:
            return
        people = session.present_participants
        all_have = all(thing.of(person.comfort) is True for person in people) and (
            bool(people) or thing.of(session.newcomers_comfort) is True
        )
        self.chosen.emit(thing.value, not all_have)
        self.refresh()
