"""The addresses of this PC, one in each row, the likeliest for phones first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from classroom_app.application.services import AddressReport
from classroom_app.gui.kit.label import ElidedLabel, Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.icons import pixmap
from classroom_app.gui.theme.tokens import Space


class AddressRows(Panel):
    """Shows what `show_reports` was given last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._reports: Sequence[AddressReport] = ()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(Space.XS)
        self.finish()

    def show_reports(self, reports: Sequence[AddressReport]) -> None:
        """Show these addresses."""
        self._reports = reports
        self._write()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._write()

    def restyle(self) -> None:
        """Draw the icons in the present colours."""
        self._write()

    def _write(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, report in enumerate(self._reports):
            self._rows.addWidget(self._row(place, report))

    def _row(self, place: int, report: AddressReport) -> QWidget:
        line = QWidget(self)
        line.setObjectName("addressRow")
        tone = "done" if report.answers else "alarm"
        sign = QLabel(line)
        sign.setPixmap(
            pixmap(
                "check" if report.answers else "warning",
                getattr(self.colours, tone),
                18,
                self.devicePixelRatioF(),
            )
        )
        url = Label(report.url, "heading" if place == 0 else "", parent=line)
        url.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = [report.adapter] if report.adapter else []
        words.append(self.tr("answers") if report.answers else self.tr("does not answer"))
        if report.was_reached:
            words.append(self.tr("phone connected"))
        if place == 0 and len(self._reports) > 1:
            words.append(self.tr("recommended"))
        about = ElidedLabel(" · ".join(words), "muted", line)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        for part in (sign, url):
            row.addWidget(part)
        row.addWidget(about, 1)
        line.setMinimumHeight(url.sizeHint().height() + Space.XS)
        return line
