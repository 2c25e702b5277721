"""A phone has another person's number: which of the two phones is wrong?"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.sheet import Sheet
from classroom_app.gui.theme.tokens import Space


class WrongPersonDialog(Sheet):
    """Emits which phone is wrong.

    `last_is_wrong`: the one that took the seat over; `first_is_wrong`: the one that had it before.
    If no phone took the seat over, only the second is offered, and frees the number.
    """

    last_is_wrong = Signal()
    first_is_wrong = Signal()

    def __init__(self, name: str, parent: QWidget, *, was_taken_over: bool) -> None:
        super().__init__("wrongPersonDialog", parent)
        self._name, self._was_taken_over = name, was_taken_over
        self._last, self._last_note = self._choice("lastIsWrongButton")
        self._first, self._first_note = self._choice("firstIsWrongButton")
        self._last.setVisible(was_taken_over)
        self._last_note.setVisible(was_taken_over)
        self._last.clicked.connect(self._on_last)
        self._first.clicked.connect(self._on_first)
        self._back = self.add_button("backButton", is_default=True)
        self._back.clicked.connect(self.reject)
        self._back.setFocus()
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.set_heading(self.tr("Who is not {name}?").format(name=self._name))
        self._last.setText(self.tr("The phone that came last"))
        self._last_note.setText(
            self.tr(
                "It is asked for its number again. What was done on it since is undone, and the "
                "first phone has the seat back."
            )
        )
        if self._was_taken_over:
            self._first.setText(self.tr("The phone that was here before"))
            self._first_note.setText(
                self.tr(
                    "It keeps its seat and its steps, without the number. The phone that came "
                    "last is asked for its number again and gets a seat of its own."
                )
            )
        else:
            self._first.setText(self.tr("Free the number"))
            self._first_note.setText(
                self.tr("The student keeps the seat and the steps under another name.")
            )
        self._back.setText(self.tr("Cancel"))
        for button in (self._last, self._first, self._back):
            button.setAccessibleName(button.text())

    def _choice(self, name: str) -> tuple[QPushButton, Label]:
        button, note = QPushButton(self), Label("", "muted", wraps=True, parent=self)
        button.setObjectName(name)
        column = QVBoxLayout()
        column.setSpacing(Space.XS)
        column.addWidget(button)
        column.addWidget(note)
        self.body.addLayout(column)
        return button, note

    def _on_last(self) -> None:
        self.last_is_wrong.emit()
        self.accept()

    def _on_first(self) -> None:
        self.first_is_wrong.emit()
        self.accept()
