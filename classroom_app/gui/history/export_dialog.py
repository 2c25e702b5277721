"""The dialog for exporting a report: the kind of file and what it includes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QWidget

from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.sheet import Sheet

KINDS = ("pdf", "xlsx", "csv")


class ExportDialog(Sheet):
    """`chosen` carries the file's suffix, is anonymous, open it afterwards, include pictures.

    The pictures came with help requests and show students' screens. They are included only on
    request, and never in an anonymous file.
    """

    chosen = Signal(str, bool, bool, bool)

    def __init__(self, picture_count: int, parent: QWidget) -> None:
        super().__init__("exportDialog", parent, width=480)
        self._group = QButtonGroup(self)
        self._kinds: dict[str, QRadioButton] = {}
        self._hints: dict[str, Label] = {}
        for kind in KINDS:
            button = QRadioButton(self)
            button.setObjectName(f"{kind}Choice")
            self._group.addButton(button)
            self._kinds[kind] = button
            self._hints[kind] = Label("", "caption", wraps=True, parent=self)
            self._hints[kind].setIndent(28)
            self.body.addWidget(button)
            self.body.addWidget(self._hints[kind])
        self._kinds["pdf"].setChecked(True)
        self._anonymous = QCheckBox(self)
        self._anonymous.setObjectName("anonymousBox")
        self._open = QCheckBox(self)
        self._open.setObjectName("openAfterwardsBox")
        self._open.setChecked(True)
        self._picture_count = picture_count
        self._pictures = QCheckBox(self)
        self._pictures.setObjectName("picturesBox")
        self._pictures.setVisible(picture_count > 0)
        self._anonymous.toggled.connect(self._allow_pictures)
        self._group.buttonToggled.connect(self._allow_pictures)
        self.body.addWidget(self._pictures)
        self.body.addWidget(self._anonymous)
        self.body.addWidget(self._open)
        self._back = self.add_button("backButton")
        self._back.clicked.connect(self.reject)
        self._save = self.add_button("saveButton", "primary", is_default=True)
        self._save.clicked.connect(self._on_save)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.set_heading(self.tr("Export the report"))
        words = {
            "pdf": (self.tr("PDF"), self.tr("The whole report to print or to send.")),
            "xlsx": (self.tr("Excel workbook"), self.tr("Every table on a sheet, with charts.")),
            "csv": (self.tr("CSV"), self.tr("The table of students, for any spreadsheet.")),
        }
        for kind, (name, hint) in words.items():
            self._kinds[kind].setText(name)
            self._hints[kind].setText(hint)
        self._anonymous.setText(self.tr("Anonymous: numbers instead of names, no messages"))
        self._pictures.setText(
            self.tr("Include pictures of students' screens ({count})").format(
                count=self._picture_count
            )
        )
        self._allow_pictures()
        self._open.setText(self.tr("Open the file afterwards"))
        for button, text in ((self._back, self.tr("Cancel")), (self._save, self.tr("Save…"))):
            button.setText(text)
            button.setAccessibleName(text.replace("…", ""))

    def _allow_pictures(self) -> None:
        may_have = self._kinds["pdf"].isChecked() and not self._anonymous.isChecked()
        self._pictures.setEnabled(may_have)
        self._pictures.setToolTip("" if may_have else self.tr("Only in a PDF with names."))

    def _on_save(self) -> None:
        kind = next(kind for kind, button in self._kinds.items() if button.isChecked())
        with_pictures = self._pictures.isEnabled() and self._pictures.isChecked()
        self.accept()
        self.chosen.emit(kind, self._anonymous.isChecked(), self._open.isChecked(), with_pictures)
