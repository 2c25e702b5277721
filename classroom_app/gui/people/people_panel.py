"""The people on a roster: an editable table of numbers and names."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from classroom_app.application.roster_service import UnknownRosterError
from classroom_app.application.shared_lists import Topic, Topics
from classroom_app.domain.names import MAX_NAME_LENGTH, clean_name, is_name
from classroom_app.domain.roster import MAX_NUMBER, MAX_PEOPLE, Person, Roster
from classroom_app.gui.console import Console
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.clear_button import name_clear_button
from classroom_app.gui.kit.composed_text import ComposedText
from classroom_app.gui.kit.fitting_row import FittingRow, icon_alone_when_narrow
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.plain_copy import PlainCopy
from classroom_app.gui.kit.roles import ID_ROLE
from classroom_app.gui.kit.tables import set_up
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.people.people_model import NAME, NUMBER, PeopleModel, SortedPeople
from classroom_app.gui.people.person_entry import PersonEntry
from classroom_app.gui.people.roster_clashes import clash_text
from classroom_app.gui.people.roster_edits import RosterEdits
from classroom_app.gui.theme.tokens import Space

_NUMBER_WIDTH = 110


class PeoplePanel(Panel):
    """The tab People of the People page."""

    paste_requested = Signal()
    file_requested = Signal()

    def __init__(self, console: Console, toast: Toast, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("peoplePanel")
        self._toast = toast
        self.edits = RosterEdits(console.services.rosters, console.tasks, self)
        self.model = PeopleModel(self)
        self.sorted = SortedPeople(self.model, self)
        self._rosters = console.services.rosters
        self._find = QLineEdit(self)
        self._find.setObjectName("peopleSearchField")
        self._find.setClearButtonEnabled(True)
        self._find.setMinimumWidth(110)
        self._find.setMaximumWidth(260)
        self._typed = ComposedText(self._find)
        self._typed.changed.connect(self.sorted.search)
        self._paste = IconButton("list", name="pasteNamesButton", parent=self)
        self._paste.clicked.connect(self.paste_requested)
        self._file = IconButton("import", name="addFromFileButton", parent=self)
        self._file.clicked.connect(self.file_requested)
        self._undo = IconButton("undo", name="undoRosterButton", parent=self)
        self._undo.clicked.connect(self.edits.undo)
        self._redo = IconButton("redo", name="redoRosterButton", parent=self)
        self._redo.clicked.connect(self.edits.redo)
        self._remove = IconButton("remove", kind="danger", name="removePeopleButton", parent=self)
        self._remove.clicked.connect(self._on_remove)
        self.view = QTableView(self)
        self.view.setObjectName("peopleView")
        self.view.setModel(self.sorted)
        PlainCopy(self.view)
        set_up(self.view)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.view.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.view.installEventFilter(self)
        self.view.setSortingEnabled(True)
        self.view.sortByColumn(NUMBER, Qt.SortOrder.AscendingOrder)
        header = self.view.horizontalHeader()
        header.setSectionsClickable(True)
        header.resizeSection(NUMBER, _NUMBER_WIDTH)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self._empty = Label("", "empty", wraps=True, parent=self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._fault = Label("", "fault", wraps=True, parent=self)
        self._fault.setObjectName("personFault")
        self._fault.hide()
        self.entry = PersonEntry(self)
        self.entry.entered.connect(self._on_entered)
        self.model.written.connect(self._on_written)
        self.edits.changed.connect(self._show)
        self.edits.changed.connect(self._withdraw_undo)
        self.edits.failed.connect(self._on_failed)
        self.edits.merged.connect(lambda done: self._say(clash_text(done)))
        unsubscribe = console.services.changes.subscribe(self._on_changes)
        self.destroyed.connect(lambda: unsubscribe())
        self.view.selectionModel().selectionChanged.connect(self._allow)
        self._is_behind = False
        self._removed_from: Roster | None = None  # the roster before the last removal
        self.view.itemDelegate().closeEditor.connect(self._on_typed)
        self._build()
        self.finish()

    def show_roster(self, roster: Roster | None) -> None:
        """Show a roster; call when another one is selected and when it has changed."""
        known = self.edits.roster
        is_other = roster is None or known is None or roster.id != known.id
        if is_other:
            self._find.clear()
            self._say("")
        # Showing changes of others now would overwrite what is being typed.
        self._is_behind = not is_other and self._is_typing
        if not self._is_behind:
            self.edits.show(roster)

    @property
    def _is_typing(self) -> bool:
        return self.view.state() is QAbstractItemView.State.EditingState

    def _on_typed(self) -> None:
        """Show the changes that had to wait for the end of editing a cell."""
        known = self.edits.roster
        if self._is_behind and known is not None:
            self._is_behind = False
            self.edits.show(self._rosters.roster(known.id))

    def add(self, people: list[tuple[int, str]]) -> None:
        """Add people by number and name, as one undo step."""
        roster = self.edits.roster
        if roster is not None:
            new = [self._rosters.new_person(number, name) for number, name in people]
            self.edits.edit(roster.with_people((*roster.people, *new)))

    def event(self, qevent: QEvent) -> bool:
        """Reserve the undo and redo keys while the roster has something to undo or redo."""
        if qevent.type() == QEvent.Type.ShortcutOverride and isinstance(qevent, QKeyEvent):
            button = self._button_of(qevent)
            if button is not None and button.isEnabled():
                qevent.accept()
                return True
        return super().event(qevent)

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Handle undo and redo."""
        button = self._button_of(qevent)
        if button is not None:
            button.click()
        else:
            super().keyPressEvent(qevent)

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Remove the selected people with Delete, once per press, and handle undo and redo."""
        if isinstance(qevent, QKeyEvent) and qevent.type() == QEvent.Type.KeyPress:
            if qevent.key() == Qt.Key.Key_Delete:
                if not qevent.isAutoRepeat():
                    self._remove.click()
                return True
            if self._button_of(qevent) is not None:
                self.keyPressEvent(qevent)
                return True
        return super().eventFilter(watched, qevent)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._find.setPlaceholderText(self.tr("Find a person"))
        self._find.setAccessibleName(self.tr("Find a person"))
        name_clear_button(self._find, self.tr("Clear the search"))
        self.view.setAccessibleName(self.tr("People on the roster"))
        for button, text in (
            (self._paste, self.tr("Paste names…")),
            (self._file, self.tr("From a file…")),
            (self._undo, self.tr("Undo")),
            (self._redo, self.tr("Redo")),
            (self._remove, self.tr("Remove")),
        ):
            is_alone = button in (self._undo, self._redo)
            button.setText("" if is_alone else text)
            button.setAccessibleName(text.replace("…", ""))
            button.setToolTip(text.replace("…", ""))
        self._show()

    def _show(self) -> None:
        roster = self.edits.roster
        chosen = set(self._chosen_ids())
        self.model.show_people(roster.people if roster is not None else ())
        self._choose(chosen)
        is_empty = self.model.rowCount() == 0
        self.view.setVisible(not is_empty)
        self._empty.setVisible(is_empty)
        self._empty.setText(
            self.tr(
                "Nobody is on this roster yet. Write a name below, paste names, or add them from a "
                "file of Excel or another spreadsheet."
            )
        )
        if roster is not None:
            self.entry.offer(roster.next_number)
        self._allow()

    def _allow(self) -> None:
        self._undo.setEnabled(self.edits.can_undo)
        self._redo.setEnabled(self.edits.can_redo)
        self._remove.setEnabled(bool(self._chosen_ids()))

    def _on_entered(self, number: str, name: str) -> None:
        roster = self.edits.roster
        if roster is None:
            return
        wanted = self._number_from(number, roster) if number else roster.next_number
        if len(roster.people) >= MAX_PEOPLE:
            self._say(self.tr("A roster has at most {count} people.").format(count=MAX_PEOPLE))
        elif wanted is not None:
            person = self._rosters.new_person(wanted, clean_name(name))
            self._say("")
            self._find.clear()
            self.edits.edit(roster.with_person(person))
            self.entry.clear()
            self._choose({person.id})

    def _on_written(self, person_id: int, column: int, text: str) -> None:
        roster = self.edits.roster
        person = roster.by_id.get(person_id) if roster is not None else None
        if roster is None or person is None:
            return
        if column == NUMBER:
            number = self._number_from(text, roster, person)
            changed = None if number is None else Person(person_id, number, person.name)
        elif is_name(text):
            changed = Person(person_id, person.number, clean_name(text))
        else:
            changed = None
            words = self.tr("A name has 1 to {count} letters that can be seen.")
            self._say(words.format(count=MAX_NAME_LENGTH))
        if changed is not None:
            self._say("")
            self.edits.edit(roster.with_person(changed))

    def _number_from(self, text: str, roster: Roster, person: Person | None = None) -> int | None:
        """Return the number in `text`, or show why it cannot be used and return None."""
        number = int(text) if text.isdecimal() and len(text) <= 12 else 0
        holder = roster.by_number.get(number)
        if not 1 <= number <= MAX_NUMBER:
            self._say(self.tr("A number is from 1 to {most}.").format(most=MAX_NUMBER))
        elif holder is not None and holder != person:
            words = self.tr("{name} has number {number} already.")
            self._say(words.format(name=holder.name, number=number))
        else:
            return number
        return None

    def _on_remove(self) -> None:
        roster, chosen = self.edits.roster, self._chosen_ids()
        if roster is None or not chosen:
            return
        row = self.view.currentIndex().row()
        self.edits.edit(roster.without(chosen))
        if left := self.sorted.rowCount():
            self.view.selectRow(min(max(row, 0), left - 1))
        if len(chosen) == 1:
            text = self.tr("“{name}” was removed.").format(name=roster.by_id[chosen[0]].name)
        else:
            text = self.tr("Removed: {count}.").format(count=len(chosen))
        self._removed_from = roster
        self._toast.say(text, self._undo_removal if self.edits.undoes_to(roster) else None)

    def _undo_removal(self) -> None:
        if self._removed_from is not None and self.edits.undoes_to(self._removed_from):
            self.edits.undo()

    def _withdraw_undo(self) -> None:
        """Hide the message about the last removal once an undo would undo something else."""
        if self._removed_from is not None and not self.edits.undoes_to(self._removed_from):
            self._removed_from = None
            self._toast.withdraw(self._undo_removal)

    def _on_changes(self, topics: Topics) -> None:
        if Topic.ERASED in topics:
            self.edits.forget_past()

    def _on_failed(self, error: str | Exception) -> None:
        if isinstance(error, UnknownRosterError):
            self._toast.say(self.tr("This roster was deleted on another computer."))
            return
        self._toast.say(self.tr("Not saved: {cause}.").format(cause=cause_text(error)))

    def _say(self, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))

    def _chosen_ids(self) -> list[int]:
        return [index.data(ID_ROLE) for index in self.view.selectionModel().selectedRows()]

    def _choose(self, ids: set[int]) -> None:
        """Select these people, if they are not all selected already."""
        if not ids or ids == set(self._chosen_ids()):
            return
        model, flags = self.view.selectionModel(), QItemSelectionModel.SelectionFlag
        for row in range(self.sorted.rowCount()):
            index = self.sorted.index(row, NUMBER)
            if index.data(ID_ROLE) in ids:
                model.setCurrentIndex(index, flags.Select | flags.Rows)
                self.view.scrollTo(index)

    def _button_of(self, qevent: QKeyEvent) -> IconButton | None:
        if qevent.matches(QKeySequence.StandardKey.Undo):
            return self._undo
        return self._redo if qevent.matches(QKeySequence.StandardKey.Redo) else None

    def _build(self) -> None:
        head = QWidget(self)
        head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._find, 1)
        row.addStretch(0)
        for button in (self._paste, self._file, self._undo, self._redo, self._remove):
            row.addWidget(button)
        self._fitting = FittingRow(
            head, [*map(icon_alone_when_narrow, (self._remove, self._file, self._paste))]
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.S, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(head)
        column.addWidget(self.view, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._fault)
        column.addWidget(self.entry)
