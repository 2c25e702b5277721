"""Everything that is wrong with a file, at once."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.sheet import Sheet


class FaultsDialog(Sheet):
    """Lists faults, one per line, to be read or copied."""

    def __init__(self, heading: str, hint: str, faults: list[str], parent: QWidget) -> None:
        super().__init__("faultsDialog", parent, width=560)
        self.set_heading(heading)
        self.body.addWidget(Label(hint, "muted", wraps=True, parent=self))
        field = QPlainTextEdit("\n".join(f"•  {fault}" for fault in faults), self)
        field.setObjectName("faultsField")
        field.setAccessibleName(heading)
        field.setReadOnly(True)
        field.setMinimumHeight(160)
        self.body.addWidget(field)
        self._close = self.add_button("closeButton", "primary", is_default=True)
        self._close.clicked.connect(self.accept)
        self._close.setFocus()  # in the text, Page Down would scroll instead of leading the class
        self.retranslate()

    def retranslate(self) -> None:
        """Set the text of the button."""
        self._close.setText(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close"))
