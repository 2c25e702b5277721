"""Who on the class's roster a student is, for one who joined by name."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from classroom_app.domain.roster import Roster
from classroom_app.gui.kit.composed_text import ComposedText
from classroom_app.gui.kit.search_text import has_text
from classroom_app.gui.kit.sheet import Sheet

_ID = Qt.ItemDataRole.UserRole
NOBODY = 0
HEIGHT = 260


class NumberDialog(Sheet):
    """`person_chosen` has the id of a person on the roster, or 0 for none of them.

    People who are `here` already are listed, but cannot be chosen.
    """

    person_chosen = Signal(int)

    def __init__(
        self, name: str, roster: Roster, here: Collection[int], own_id: int | None, parent: QWidget
    ) -> None:
        super().__init__("numberDialog", parent, width=400)
        self._name, self._roster, self._here, self._own_id = name, roster, here, own_id
        self._field = QLineEdit(self)
        self._field.setObjectName("numberField")
        self._typed = ComposedText(self._field)
        self._list = QListWidget(self)
        self._list.setObjectName("numberList")
        self._list.setMinimumHeight(HEIGHT)
        self.body.addWidget(self._field)
        self.body.addWidget(self._list, 1)
        self._back = self.add_button("backButton")
        self._back.clicked.connect(self.reject)
        self._save = self.add_button("saveButton", "primary", is_default=True)
        self._save.clicked.connect(self._on_save)
        self._typed.changed.connect(self._show)
        self._list.itemSelectionChanged.connect(self._allow)
        self._list.itemActivated.connect(lambda _item: self._on_save())
        self._field.setFocus()
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.set_heading(self.tr("Which number is {name}?").format(name=self._name))
        self._field.setPlaceholderText(self.tr("Find a number or a name"))
        self._field.setAccessibleName(self.tr("Find a number or a name"))
        self._list.setAccessibleName(self._roster.title)
        for button, text in ((self._back, self.tr("Cancel")), (self._save, self.tr("Save"))):
            button.setText(text)
            button.setAccessibleName(text)
        self._show(self._field.text())

    def give_way(self, pixels: int) -> bool:
        """Lower the list on a low screen."""
        lower = max(self._list.minimumHeight() - pixels, 80)
        if lower == self._list.minimumHeight():
            return False
        self._list.setMinimumHeight(lower)
        return True

    def _show(self, typed: str) -> None:
        wanted = typed.strip()
        self._list.clear()
        if self._own_id is not None and not wanted:
            self._add(self.tr("No number"), NOBODY)
        for person in self._roster.people:
            text = f"{person.number}  {person.name}"
            if not has_text(text, wanted):
                continue
            is_here = person.id in self._here and person.id != self._own_id
            said = self.tr("{person} (here already)").format(person=text) if is_here else text
            item = self._add(said, person.id)
            if is_here:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setForeground(QColor(self.colours.muted))
            elif wanted and self._list.currentRow() < 0:
                self._list.setCurrentItem(item)
        self._allow()

    def _add(self, text: str, person_id: int) -> QListWidgetItem:
        item = QListWidgetItem(text, self._list)
        item.setData(_ID, person_id)
        return item

    def _allow(self) -> None:
        self._save.setEnabled(self._chosen() is not None)

    def _chosen(self) -> int | None:
        for item in self._list.selectedItems():
            person_id: int = item.data(_ID)
            return person_id
        return None

    def _on_save(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.person_chosen.emit(chosen)
            self.accept()
