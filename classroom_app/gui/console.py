"""What all pages share: the services and the parts of the window around them."""

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from classroom_app.application.services import Services
from classroom_app.application.visit_limit import MOST_MIN
from classroom_app.gui.actions import Actions
from classroom_app.gui.address_watch import AddressWatch
from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.command_dispatcher import CommandDispatcher
from classroom_app.gui.event_bridge import EventBridge
from classroom_app.gui.language import Language
from classroom_app.gui.preferences import Key, Preferences
from classroom_app.gui.tasks import Tasks
from classroom_app.gui.theme.theme import Scheme, Theme

_NO_NATIVE_DIALOGS = Qt.ApplicationAttribute.AA_DontUseNativeDialogs


class Console(QObject):
    """Created once by the window, for its pages.

    `guessing_began`: see `services.GuessDetector`. `stranded_changed`: see `services.stranded`.
    """

    guessing_began = Signal()
    stranded_changed = Signal()

    def __init__(
        self, services: Services, settings: QSettings, language: str | None, window: QWidget
    ) -> None:
        super().__init__(window)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.services = services
        self.preferences = Preferences(settings, self)
        chosen = language or self.preferences.text(Key.LANGUAGE) or None
        self.language = Language(app, chosen, self)
        self.theme = Theme(app, _scheme(self.preferences.text(Key.SCHEME)), self)
        self.tasks = Tasks(self)
        self.bridge = EventBridge(services.classroom, self)
        self.dispatcher = CommandDispatcher(
            services.classroom, services.instructor, self.tasks, self
        )
        self.addresses = AddressWatch(services.server, services.network, self)
        self._forget_stranded = services.stranded.subscribe(self.stranded_changed.emit)
        self._forget_guesses = services.guess_detector.subscribe(self.guessing_began.emit)
        limit = services.classroom.visit_limit
        limit.minutes = min(self.preferences.number(Key.VISIT_MINUTES, limit.minutes), MOST_MIN)
        self.board = ClassBoard(
            self.bridge,
            services.clock,
            self,
            visit_limit=limit,
            roster_of=services.rosters.roster,
        )
        self._forget_rosters = services.rosters.subscribe(self.board.look_at_roster)
        self.actions = Actions(self.bridge, self.dispatcher, window, services.clock.monotonic)
        self.language.changed.connect(self.actions.retranslate)
        self._native_off = QCoreApplication.testAttribute(_NO_NATIVE_DIALOGS)
        self.actions.changed.connect(self._choose_dialogs)

    def close(self) -> None:
        """Stop following the class, unsubscribe, and cancel the window's tasks."""
        self.bridge.follow(None)
        self.bridge.close()
        self.addresses.close()
        self._forget_guesses()
        self._forget_stranded()
        self._forget_rosters()
        self.tasks.cancel_all()
        self.theme.close()
        QCoreApplication.setAttribute(_NO_NATIVE_DIALOGS, self._native_off)

    @property
    def roster_id(self) -> int | None:
        """The id of the roster chosen for classes; None if none is chosen, or it is gone.

        One that was chosen in another database is none: its number is somebody else's here.
        """
        chosen, _, where = self.preferences.text(Key.ROSTER).partition(" ")
        is_of_here = where == self._database and chosen.isdecimal()
        roster = self.services.rosters.roster(int(chosen)) if is_of_here else None
        return None if roster is None else roster.id

    def choose_roster(self, roster_id: int | None) -> None:
        """Use a roster for classes from now on."""
        chosen = "" if roster_id is None else f"{roster_id} {self._database}".rstrip()
        self.preferences.put(Key.ROSTER, chosen)

    @property
    def _database(self) -> str:
        """Where rosters are kept; "" for the data folder's own database."""
        return self.services.start.place.url or ""

    def _choose_dialogs(self) -> None:
        """Use native file dialogs only while no class is open: they block the window."""
        is_open = self.actions.end.isEnabled()
        QCoreApplication.setAttribute(_NO_NATIVE_DIALOGS, is_open or self._native_off)


def _scheme(text: str) -> Scheme:
    return Scheme(text) if text in list(Scheme) else Scheme.SYSTEM
