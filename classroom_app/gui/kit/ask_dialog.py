"""A question before something that cannot be undone."""

from PySide6.QtWidgets import QWidget

from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.sheet import Sheet


class AskDialog(Sheet):
    """Return confirms, Esc cancels; `accepted` is emitted when it was confirmed."""

    def __init__(
        self,
        name: str,
        question: str,
        text: str,
        confirm: str,
        parent: QWidget,
        *,
        kind: str = "alarm",
    ) -> None:
        super().__init__(name, parent)
        self.set_heading(question)
        self.body.addWidget(Label(text, "muted", wraps=True, parent=self))
        self._back = self.add_button("backButton")
        self._back.clicked.connect(self.reject)
        button = self.add_button("confirmButton", kind, is_default=True)
        button.setText(confirm)
        button.setAccessibleName(confirm)
        button.clicked.connect(self.accept)
        button.setFocus()
        self.retranslate()

    def retranslate(self) -> None:
        """Set the text of the Cancel button."""
        self._back.setText(self.tr("Cancel"))
        self._back.setAccessibleName(self.tr("Cancel"))
