"""The setting for how many minutes without a visit until a student gets a sign."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QSpinBox, QWidget

from classroom_app.application.visit_limit import MOST_MIN
from classroom_app.domain.visits import DEFAULT_LIMIT_MIN
from classroom_app.gui.console import Console
from classroom_app.gui.preferences import Key
from classroom_app.gui.theme.tokens import Space

STEP_MIN = 5
_WIDTH = 160


class VisitMinutes(QSpinBox):
    """A number field; 0 turns the sign off. A change takes effect and is stored immediately."""

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visitMinutesSetting")
        self._console = console
        self.setRange(0, MOST_MIN)
        self.setSingleStep(STEP_MIN)
        self.setFixedWidth(_WIDTH)
        self.lineEdit().setTextMargins(Space.M, 0, 0, 0)
        self.setKeyboardTracking(False)  # typing "25" must not apply 2 first
        self.refresh()
        self.retranslate()
        self.valueChanged.connect(self._choose)

    def refresh(self) -> None:
        """Show the current setting."""
        self.setValue(chosen_minutes(self._console))

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.setSuffix(self.tr(" min"))
        self.setSpecialValueText(self.tr("No sign"))
        self.setToolTip(
            self.tr("Students whom nobody has visited for this long get a sign on the board")
        )

    def changeEvent(self, qevent: QEvent) -> None:
        """Update the texts when the language changes."""
        if qevent.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(qevent)

    def _choose(self, minutes: int) -> None:
        self._console.preferences.put(Key.VISIT_MINUTES, str(minutes))
        self._console.services.classroom.visit_limit.minutes = minutes
        self._console.board.tick()


def chosen_minutes(console: Console) -> int:
    """Return the stored setting in minutes, at most `MOST_MIN`, or the default."""
    chosen = console.preferences.number(Key.VISIT_MINUTES, DEFAULT_LIMIT_MIN)
    return min(chosen, MOST_MIN)
