"""Asks before a person is deleted, and lists what is deleted along with them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from classroom_app.application.privacy_service import PersonTraces
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.server_copies import server_copies
from classroom_app.gui.kit.sheet import Sheet


class ErasePersonDialog(Sheet):
    """`confirmed` carries the `PersonTraces` to delete; Esc cancels."""

    is_about_class = False
    confirmed = Signal(object)

    def __init__(
        self, person: PersonTraces, parent: QWidget, *, leaves_copies: bool = False
    ) -> None:
        super().__init__("erasePersonDialog", parent, width=520)
        self._leaves_copies = leaves_copies
        self._person = person
        self._words = Label("", "muted", wraps=True, parent=self)
        self._everywhere = QCheckBox(self)
        self._everywhere.setObjectName("everywhereBox")
        self._everywhere.setChecked(True)
        self._list = QPlainTextEdit(self)
        self._list.setObjectName("tracesField")
        self._list.setReadOnly(True)
        self._list.setTabChangesFocus(True)
        self._list.setFixedHeight(120)
        certain = person.of_them_alone
        is_more = len(person.traces) + len(person.entries) > len(certain.traces) + len(
            certain.entries
        )
        self._everywhere.setVisible(is_more)
        self._everywhere.toggled.connect(self._show_list)
        for widget in (self._words, self._everywhere, self._list):
            self.body.addWidget(widget)
        self._back = self.add_button("backButton")
        self._back.clicked.connect(self.reject)
        self._confirm = self.add_button("confirmButton", "alarm", is_default=True)
        self._confirm.clicked.connect(self._on_confirmed)
        self._confirm.setFocus()
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        own = self._person.of_them_alone.entries
        name = own[0].name if own else ""
        self.set_heading(self.tr("Delete {name}?").format(name=name))
        self._words.setText(
            self.tr(
                "This deletes their name, number, attendance, times, help requests, messages "
                "and pictures, and recalculates reports without them. Automatic copies in the "
                "data folder are deleted too; files you saved elsewhere are not. You can't undo "
                "this."
            )
            + server_copies(leaves_copies=self._leaves_copies)
        )
        self._everywhere.setText(self.tr("All rosters and classes with this name or phone"))
        self._list.setAccessibleName(self.tr("Rosters and classes"))
        self._show_list()
        for button, text in ((self._back, self.tr("Cancel")), (self._confirm, self.tr("Delete"))):
            button.setText(text)
            button.setAccessibleName(text)

    @property
    def _wanted(self) -> PersonTraces:
        return self._person if self._everywhere.isChecked() else self._person.of_them_alone

    def _show_list(self) -> None:
        roster = self.tr("Roster {title}  ·  {number} {name}")
        lines = [
            roster.format(title=entry.title, number=entry.number, name=entry.name)
            for entry in self._wanted.entries
        ]
        lines += [
            f"{trace.created_at.astimezone():%Y-%m-%d %H:%M}  {trace.title}  ·  {trace.user_name}"
            for trace in self._wanted.traces
        ]
        self._list.setPlainText("\n".join(lines))

    def _on_confirmed(self) -> None:
        wanted = self._wanted
        self.accept()
        self.confirmed.emit(wanted)
