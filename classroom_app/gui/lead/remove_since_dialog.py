"""Selects everyone who joined since a certain time, to remove them."""

from datetime import datetime, timedelta

from PySide6.QtCore import QSize, Qt, QTime, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QTimeEdit, QWidget

from classroom_app.application.ports import Clock
from classroom_app.domain.participant import Participant
from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.sheet import Sheet
from classroom_app.gui.theme.icons import icon
from classroom_app.gui.theme.tokens import Space

# The first choice is recent: strangers are noticed soon.
FIRST_MINUTES = 2
LIST_HEIGHT, ROW_HEIGHT = 260, 30
_GOES = Qt.ItemDataRole.UserRole + 1


class RemoveSinceDialog(Sheet):
    """`removal_confirmed` has the ids of those to remove.

    All students are listed, the last to join first; a click on one selects them and all later ones.
    """

    removal_confirmed = Signal(object)

    def __init__(self, board: ClassBoard, clock: Clock, parent: QWidget) -> None:
        super().__init__("removeSinceDialog", parent)
        self._board, self._clock = board, clock
        self._since = _whole_second(clock.now() - timedelta(minutes=FIRST_MINUTES))
        self._words = Label("", wraps=True, parent=self)
        self._time = QTimeEdit(self)
        self._time.setObjectName("sinceTime")
        self._time.setDisplayFormat("HH:mm:ss")
        self._time.timeChanged.connect(self._on_time)
        self._count = Label("", "heading", parent=self)
        self._count.setObjectName("removeCount")
        self._people = QListWidget(self)
        self._people.setObjectName("removeList")
        self._people.setMinimumHeight(LIST_HEIGHT // 2)
        self._people.setMaximumHeight(LIST_HEIGHT)
        self._people.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self._people.itemClicked.connect(self._on_clicked)
        self._people.itemActivated.connect(self._on_clicked)
        self._hint = Label("", "muted", wraps=True, parent=self)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self._words)
        row.addWidget(self._time)
        row.addStretch(1)
        row.addWidget(self._count)
        self.body.addLayout(row)
        self.body.addWidget(self._people, 1)
        self.body.addWidget(self._hint)
        self._back = self.add_button("backButton", is_default=True)
        self._back.clicked.connect(self.reject)
        self._remove = self.add_button("confirmButton", "alarm")
        self._remove.clicked.connect(self._on_confirmed)
        board.roll_changed.connect(self.refresh)
        board.reset.connect(self.refresh)
        self._show_time()
        self.retranslate()

    def refresh(self) -> None:
        """Show who would be removed now."""
        self._people.clear()
        going, colours = 0, self.colours
        for person in self._last_first():
            goes = person.signed_in_at >= self._since
            going += goes
            time = person.signed_in_at.astimezone().strftime("%H:%M:%S")
            item = QListWidgetItem(f"{time}   {person.name}")
            item.setData(Qt.ItemDataRole.UserRole, person.id)
            item.setData(_GOES, goes)
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            item.setForeground(QColor(colours.text if goes else colours.muted))
            if goes:
                item.setIcon(icon("remove", colours))
                will_go = self.tr("{name} will be removed").format(name=item.text())
                item.setData(Qt.ItemDataRole.AccessibleTextRole, will_go)
            self._people.addItem(item)
        self._count.setText(self.tr("{count} selected").format(count=going))
        self._remove.setText(self.tr("Remove {count}").format(count=going))
        self._remove.setAccessibleName(self._remove.text())
        self._remove.setEnabled(going > 0)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.set_heading(self.tr("Remove students who joined since…"))
        self._words.setText(self.tr("Since"))
        self._time.setAccessibleName(self.tr("Since"))
        self._people.setAccessibleName(self.tr("Students, the last to join first"))
        self._hint.setText(
            self.tr(
                "Click a name to begin there. Whoever is removed by mistake can join again, "
                "unless the class is locked. To keep the others out, use a new class code or "
                "lock the class."
            )
        )
        self._back.setText(self.tr("Cancel"))
        self._back.setAccessibleName(self.tr("Cancel"))
        self.refresh()

    def _last_first(self) -> list[Participant]:
        session = self._board.session
        people = session.present_participants if session is not None else []
        return sorted(people, key=lambda person: (person.signed_in_at, person.id), reverse=True)

    def _show_time(self) -> None:
        local = self._since.astimezone()
        self._time.blockSignals(True)
        self._time.setTime(QTime(local.hour, local.minute, local.second))
        self._time.blockSignals(False)

    def _on_time(self, time: QTime) -> None:
        now = self._clock.now().astimezone()
        since = now.replace(
            hour=time.hour(), minute=time.minute(), second=time.second(), microsecond=0
        )
        # A time of day still to come means yesterday: some classes run past midnight.
        self._since = since - timedelta(days=1) if since > now else since
        self.refresh()

    def _on_clicked(self, item: QListWidgetItem) -> None:
        session = self._board.session
        person = session.participants.get(item.data(Qt.ItemDataRole.UserRole)) if session else None
        if person is not None:
            self._since = _whole_second(person.signed_in_at)
            self._show_time()
            self.refresh()

    def _on_confirmed(self) -> None:
        ids = tuple(p.id for p in self._last_first() if p.signed_in_at >= self._since)
        self.accept()
        self.removal_confirmed.emit(ids)


def _whole_second(at: datetime) -> datetime:
    return at.replace(microsecond=0)
