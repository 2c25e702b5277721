"""Asks for a message to all phones, or to one."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from classroom_app.gui.kit.composed_text import ComposedText
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.sheet import Sheet

MAX_LENGTH = 2_000


class WordsDialog(Sheet):
    """Ctrl+Enter sends; `words_given` has the text, stripped."""

    words_given = Signal(str)

    def __init__(self, heading: str, parent: QWidget) -> None:
        super().__init__("wordsDialog", parent, width=520)
        self.set_heading(heading)
        self._field = QPlainTextEdit(self)
        self._field.setObjectName("wordsField")
        self._field.setAccessibleName(heading)
        self._field.setTabChangesFocus(True)
        self._field.setMinimumHeight(120)
        self._written = ComposedText(self._field)
        self._written.changed.connect(self._on_text_changed)
        self._left = Label("", "caption", parent=self)
        self.body.addWidget(self._field)
        self._keys = Label("", "caption", parent=self)
        below = QHBoxLayout()
        below.addWidget(self._keys, 1)
        below.addWidget(self._left)
        self.body.addLayout(below)
        self._back = self.add_button("backButton")
        self._back.clicked.connect(self.reject)
        self._send = self.add_button("sendButton", "primary", is_default=True)
        self._send.clicked.connect(self._on_send)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._on_send)
        self.retranslate()
        self._on_text_changed()
        self._field.setFocus()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._back.setText(self.tr("Cancel"))
        self._back.setAccessibleName(self.tr("Cancel"))
        # Most keyboards call the key Enter; Qt calls it Return in every language.
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        keys = keys.replace("Return", "Enter")
        self._keys.setText(self.tr("Enter: new line · {keys}: send").format(keys=keys))
        self._field.setAccessibleDescription(self._keys.text())
        self._send.setText(self.tr("Send"))
        self._send.setAccessibleName(self.tr("Send"))

    def _on_text_changed(self) -> None:
        text = self._written.text.strip()
        fits = 0 < len(text) <= MAX_LENGTH
        self._send.setEnabled(fits)
        self._send.setToolTip(
            self.tr("Press Ctrl+Enter to send.") if fits else self.tr("Type a message first.")
        )
        if len(text) > MAX_LENGTH:
            self._send.setToolTip(self.tr("Message is too long."))
        self._left.setText(f"{len(text)} / {MAX_LENGTH}")

    def _on_send(self) -> None:
        if self._send.isEnabled():
            self.words_given.emit(self._written.finish().strip())
            self.accept()
