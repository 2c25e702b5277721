"""Who helps in the class, and a QR code that lets in one more."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from classroom_app.application.services import HelperControl
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.helper_part import HelperPart
from classroom_app.gui.event_bridge import EventBridge
from classroom_app.gui.kit.column_area import ColumnArea
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.qr_code import QrCode
from classroom_app.gui.kit.sheet import Sheet
from classroom_app.gui.lead.helper_row import HelperRow
from classroom_app.gui.theme.tokens import Space

# The same as `INVITATION_LIVES_S` in `server/invitations.py`, which the GUI may not import.
VALID_S = 300
QR_SIDE = 260
# Pixels; the dialog fits a screen 510 pixels high, and the list of helpers scrolls.
LIST_HEIGHT = 250


class HelpersDialog(Sheet):
    """Shows an invitation and, beside it, all helpers; forwards the signals of their rows.

    `calls_taken_away` has the id of a helper who is to be withdrawn from all help requests,
    `end_requested` that of one whose part is to end.
    """

    calls_taken_away = Signal(int)
    end_requested = Signal(int)

    def __init__(
        self,
        helpers: HelperControl,
        bridge: EventBridge,
        session: Callable[[], ClassSession | None],
        parent: QWidget,
    ) -> None:
        super().__init__("helpersDialog", parent, width=640)
        self._helpers, self._session = helpers, session
        self._rows: dict[int, HelperRow] = {}
        self._known: frozenset[int] = frozenset()
        self._left = 0
        self._has_address = False
        self._qr = QrCode(QR_SIDE, self)
        self._time = Label("", "muted", wraps=True, parent=self)
        self._time.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._hint = Label("", "muted", wraps=True, parent=self)
        self._nobody = Label("", "muted", wraps=True, parent=self)
        self._list = QWidget(self)
        self._list.setProperty("role", "page")
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)
        self._column.addStretch(1)
        self._scroll = ColumnArea(self._list, self)
        self._scroll.setMaximumHeight(LIST_HEIGHT)
        self._build()
        self._renew = self.add_button("renewButton")
        self._renew.clicked.connect(self.renew)
        self._close = self.add_button("closeButton", "primary", is_default=True)
        self._close.clicked.connect(self.accept)
        self._timer = QTimer(self, interval=1_000)
        self._timer.timeout.connect(self._on_second)
        self._timer.start()
        for signal in (bridge.helpers_changed, bridge.help_changed):
            signal.connect(self.refresh)
        self._known = self._here()
        self.renew()

    def renew(self) -> None:
        """Show a fresh code for the current address of this computer."""
        session = self._session()
        url = self._helpers.new_url(session.id) if session is not None else ""
        self._has_address = bool(url)
        self._qr.show_text(url)
        self._left = VALID_S
        self.retranslate()
        if self.isVisible():
            self.fit()

    def renew_if_shown(self) -> None:
        """Replace a code that is still valid, since the address has changed."""
        if self._left > 0 or not self._has_address:
            self.renew()

    def refresh(self) -> None:
        """Show the current helpers, and a fresh code once one has joined.

        A code that was used lets nobody else in.
        """
        here = self._here()
        if here - self._known:
            self._known = here
            self.renew()
            return
        self._known = here
        self._show_helpers()

    def give_way(self, pixels: int) -> bool:
        """Shrink the code on a low screen."""
        return self._qr.shrink(pixels)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.set_heading(self.tr("Helpers"))
        self._qr.setAccessibleName(self.tr("QR code that invites a helper"))
        self._hint.setText(
            self.tr(
                "A helper scans this with their own phone and types a name. They see who is "
                "waiting and all students' names; they can't run the class."
            )
        )
        self._nobody.setText(self.tr("Nobody helps in this class yet."))
        for button, text in ((self._renew, self.tr("New code")), (self._close, self.tr("Close"))):
            button.setText(text)
            button.setAccessibleName(text)
        self._scroll.setAccessibleName(self.tr("Helpers"))
        self._show_time()
        self._show_helpers()

    def _here(self) -> frozenset[int]:
        session = self._session()
        helpers = session.helpers.values() if session is not None else ()
        return frozenset(helper.user_id for helper in helpers if helper.is_in)

    def _show_time(self) -> None:
        is_good = self._left > 0 and self._has_address
        self._qr.setEnabled(is_good)
        self._qr.setVisible(is_good)
        if not self._has_address:
            self._time.setText(self.tr("This computer is in no network that phones can reach."))
        elif is_good:
            minutes = -(-self._left // 60)
            self._time.setText(self.tr("For one helper, within {n} min").format(n=minutes))
        else:
            self._time.setText(self.tr("This code has expired."))

    def _show_helpers(self) -> None:
        session = self._session()
        shown: list[HelperPart] = []
        if session is not None:
            shown = [helper for helper in session.helpers.values() if helper.is_in]
        for helper_id in self._rows.keys() - {helper.user_id for helper in shown}:
            row = self._rows.pop(helper_id)
            row.hide()
            row.deleteLater()
        for place, helper in enumerate(shown):
            row = self._rows.get(helper.user_id) or self._new_row(helper.user_id, place)
            assert session is not None, "whoever is shown helps in it"
            is_connected = self._helpers.is_connected(session.id, helper.user_id)
            row.show_helper(helper.name, _going_to(session, helper.user_id), is_connected)
        self._nobody.setVisible(not shown)
        self._scroll.setVisible(bool(shown))

    def _new_row(self, helper_id: int, place: int) -> HelperRow:
        row = self._rows[helper_id] = HelperRow(self._list)
        row.calls_taken_away.connect(lambda: self.calls_taken_away.emit(helper_id))
        row.end_requested.connect(lambda: self.end_requested.emit(helper_id))
        self._column.insertWidget(place, row)
        return row

    def _on_second(self) -> None:
        self._left = max(0, self._left - 1)
        self._show_time()
        self._show_helpers()

    def _build(self) -> None:
        left, right, both = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        left.addWidget(self._qr, 0, Qt.AlignmentFlag.AlignHCenter)
        left.addWidget(self._time)
        left.addStretch(1)
        right.addWidget(self._hint)
        right.addWidget(self._nobody)
        right.addWidget(self._scroll, 1)
        right.addStretch(0)
        both.setSpacing(Space.L)
        both.addLayout(left)
        both.addLayout(right, 1)
        self.body.addLayout(both)


def _going_to(session: ClassSession, helper_id: int) -> list[str]:
    """Return the names of the students a helper is on the way to."""
    return [
        session.participants[request.participant_id].name
        for request in session.help_queue
        if helper_id in request.going
    ]
