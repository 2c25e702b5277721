"""The dialog for the title of a new or renamed roster."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from classroom_app.domain.roster import MAX_TITLE_LENGTH
from classroom_app.gui.kit.composed_text import ComposedText
from classroom_app.gui.kit.sheet import Sheet


class TitleDialog(Sheet):
    """`title_given` carries the title, stripped and not empty."""

    title_given = Signal(str)
    is_about_class = False

    def __init__(self, heading: str, title: str, parent: QWidget) -> None:
        super().__init__("rosterTitleDialog", parent, width=400)
        self.set_heading(heading)
        self._field = QLineEdit(title, self)
        self._field.setObjectName("rosterTitleField")
        self._field.setAccessibleName(heading)
        self._field.setMaxLength(MAX_TITLE_LENGTH)
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
        self._on_text_changed(title)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._field.setPlaceholderText(self.tr("Such as: Smartphone course, spring"))
        self._back.setText(self.tr("Cancel"))
        self._back.setAccessibleName(self.tr("Cancel"))
        self._save.setText(self.tr("Save"))
        self._save.setAccessibleName(self.tr("Save"))

    def _on_text_changed(self, text: str) -> None:
        self._save.setEnabled(bool(text.strip()))

    def _on_save(self) -> None:
        self.title_given.emit(self._written.finish().strip())
        self.accept()
