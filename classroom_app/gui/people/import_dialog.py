"""The dialog to import names from a file or pasted text, with a preview."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from classroom_app.domain.roster import MAX_TITLE_LENGTH, Roster
from classroom_app.domain.sheet import Row, Sheet
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.sheet import Sheet as Dialog
from classroom_app.gui.kit.tables import set_up
from classroom_app.gui.people.import_preview import NAME, NOTE, NUMBER, ROW, ImportPreview
from classroom_app.gui.people.roster_words import fault_text
from classroom_app.gui.tasks import Tasks
from classroom_app.gui.theme.tokens import Space
from classroom_app.protocol.roster_rows import (
    Layout,
    Line,
    layout_of,
    one_below_the_other,
    read_lines,
)
from classroom_app.protocol.text_rows import text_rows

_PAUSE_MS = 200
_WIDTHS = {ROW: 56, NUMBER: 84, NAME: 190}
_NONE = -1


class ImportDialog(Dialog):
    """`people_chosen` carries the title of a new roster and a sorted list of (number, name).

    With `into`, the people are for that roster, and the title has no meaning. `previewed` means
    that the table shows the result of the last read.
    """

    people_chosen = Signal(str, object)
    previewed = Signal()
    is_about_class = False

    def __init__(
        self,
        tasks: Tasks,
        parent: QWidget,
        *,
        into: Roster | None = None,
        title: str = "",
        sheets: Sequence[Sheet] = (),
    ) -> None:
        super().__init__("importPeopleDialog", parent, width=690)
        self._tasks, self._into, self._sheets = tasks, into, list(sheets)
        self._rows: tuple[Row, ...] = ()
        self._layout: Layout | None = None
        self._asked = self._answered = 0  # numbers of the last read, and of the last that ended
        self._fault_said = ""
        self._title = QLineEdit(title[:MAX_TITLE_LENGTH], self)
        self._title.setObjectName("importTitleField")
        self._title.setMaxLength(MAX_TITLE_LENGTH)
        self._title.setVisible(into is None)
        self._title.textChanged.connect(self._show_sum)
        self._pasted = QPlainTextEdit(self)
        self._pasted.setObjectName("pastedNamesField")
        self._pasted.setFixedHeight(104)
        self._pasted.setTabChangesFocus(True)
        self._pasted.setVisible(not sheets)
        self._typing = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._typing.timeout.connect(self._read_pasted)
        self._pasted.textChanged.connect(self._typing.start)
        self._sheet = QComboBox(self)
        self._sheet.setObjectName("importSheetBox")
        self._sheet.addItems([sheet.title for sheet in sheets])
        self._sheet.setVisible(len(sheets) > 1)
        self._sheet.currentIndexChanged.connect(self._on_sheet)
        self._number_label, self._name_label = (Label("", parent=self) for _ in range(2))
        self._number, self._name = (QComboBox(self) for _ in range(2))
        self._number.setObjectName("numberColumnBox")
        self._name.setObjectName("nameColumnBox")
        self._head = QCheckBox(self)
        self._head.setObjectName("headRowBox")
        for box in (self._number, self._name):
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.currentIndexChanged.connect(self._on_column)
        self._head.toggled.connect(self._on_head)
        self._sum = Label("", "muted", wraps=True, parent=self)
        self._sum.setObjectName("importSum")
        self.preview = ImportPreview(self.palette(), self)
        self._table = QTableView(self)
        self._table.setObjectName("importPreview")
        self._table.setModel(self.preview)
        set_up(self._table)
        self._table.setMinimumHeight(190)
        self._back = self.add_button("backButton")
        self._back.clicked.connect(self.reject)
        self._add = self.add_button("addPeopleButton", "primary", is_default=True)
        self._add.clicked.connect(self._on_add)
        self._build()
        self.retranslate()
        if sheets:
            self._on_sheet(0)

    def paste(self, text: str) -> None:
        """Put a text into the field, as if pasted by the user."""
        self._pasted.setPlainText(text)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        if self._into is None:
            self.set_heading(self.tr("New roster"))
        else:
            self.set_heading(self.tr("Add people to “{title}”").format(title=self._into.title))
        self._title.setPlaceholderText(self.tr("Title of the roster"))
        self._title.setAccessibleName(self.tr("Title of the roster"))
        self._pasted.setPlaceholderText(
            self.tr("Paste names here, one on each line or with their numbers, from any list.")
        )
        self._pasted.setAccessibleName(self.tr("Names"))
        self._sheet.setAccessibleName(self.tr("Sheet"))
        self._number_label.setText(self.tr("Numbers:"))
        self._number.setAccessibleName(self.tr("Column of the numbers"))
        self._name_label.setText(self.tr("Names:"))
        self._name.setAccessibleName(self.tr("Column of the names"))
        self._head.setText(self.tr("First row is a heading"))
        self._table.setAccessibleName(self.tr("Who is added"))
        self._back.setText(self.tr("Cancel"))
        self._back.setAccessibleName(self.tr("Cancel"))
        self._show_columns()
        self._show_sum()

    def _read_pasted(self) -> None:
        self._typing.stop()
        self._ask(self._pasted.toPlainText(), None)

    def _on_sheet(self, place: int) -> None:
        self._ask(self._sheets[place].rows, None)

    def _on_column(self) -> None:
        if self._layout is not None:
            number, name = self._number.currentData(), self._name.currentData()
            family = self._layout.family if name == self._layout.name else None
            chosen = Layout(self._layout.head, None if number == _NONE else number, name, family)
            self._ask(self._rows, chosen)

    def _on_head(self, is_head: bool) -> None:
        if self._layout is not None:
            # Keep skipping both rows if a title is above the heading.
            head = max(self._layout.head, 1) if is_head else 0
            self._ask(self._rows, replace(self._layout, head=head))

    def _ask(self, source: str | Sequence[Row], layout: Layout | None) -> None:
        """Read rows on a thread; results of earlier calls are dropped."""
        self._asked += 1
        self._add.setEnabled(False)
        self._tasks.run(
            asyncio.to_thread(_read, source, layout, self._into),
            partial(self._show, self._asked),
            partial(self._on_failed, self._asked),
        )

    def _show(self, asked: int, read: tuple[tuple[Row, ...], Layout, list[Line]]) -> None:
        if asked != self._asked:
            return
        self._answered, self._fault_said = asked, ""
        self._rows, self._layout, lines = read
        self.preview.show_lines(lines)
        self._show_columns()
        self._show_sum()
        self.fit()
        self.previewed.emit()

    def _on_failed(self, asked: int, error: Exception) -> None:
        if asked == self._asked:
            self._answered, self._fault_said = asked, fault_text(error)
            self.preview.show_lines([])
            self._show_sum()
            self.previewed.emit()

    def _show_columns(self) -> None:
        layout = self._layout
        is_table = any(len(row.cells) > 1 for row in self._rows)
        for part in (self._number_label, self._number, self._name_label, self._name, self._head):
            part.setVisible(layout is not None and is_table)
        if layout is None:
            return
        width = max((len(row.cells) for row in self._rows), default=0)
        shown = self._rows[max(layout.head - 1, 0)] if self._rows else Row(1, ())
        for box, place, may_lack in (
            (self._number, layout.number, True),
            (self._name, layout.name, False),
        ):
            box.blockSignals(True)
            box.clear()
            if may_lack:
                box.addItem(self.tr("None: count from the top"), _NONE)
            for column in range(width):
                words = shown.cell(column)[:24]
                letter = _letter(column)
                box.addItem(f"{letter}: {words}" if words else letter, column)
            box.setCurrentIndex(box.findData(_NONE if place is None else place))
            box.blockSignals(False)
        self._head.blockSignals(True)
        self._head.setChecked(layout.head > 0)
        self._head.blockSignals(False)

    def _show_sum(self) -> None:
        lines = self.preview.lines
        taken = sum(line.is_taken for line in lines)
        told = sum(line.is_taken and line.problem is not None for line in lines)
        words = [self.tr("Added: {count}.").format(count=taken)] if lines else []
        if len(lines) > taken:
            words.append(self.tr("Left out: {count}.").format(count=len(lines) - taken))
        if told:
            words.append(self.tr("Worth a look: {count}.").format(count=told))
        self._sum.setText(self._fault_said or " ".join(words))
        self._sum.setVisible(bool(self._sum.text()))
        self._add.setText(self.tr("Add {count} people").format(count=taken))
        self._add.setAccessibleName(self._add.text())
        has_title = self._into is not None or bool(self._title.text().strip())
        is_read = self._answered == self._asked
        self._add.setEnabled(taken > 0 and has_title and is_read)

    def _on_add(self) -> None:
        if self._typing.isActive():  # the last input is not in the table yet
            self._read_pasted()
            return
        people = sorted(
            (line.number, line.name)
            for line in self.preview.lines
            if line.is_taken and line.number is not None
        )
        self.people_chosen.emit(self._title.text().strip(), people)
        self.accept()

    def _build(self) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(Space.S)
        for part in (self._number_label, self._number, self._name_label, self._name):
            columns.addWidget(part)
        columns.addWidget(self._head)
        columns.addStretch(1)
        header = self._table.horizontalHeader()
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        header.setSectionResizeMode(NOTE, QHeaderView.ResizeMode.Stretch)
        for field in (self._title, self._pasted, self._sheet):
            self.body.addWidget(field)
        self.body.addLayout(columns)
        self.body.addWidget(self._sum)
        self.body.addWidget(self._table, 1)


def _read(
    source: str | Sequence[Row], layout: Layout | None, into: Roster | None
) -> tuple[tuple[Row, ...], Layout, list[Line]]:
    rows = text_rows(source) if isinstance(source, str) else tuple(source)
    if layout is None:  # else they are so already
        rows = one_below_the_other(rows)
    layout = layout or layout_of(rows)
    return rows, layout, read_lines(rows, layout, into)


def _letter(column: int) -> str:
    """Return the spreadsheet name of a column, counted from 0: A, B, …, AA."""
    return chr(65 + column) if column < 26 else f"{chr(64 + column // 26)}{chr(65 + column % 26)}"
