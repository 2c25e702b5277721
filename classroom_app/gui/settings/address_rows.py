"""The addresses of this computer, one per row, the best one for phones first."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from classroom_app.application.services import AddressKind, AddressReport
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.icons import pixmap
from classroom_app.gui.theme.tokens import Space


class AddressRows(Panel):
    """Shows the reports of `show_reports`; `chosen` carries the URL that phones are to use."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._reports: Sequence[AddressReport] = ()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(Space.XS)
        self.finish()

    def show_reports(self, reports: Sequence[AddressReport]) -> None:
        """Show these addresses; if none changed, rows are not rebuilt and keep the focus."""
        if reports != self._reports:
            self._reports = reports
            self._write()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._write()

    def restyle(self) -> None:
        """Draw the icons in the current colours."""
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
        is_used = place == 0 and report.is_offered
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
        url = Label(report.url, "heading" if is_used else "", parent=line)
        url.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = " · ".join(self._about(report, is_used=is_used))
        about = Label(words, "muted", wraps=True, parent=line)
        about.setObjectName("addressWords")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        for part in (sign, url):
            row.addWidget(part)
        row.addWidget(about, 1)
        if not is_used:
            use = IconButton("qr", name="useAddressButton", parent=line)
            use.setText(self.tr("Use this one"))
            use.setAccessibleName(self.tr("Use {url} for phones").format(url=report.url))
            use.clicked.connect(partial(self.chosen.emit, report.url))
            row.addWidget(use)
        line.setMinimumHeight(url.sizeHint().height() + Space.XS)
        return line

    def _about(self, report: AddressReport, *, is_used: bool) -> list[str]:
        words = [word for word in (report.adapter, self._kind(report.kind)) if word]
        words.append(self.tr("answers") if report.answers else self.tr("does not answer"))
        if report.was_reached:
            words.append(self.tr("phone connected"))
        if is_used and report.is_chosen:
            words.append(self.tr("your choice"))
        elif is_used and len(self._reports) > 1:
            words.append(self.tr("recommended"))
        return words

    def _kind(self, kind: AddressKind) -> str:
        match kind:
            case AddressKind.HOTSPOT:
                return self.tr("this computer's hotspot")
            case AddressKind.TETHER:
                return self.tr("a phone on a cable")
            case AddressKind.LINK_LOCAL:
                return self.tr("no address from the network")
            case AddressKind.VPN:
                return self.tr("VPN: hard to reach")
            case AddressKind.VIRTUAL:
                return self.tr("virtual: hard to reach")
            case AddressKind.WIFI | AddressKind.CABLE | AddressKind.LOOPBACK:
                return ""
