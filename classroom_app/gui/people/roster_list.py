"""The list of rosters at the left, with buttons to create and import one."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from classroom_app.domain.roster import Roster
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.plain_copy import PlainCopy
from classroom_app.gui.kit.roles import ID_ROLE
from classroom_app.gui.people.roster_delegate import RosterDelegate
from classroom_app.gui.people.roster_list_model import RosterListModel
from classroom_app.gui.theme.tokens import Space

LIST_WIDTH = 240


class RosterList(Panel):
    """`roster_chosen` carries the id of the selected roster, or None."""

    roster_chosen = Signal(object)
    new_requested = Signal()
    import_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setFixedWidth(LIST_WIDTH)
        self._told: int | None = None
        self.model = RosterListModel(self)
        self._heading = Label("", "large", parent=self)
        self._new = IconButton("plus", kind="primary", name="newRosterButton", parent=self)
        self._new.clicked.connect(self.new_requested)
        self._import = IconButton("import", name="importRosterButton", parent=self)
        self._import.clicked.connect(self.import_requested)
        self._view = QListView(self)
        self._view.setObjectName("rostersView")
        self._view.setModel(self.model)
        PlainCopy(self._view)
        self._view.setItemDelegate(RosterDelegate(self._view))
        self._view.setUniformItemSizes(True)
        self._view.setMouseTracking(True)
        self._view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.selectionModel().currentChanged.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self._heading)
        column.addWidget(self._view, 1)
        column.addStretch(0)
        column.addWidget(self._import)
        column.addWidget(self._new)
        self.finish()

    @property
    def chosen_id(self) -> int | None:
        """Id of the selected roster, or None."""
        chosen = self._view.currentIndex().data(ID_ROLE)
        return chosen if isinstance(chosen, int) else None

    def show_rosters(self, rosters: list[Roster], wanted: int | None = None) -> None:
        """Show these rosters; select `wanted`, else the one selected before, else the first."""
        wanted = self.chosen_id if wanted is None else wanted
        self.model.show_rosters(rosters)
        self._view.setVisible(bool(rosters))
        place = None if wanted is None else self.model.place_of(wanted)
        if rosters:
            index = self.model.index(place or 0)
            self._view.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self._view.scrollTo(index)
        self._tell()

    def take_focus(self) -> None:
        """Focus the list, or the button for a new roster if the list is empty."""
        (self._view if self.model.rowCount() else self._new).setFocus()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._heading.setText(self.tr("People"))
        self._view.setAccessibleName(self.tr("Rosters"))
        self._new.setText(self.tr("New roster…"))
        self._new.setAccessibleName(self.tr("New roster"))
        self._import.setText(self.tr("Import…"))
        self._import.setAccessibleName(self.tr("Import a roster"))
        self._import.setToolTip(
            self.tr("Names from Excel or CSV. You can also drop the file on this page.")
        )
        self._view.viewport().update()

    def _tell(self) -> None:
        if self.chosen_id != self._told:
            self._told = self.chosen_id
            self.roster_chosen.emit(self._told)
