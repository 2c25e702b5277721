"""The window for the big screen."""

import asyncio
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QImage, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QStackedLayout, QWidget

from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.console import Console
from classroom_app.gui.kit.images import image_of
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.watermark import Watermark
from classroom_app.gui.preferences import Key
from classroom_app.gui.projector.projector_cards import CalmCard, JoinCard, StepCard
from classroom_app.gui.projector.projector_undo import ProjectorUndo
from classroom_app.gui.theme.tokens import Space

# How long the hint at Esc is shown: at first, and after the mouse has moved.
HINT_MS = 6_000


class Projector(Panel):
    """Follows the class; `closed` is emitted when it closes. A presenter remote works here too.

    `picture_shown` is emitted when the picture of the step has been read and is shown.
    """

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
        # The screen determines the window's size, however small.
        self._cards.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for card in (self._join, self._step, self._calm):
            self._cards.addWidget(card)
        self._watermark = Watermark(self)
        self._way_out = Label("", "toastlike", parent=self)
        self._way_out.setObjectName("projectorWayOut")
        self._way_out.hide()
        self._hint_timer = QTimer(self, singleShot=True, interval=HINT_MS)
        self._hint_timer.timeout.connect(self._way_out.hide)
        for widget in (self, *self.findChildren(QWidget)):
            widget.setMouseTracking(True)
        actions = console.actions
        self.addAction(actions.undo)  # Next, Pause and End work from every window
        board, bridge = console.board, console.bridge
        for signal in (
            board.reset,
            board.roll_changed,
            board.students_changed,
            bridge.lead_changed,
            bridge.counts_changed,
            bridge.answers_changed,
            bridge.code_changed,
        ):
            signal.connect(self.refresh)
        console.preferences.changed.connect(self.refresh)
        console.addresses.changed.connect(self.refresh)
        self.undo = ProjectorUndo(console, self)
        self.finish()

    def refresh(self) -> None:
        """Show the class as it is now."""
        session = self._console.bridge.session
        is_rehearsal = session is not None and session.rehearsal
        self._watermark.show_words(self.tr("Rehearsal") if is_rehearsal else "")
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
                    len(self._console.board.absent),
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

    def reload_picture(self) -> None:
        """Show the step's picture again: a part of it may have been covered."""
        self._picture_url = None
        self.refresh()

    async def _image_at(self, url: str) -> QImage | None:
        picture = await self._console.services.lessons.picture(url.rpartition("/")[-1])
        if picture is None:
            return None
        return await asyncio.to_thread(image_of, picture.data)

    def _take_picture(self, url: str, image: QImage | None) -> None:
        """Show a picture that was read, unless the class is on another step meanwhile."""
        if url == self._picture_url:
            self._step.show_picture(image)
            self.picture_shown.emit()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.setWindowTitle(self.tr("Projector"))
        self._way_out.setText(self.tr("Press Esc to close this window."))
        self.setAccessibleName(self.tr("Projector"))
        self.refresh()

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Close the projector on Esc and F5."""
        if qevent.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F5):
            if not qevent.isAutoRepeat():  # the key press that opened it may still be held
                self.close()
        else:
            super().keyPressEvent(qevent)

    def showEvent(self, qevent: QShowEvent) -> None:
        """Show at once how to leave: there is no title bar."""
        super().showEvent(qevent)
        self._show_way_out()

    def mouseMoveEvent(self, qevent: QMouseEvent) -> None:
        """Show the hint again when the mouse is moved, perhaps to find the way out."""
        super().mouseMoveEvent(qevent)
        self._show_way_out()

    def _show_way_out(self) -> None:
        self._way_out.adjustSize()
        place = self.rect().bottomRight() - self._way_out.rect().bottomRight()
        self._way_out.move(place - QPoint(Space.L, Space.L))
        self._way_out.raise_()
        self._way_out.show()
        self._hint_timer.start()

    def resizeEvent(self, qevent: QResizeEvent) -> None:
        """Scale everything with the screen."""
        self._join.fit(self.size())
        self._step.fit(self.size())
        super().resizeEvent(qevent)

    def closeEvent(self, qevent: QCloseEvent) -> None:
        """Emit `closed`; a picture that is still being read will not be shown."""
        self._picture_url = None
        self.closed.emit()
        super().closeEvent(qevent)
