"""The network check: which address phones use, whether it works, and what to do if not."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from classroom_app.application.firewall import FirewallReport
from classroom_app.application.services import AddressReport
from classroom_app.gui.console import Console
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.qr_code import QrCode
from classroom_app.gui.settings.address_rows import AddressRows
from classroom_app.gui.settings.firewall_help import FirewallHelp, open_page
from classroom_app.gui.settings.firewall_words import firewall_verdict, firewall_way_out
from classroom_app.gui.settings.network_guide import NetworkGuide
from classroom_app.gui.settings.network_verdict import (
    KEEPS_AWAY,
    in_use,
    is_reached,
    verdict_of,
)
from classroom_app.gui.theme.icons import pixmap
from classroom_app.gui.theme.tokens import Space

AGAIN_MS = 3_000
QR_SIDE = 132
SIGN_SIDE = 26


class NetworkPanel(Panel):
    """Checks every `AGAIN_MS` while it is visible; `checked` follows each successful check."""

    checked = Signal()

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("networkPanel")
        self._console = console
        self._reports: list[AddressReport] | None = None
        self._firewall: FirewallReport | None = None
        self._is_looking = False
        self._sign = QLabel(self)
        self._verdict = Label("", "heading", wraps=True, parent=self)
        self._verdict.setObjectName("networkVerdict")
        self._advice = Label("", "muted", wraps=True, parent=self)
        self._again = IconButton("network", name="checkAgainButton", parent=self)
        self._again.clicked.connect(self.look)
        self._qr = QrCode(QR_SIDE, self)
        self._rows = AddressRows(self)
        self._rows.chosen.connect(self._on_chosen)
        self._more = Label("", "muted", wraps=True, parent=self)
        self._more.setObjectName("networkMore")
        self._more.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._firewall_help = FirewallHelp(self)
        self._firewall_help.open_requested.connect(open_page)
        self._guide = NetworkGuide(console.services.server.port, self)
        self._timer = QTimer(self, interval=AGAIN_MS)
        self._timer.timeout.connect(self.look)
        console.addresses.changed.connect(self._on_changed)
        self._build()
        self.finish()

    def look(self) -> None:
        """Check the network, unless a check is running."""
        if not self._is_looking:
            self._is_looking = True
            self._console.tasks.run(self._checked(), self._show, self._on_failed)

    async def _checked(self) -> tuple[list[AddressReport], FirewallReport | None]:
        network = self._console.services.network
        return await network.check(), await network.firewall()

    def showEvent(self, qevent: QShowEvent) -> None:
        """Check at once, and repeatedly while visible."""
        self.look()
        self._timer.start()
        super().showEvent(qevent)

    def hideEvent(self, qevent: QHideEvent) -> None:
        """Stop the repeated checks while hidden."""
        self._timer.stop()
        super().hideEvent(qevent)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._again.setText(self.tr("Check again"))
        self._again.setAccessibleName(self.tr("Check the network again"))
        self._firewall_help.retranslate()
        self._write()

    def restyle(self) -> None:
        """Draw the icons in the current colours."""
        self._write()

    def _on_changed(self) -> None:
        if self.isVisible():
            self.look()

    def _on_chosen(self, url: str) -> None:
        network = self._console.services.network
        self._console.tasks.run(network.choose(url), lambda _none: self.look(), self._on_not_chosen)

    def _on_failed(self, error: Exception) -> None:
        self._is_looking = False
        words = self.tr("Can't check the network: {cause}.")
        self._verdict.setText(words.format(cause=cause_text(error)))

    def _on_not_chosen(self, error: Exception) -> None:
        words = self.tr("Can't use this address: {cause}.")
        self._verdict.setText(words.format(cause=cause_text(error)))

    def _show(self, found: tuple[list[AddressReport], FirewallReport | None]) -> None:
        self._is_looking = False
        self._reports, self._firewall = found
        self._write()
        self.checked.emit()

    def _write(self) -> None:
        reports, firewall = self._reports, self._firewall
        verdict = verdict_of(reports, firewall)
        colour = getattr(self.colours, verdict.tone)
        self._sign.setPixmap(pixmap(verdict.icon, colour, SIGN_SIDE, self.devicePixelRatioF()))
        self._verdict.setText(verdict.words)
        self._advice.setText(verdict.advice)
        self._advice.setVisible(bool(verdict.advice))
        used = in_use(reports)
        self._qr.setVisible(used is not None)
        if reports is None:
            return
        is_shut = (
            used is not None
            and firewall is not None
            and not firewall.state.lets_phones_in
            and not is_reached(reports)
        )
        self._firewall_help.show_report(firewall if is_shut else None)
        self._qr.show_text(used.url if used is not None else "")
        self._rows.show_reports(reports)
        self._more.setText("\n".join(self._other_lines()))

    def _other_lines(self) -> Iterator[str]:
        network, firewall = self._console.services.network, self._firewall
        is_told = firewall is not None and firewall.state in KEEPS_AWAY
        if firewall is not None and not is_told and not is_reached(self._reports or ()):
            words = (firewall_verdict(firewall.state), firewall_way_out(firewall.state))
            yield " ".join(filter(None, words))
        if network.name_url is not None:
            yield self.tr("Newer phones can also use {url}").format(url=network.name_url)
        if network.android_port is not None:
            yield self.tr("The Android app also uses port {port}.").format(
                port=network.android_port
            )
        elif network.android_fault is not None:
            yield self.tr(
                "The Android app can't join: its port isn't available ({cause}). Close "
                "the program that uses it, or choose another port below."
            ).format(cause=cause_text(network.android_fault))
        else:
            yield self.tr(
                "The Android app uses the next port up. It opens when you start a "
                "class that allows guests."
            )

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._verdict)
        words.addWidget(self._advice)
        words.addWidget(self._firewall_help)
        words.addSpacing(Space.S)
        words.addWidget(self._rows)
        words.addStretch(1)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        right = QVBoxLayout()
        right.setSpacing(Space.M)
        right.addWidget(self._qr, 0, Qt.AlignmentFlag.AlignHCenter)
        right.addWidget(self._again)
        right.addStretch(1)
        head.addLayout(right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(head)
        column.addWidget(self._more)
        column.addSpacing(Space.S)
        column.addWidget(self._guide)
