"""The window for the big screen."""

import asyncio
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QStackedLayout, QWidget

from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.console import Console
from classroom_app.gui.kit.images import image_of
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.preferences import Key
from classroom_app.gui.projector.projector_cards import CalmCard, JoinCard, StepCard
from classroom_app.gui.projector.projector_undo import ProjectorUndo


class Projector(Panel):
    """Follows the class; `closed` when it is gone. The keys of a presenter work here too."""

    closed = Signal()
    picture_shown = Signal()

    def __init__(self, console: Console, owner: QWidget) -> None:
        super().__init__("", owner)
        self.setObjectName("projectorWindow")
        self.setWindowFlag(Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAutoFillBackground(True)
        self._console = console
        self._picture_url: str | None = None
        self._join, self._step, self._calm = JoinCard(self), StepCard(self), CalmCard(self)
        self._cards = QStackedLayout(self)
        # The screen says how large the window is, however small that is.
        self._cards.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for card in (self._join, self._step, self._calm):
            self._cards.addWidget(card)
        actions = console.actions
        self.addAction(actions.undo)  # Next, Pause and End work from every window
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
        self.undo = ProjectorUndo(console, self)
        self.finish()

    def refresh(self) -> None:
        """Show the class as it is now."""
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
                self._step.show_class(session, self._console.board.insight.progress)
                step = session.current_subtask
                self._show_picture(step.picture_url if step is not None else None)
                self._cards.setCurrentWidget(self._step)

    def _show_picture(self, url: str | None) -> None:
        if url == self._picture_url:
            return
        self._picture_url = url
        self._step.show_picture(None)
        if url is not None:
            self._console.tasks.run(self._image_at(url), partial(self._take_picture, url))

    async def _image_at(self, url: str) -> QImage | None:
        picture = await self._console.services.lessons.picture(url.rpartition("/")[-1])
        if picture is None:
            return None
        return await asyncio.to_thread(image_of, picture.data)

    def _take_picture(self, url: str, image: QImage | None) -> None:
        """Show a picture that has come, unless the class has gone on meanwhile."""
        if url == self._picture_url:
            self._step.show_picture(image)
            self.picture_shown.emit()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.setWindowTitle(self.tr("Projector"))
        self.setAccessibleName(self.tr("Projector"))
        self.refresh()

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Esc and F5 close the projector."""
        if qevent.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F5):
            if not qevent.isAutoRepeat():  # the press that opened it may still be held
                self.close()
        else:
            super().keyPressEvent(qevent)

    def resizeEvent(self, qevent: QResizeEvent) -> None:
        """Everything grows with the screen."""
        self._join.fit(self.size())
        self._step.fit(self.size())
        super().resizeEvent(qevent)

    def closeEvent(self, qevent: QCloseEvent) -> None:
        """Say that the projector is gone."""
        self.closed.emit()
        super().closeEvent(qevent)
