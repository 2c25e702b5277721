"""The database server does not answer: since when, what waits for it, and what to do."""

from datetime import timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from classroom_app.application.ports import LineTrouble
from classroom_app.gui.console import Console
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel, set_flag
from classroom_app.gui.kit.texts import clock_text, plain_tooltip
from classroom_app.gui.theme.icons import pixmap
from classroom_app.gui.theme.tokens import Size, Space

TICK_MS = 1_000
# When somebody should be asked, and when the server may be gone for good.
ASK_AFTER = timedelta(minutes=1)
FOR_GOOD_AFTER = timedelta(minutes=3)
# How long the bar reports that the server is back.
BACK_MS = 10_000


class LineBar(Panel):
    """Visible while the server does not answer; afterwards it reports for a moment that it does.

    It reports this only if requests were refused meanwhile, not after slow answers.
    """

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("alarm", parent)
        self.setObjectName("lineBar")
        self._console, self._line = console, console.services.line
        # The trouble shown, or the one that has just passed, and how long it lasted.
        self._was: LineTrouble | None = None
        self._away = timedelta()
        self._sign = QLabel(self)
        self._words = Label("", wraps=True, parent=self)
        self._words.setObjectName("lineText")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.M)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show_trouble)
        self._gone = QTimer(self, singleShot=True, interval=BACK_MS)
        self._gone.timeout.connect(self.hide)
        self._line.subscribe(self._look)
        self.hide()
        self.finish()
        self._look()

    @property
    def text(self) -> str:
        """The text of the bar."""
        return self._words.text()

    def retranslate(self) -> None:
        """Set the text in the current language."""
        if self._line.trouble is not None:
            self._show_trouble()
        elif self._was is not None:
            self._words.setText(self._back_text())

    def restyle(self) -> None:
        """Draw the icon in the current colours."""
        trouble, colours = self._line.trouble, self.colours
        if trouble is None:
            name, colour = "check", colours.done
        elif trouble.is_refusing:
            name, colour = "warning", colours.alarm
        else:
            name, colour = "clock", colours.text
        self._sign.setPixmap(pixmap(name, colour, Size.ICON, self.devicePixelRatioF()))

    def _look(self) -> None:
        """Show a change of the connection."""
        trouble = self._line.trouble
        if trouble is not None:
            self._gone.stop()
            self._was = trouble
            self._tick.start()
            self._show_trouble()
            self._words.setAccessibleName(self.text)  # not at every tick
            self.show()
        elif self._was is not None and self._was.is_refusing and self._tick.isActive():
            self._away = self._console.services.clock.now() - self._was.since
            self._words.setText(self._back_text())
            self._words.setAccessibleName(self.text)
            self._words.setToolTip("")
            self._gone.start()
        elif not self._gone.isActive():
            self.hide()
        if trouble is None:
            self._tick.stop()
        set_flag(self, "role", "alarm" if trouble and trouble.is_refusing else "notice")
        self.restyle()

    def _show_trouble(self) -> None:
        trouble = self._line.trouble
        if trouble is None:
            return
        away = self._console.services.clock.now() - trouble.since
        self._words.setText(
            self._refusing_text(trouble, away) if trouble.is_refusing else self._slow_text(away)
        )
        self._words.setToolTip(plain_tooltip(trouble.cause))

    def _slow_text(self, away: timedelta) -> str:
        return self.tr(
            "The school's server is slow to answer ({seconds} s). What was pressed waits for it."
        ).format(seconds=int(away.total_seconds()))

    def _refusing_text(self, trouble: LineTrouble, away: timedelta) -> str:
        since = trouble.since.astimezone().strftime("%H:%M:%S")
        sentences = [
            self.tr("The school's server hasn't answered since {since} ({away}).").format(
                since=since, away=clock_text(away.total_seconds())
            )
        ]
        session = self._console.bridge.session
        if session is None:
            sentences.append(self.tr("Until it does, nothing can be opened or saved."))
        else:
            sentences.append(
                self.tr(
                    "Until it does, nothing can be saved: buttons like Next step do nothing. "
                    "Phones keep what is pressed on them and send it by themselves."
                )
            )
            phones = self._console.services.classroom.unsaved.phones(session.id)
            if phones:
                waiting = self.tr("Phones with something to send: {phones}.")
                sentences.append(waiting.format(phones=phones))
        if trouble.awaits_outcome:
            sentences.append(self.tr("Whether what was pressed last was saved is known then."))
        if away >= FOR_GOOD_AFTER:
            sentences.append(
                self.tr(
                    "If it doesn't come back, close Classroom and start it again: it then offers "
                    "to keep classes on this computer."
                )
            )
        elif away >= ASK_AFTER:
            sentences.append(
                self.tr(
                    "Check this computer's network, and tell whoever looks after the server. You "
                    "can go on teaching meanwhile."
                )
            )
        return " ".join(sentences)

    def _back_text(self) -> str:
        words = self.tr("The school's server answers again, after {away}.")
        sentences = [words.format(away=clock_text(self._away.total_seconds()))]
        if self._console.bridge.session is not None:
            sentences.append(self.tr("Phones now send what they have kept."))
        return " ".join(sentences)
