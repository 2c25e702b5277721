"""Renames a student."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from classroom_app.domain.names import MAX_TYPED_LENGTH, is_name
from classroom_app.gui.kit.composed_text import ComposedText
from classroom_app.gui.kit.sheet import Sheet


class NameDialog(Sheet):
    """`name_given` has the new name, stripped."""

    name_given = Signal(str)

    def __init__(self, heading: str, name: str, parent: QWidget) -> None:
        super().__init__("nameDialog", parent, width=400)
        self.set_heading(heading)
        self._field = QLineEdit(name, self)
        self._field.setObjectName("nameField")
        self._field.setAccessibleName(heading)
        self._field.setMaxLength(MAX_TYPED_LENGTH)
        self._written = ComposedText(self._field)
        self._written.changed.connect(self._on_text_changed)
        self.body.addWidget(self._field)
        self._back = self.add_button("backButton")
        self._back.clicked.connect(self.reject)
        self._save = self.add_button("saveButton", "primary", is_default=True)
        self._save.clicked.connect(self._on_save)
        self._field.selectAll()
        self._field.setFocus()
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._back.setText(self.tr("Cancel"))
        self._back.setAccessibleName(self.tr("Cancel"))
        self._save.setText(self.tr("Save"))
        self._save.setAccessibleName(self.tr("Save"))

    def _on_text_changed(self, text: str) -> None:
        self._save.setEnabled(is_name(text))

    def _on_save(self) -> None:
        self.name_given.emit(self._written.finish().strip())
        self.accept()
