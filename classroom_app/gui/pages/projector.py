"""The window for the big screen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.pages.console import Console
from classroom_app.gui.pages.projector_cards import CalmCard, JoinCard, StepCard
from classroom_app.gui.preferences import Key
from classroom_app.gui.widgets.panel import Panel


class Projector(Panel):
    """Follows the class; `closed` when it is gone. The keys of a presenter work here too."""

    closed = Signal()

    def __init__(self, console: Console, owner: QWidget) -> None:
        super().__init__("", owner)
        self.setObjectName("projectorWindow")
        self.setWindowFlag(Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAutoFillBackground(True)
        self._console = console
        self._join, self._step, self._calm = JoinCard(self), StepCard(self), CalmCard(self)
        self._cards = QStackedLayout(self)
        for card in (self._join, self._step, self._calm):
            self._cards.addWidget(card)
        actions = console.actions
        self.addActions([actions.next_step, actions.pause])
        board, bridge = console.board, console.bridge
        for signal in (
            board.reset,
            board.roll_changed,
            board.students_changed,
            bridge.lead_changed,
            bridge.counts_changed,
        ):
            signal.connect(self.refresh)
        console.preferences.changed.connect(self.refresh)
        self.finish()

    def refresh(self) -> None:
        """Look again at the class."""
        session = self._console.bridge.session
        if session is None:
            self._calm.say(self.tr("Welcome"))
            self._cards.setCurrentWidget(self._calm)
            return
        match session.status:
            case SessionStatus.WAITING:
                server, preferences = self._console.services.server, self._console.preferences
                self._join.show_class(
                    session,
                    server.join_url(session.code),
                    next(iter(server.urls()), ""),
                    (preferences.text(Key.WIFI_NAME), preferences.text(Key.WIFI_PASSWORD)),
                )
                self._cards.setCurrentWidget(self._join)
            case SessionStatus.PAUSED:
                self._calm.say(self.tr("Please look up here"), session.title)
                self._cards.setCurrentWidget(self._calm)
            case SessionStatus.ENDED:
                self._calm.say(self.tr("Thank you for taking part"), session.title)
                self._cards.setCurrentWidget(self._calm)
            case _:
                self._step.show_class(session)
                self._cards.setCurrentWidget(self._step)

    def retranslate(self) -> None:
        """Write the words."""
        self.setWindowTitle(self.tr("Projector"))
        self.setAccessibleName(self.tr("Projector"))
        self.refresh()

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Esc and F5 close the projector."""
        if qevent.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F5):
            self.close()
        else:
            super().keyPressEvent(qevent)

    def resizeEvent(self, qevent: QResizeEvent) -> None:
        """Everything grows with the screen."""
        self._join.fit(self.height())
        self._step.fit(self.height())
        super().resizeEvent(qevent)

    def closeEvent(self, qevent: QCloseEvent) -> None:
        """Say that the projector is gone."""
        self.closed.emit()
        super().closeEvent(qevent)
