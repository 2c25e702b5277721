"""Asks how many simulated phones join the rehearsal."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.sheet import Sheet

FEWEST, MOST, USUAL = 5, 60, 12
MOST_HELPERS = 4


class RehearsalDialog(Sheet):
    """`count_given` has the number of phones and the number of helpers."""

    count_given = Signal(int, int)

    def __init__(self, lesson_title: str, parent: QWidget) -> None:
        super().__init__("rehearsalDialog", parent)
        self._lesson_title = lesson_title
        self._hint = Label("", "muted", wraps=True, parent=self)
        self._count = QSpinBox(self)
        self._count.setObjectName("rehearsalCount")
        self._count.setRange(FEWEST, MOST)
        self._count.setValue(USUAL)
        self._count.lineEdit().setTextMargins(10, 0, 0, 0)  # a style sheet cannot set it
        self._helpers = QSpinBox(self)
        self._helpers.setObjectName("rehearsalHelpers")
        self._helpers.setRange(0, MOST_HELPERS)
        self._helpers.lineEdit().setTextMargins(10, 0, 0, 0)
        self.body.addWidget(self._hint)
        self.body.addWidget(self._count)
        self.body.addWidget(self._helpers)
        self._back = self.add_button("backButton")
        self._back.clicked.connect(self.reject)
        self._begin = self.add_button("beginButton", "primary", is_default=True)
        self._begin.clicked.connect(self._on_begin)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.set_heading(self.tr("Rehearsal"))
        self._hint.setText(
            self.tr(
                "Simulated phones join a class on “{title}”: slow ones, some that drop "
                "out, some that ask for help. It isn't saved to History."
            ).format(title=self._lesson_title)
        )
        self._count.setAccessibleName(self.tr("Number of phones"))
        self._count.setSuffix(self.tr(" phones"))
        self._helpers.setAccessibleName(self.tr("Number of simulated helpers"))
        self._helpers.setPrefix(self.tr("Simulated helpers: "))
        self._helpers.setSpecialValueText(self.tr("No simulated helpers"))
        for button, text in ((self._back, self.tr("Cancel")), (self._begin, self.tr("Start"))):
            button.setText(text)
            button.setAccessibleName(text)

    def _on_begin(self) -> None:
        self.count_given.emit(self._count.value(), self._helpers.value())
        self.accept()
