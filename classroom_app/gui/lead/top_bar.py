"""The class at a glance: title, code, status, who is here, the address for phones."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from classroom_app.application.services import ServerFacts
from classroom_app.domain.session_code import formatted_code
from classroom_app.gui.actions import Actions
from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.kit.buttons import ActionButton
from classroom_app.gui.kit.fitting_row import FittingRow, hide_when_narrow
from classroom_app.gui.kit.label import ElidedLabel, Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.lead.status_pill import StatusPill
from classroom_app.gui.theme.tokens import Space

# At least this many letters of an elided title are visible.
TITLE_LETTERS = 12


class TopBar(Panel):
    """The bar above the class."""

    def __init__(
        self,
        board: ClassBoard,
        actions: Actions,
        server: ServerFacts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("bar", parent)
        self._board, self._server, self._actions = board, server, actions
        self._title = ElidedLabel("", "title", self, letters=TITLE_LETTERS)
        self._title.setObjectName("sessionTitle")
        self._rehearsal = Label("", "watermark", parent=self)
        self._rehearsal.setObjectName("rehearsalMark")
        self._rehearsal.hide()
        self._code = Label("", "badge", parent=self)
        self._code.setObjectName("sessionCode")
        self._pill = StatusPill(board, self)
        self._here = Label("", "heading", parent=self)
        self._here.setObjectName("hereLabel")
        self._address = Label("", "muted", parent=self)
        self._address.setObjectName("addressLabel")
        self._qr = ActionButton(actions.show_qr, "qr", name="qrButton", parent=self)
        self._projector = ActionButton(
            actions.projector, "projector", name="projectorButton", parent=self
        )
        self._lock = ActionButton(actions.lock, "unlock", name="lockButton", parent=self)
        self._row = row = QHBoxLayout(self)
        row.setSpacing(Space.M)
        self.set_low(False)
        row.addWidget(self._title, 1)
        for widget in (self._rehearsal, self._code, self._pill, self._here):
            row.addWidget(widget)
        row.addWidget(self._address)
        for button in (self._qr, self._projector, self._lock):
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._fitting = FittingRow(
            self,
            (
                self._qr.show_icon_alone,
                self._projector.show_icon_alone,
                hide_when_narrow(self._address),
                self._lock.show_icon_alone,
                hide_when_narrow(self._here),
            ),
        )
        board.reset.connect(self.refresh)
        board.refreshed.connect(self.refresh)
        board.roll_changed.connect(self.refresh)
        actions.changed.connect(self._show_lock)
        self.finish()

    def refresh(self) -> None:
        """Show the class as it is now."""
        session = self._board.session
        if session is None:
            return
        self._title.setText(session.title)
        self._rehearsal.setVisible(session.rehearsal)
        self._code.setText(formatted_code(session.code))
        self._code.setAccessibleName(
            self.tr("Class code {code}").format(code=formatted_code(session.code))
        )
        heads = self._board.insight.counters
        self._here.setText(
            self.tr("{here} of {total} here").format(here=heads.here, total=self._board.expected)
        )
        self._address.setText(next(iter(self._server.urls()), self.tr("No network for phones")))
        self._show_lock()

    def set_low(self, on: bool) -> None:
        """Reduce the height where there is little of it."""
        height = Space.S if on else Space.M
        self._row.setContentsMargins(Space.L, height, Space.L, height)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._rehearsal.setText(self.tr("Rehearsal"))
        self._code.setToolTip(self.tr("What students type to join"))
        self.refresh()

    def _show_lock(self) -> None:
        is_locked = self._actions.lock.isChecked()
        self._lock.set_icon("lock" if is_locked else "unlock")
