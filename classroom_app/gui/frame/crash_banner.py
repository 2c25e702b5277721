"""The last run crashed: its report can be copied for support, or discarded."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.icons import pixmap
from classroom_app.gui.theme.tokens import Space


class CrashBanner(Panel):
    """`dismissed` is emitted when the report is no longer needed."""

    dismissed = Signal()

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__("notice", parent)
        self.setObjectName("crashBanner")
        self._report = report
        self._sign = QLabel(self)
        self._words = Label("", wraps=True, parent=self)
        self._copy = IconButton(name="copyCrashButton", parent=self)
        self._copy.clicked.connect(self._on_copy)
        self._dismiss = IconButton("close", kind="quiet", name="dismissCrashButton", parent=self)
        self._dismiss.clicked.connect(self._on_dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.M, Space.M, Space.M)
        row.setSpacing(Space.M)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._copy)
        row.addWidget(self._dismiss)
        self.finish()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._words.setText(
            self.tr(
                "Classroom closed unexpectedly last time. No saved data was lost. You "
                "can copy a report (no names) for support."
            )
        )
        self._copy.setText(self.tr("Copy report"))
        self._copy.setAccessibleName(self.tr("Copy report"))
        self._dismiss.setAccessibleName(self.tr("Close this notice"))
        self._dismiss.setToolTip(self.tr("Close this notice"))

    def restyle(self) -> None:
        """Draw the icon in the current colours."""
        self._sign.setPixmap(pixmap("warning", self.colours.warning, 22, self.devicePixelRatioF()))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self._copy.setText(self.tr("Copied"))

    def _on_dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()
