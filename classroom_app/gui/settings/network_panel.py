"""The network check: which address phones use, whether it works, and what to do if not."""

import sys
from enum import StrEnum

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from classroom_app.application.firewall import FirewallReport, FirewallState
from classroom_app.application.services import AddressReport
from classroom_app.gui.console import Console
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.label import ElidedLabel, Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.qr_code import QrCode
from classroom_app.gui.settings.firewall_help import FirewallHelp, open_page
from classroom_app.gui.settings.firewall_words import firewall_verdict, firewall_way_out
from classroom_app.gui.theme.icons import pixmap
from classroom_app.gui.theme.tokens import Space

AGAIN_MS = 3_000
QR_SIDE = 132
LOOPBACK = "http://127."
KEEPS_AWAY = frozenset(FirewallState) - {
    FirewallState.OFF,
    FirewallState.ALLOWED,
    FirewallState.UNKNOWN,
}


class Trouble(StrEnum):
    """What may stand between phones and this PC."""

    WIFI = "wifi"
    WINDOWS = "windows"
    MACOS = "macos"
    LINUX = "linux"


class NetworkPanel(Panel):
    """Looks again every few seconds while it is seen; `checked` after each look."""

    checked = Signal()

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("networkPanel")
        self._console = console
        self._reports: list[AddressReport] = []
        self._is_looking = False
        self._sign = QLabel(self)
        self._verdict = Label("", "heading", wraps=True, parent=self)
        self._verdict.setObjectName("networkVerdict")
        self._advice = Label("", "muted", wraps=True, parent=self)
        self._again = IconButton("network", name="checkAgainButton", parent=self)
        self._again.clicked.connect(self.look)
        self._qr = QrCode(QR_SIDE, self)
        self._rows = QVBoxLayout()
        self._more = Label("", "muted", wraps=True, parent=self)
        self._more.setObjectName("networkMore")
        self._more.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._firewall: FirewallReport | None = None
        self._firewall_help = FirewallHelp(self)
        self._firewall_help.open_requested.connect(open_page)
        self._help = Label("", "section", parent=self)
        self._guide = Label("", wraps=True, parent=self)
        self._guide.setObjectName("networkGuide")
        self._chips: dict[Trouble, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._timer = QTimer(self, interval=AGAIN_MS)
        self._timer.timeout.connect(self.look)
        self._build()
        self.finish()

    def look(self) -> None:
        """Check the network again."""
        if not self._is_looking:
            self._is_looking = True
            self._console.tasks.run(self._checked(), self._show, self._on_failed)

    async def _checked(self) -> tuple[list[AddressReport], FirewallReport | None]:
        network = self._console.services.network
        return await network.check(), await network.firewall()

    def showEvent(self, qevent: QShowEvent) -> None:
        """Look at once, and again while this is seen."""
        self.look()
        self._timer.start()
        super().showEvent(qevent)

    def hideEvent(self, qevent: QHideEvent) -> None:
        """Stop looking while this is not seen."""
        self._timer.stop()
        super().hideEvent(qevent)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._again.setText(self.tr("Check again"))
        self._again.setAccessibleName(self.tr("Check the network again"))
        self._help.setText(self.tr("A PHONE CANNOT OPEN THE PAGE?"))
        names = {
            Trouble.WIFI: self.tr("Wi-Fi"),
            Trouble.WINDOWS: self.tr("Windows firewall"),
            Trouble.MACOS: self.tr("Mac firewall"),
            Trouble.LINUX: self.tr("Linux firewall"),
        }
        for trouble, chip in self._chips.items():
            chip.setText(names[trouble])
            chip.setAccessibleName(names[trouble])
        self._firewall_help.retranslate()
        self._show_guide()
        self._write()

    def restyle(self) -> None:
        """Draw the icons in the present colours."""
        self._write()

    def _on_failed(self, error: Exception) -> None:
        self._is_looking = False
        self._verdict.setText(str(error))

    def _show(self, found: tuple[list[AddressReport], FirewallReport | None]) -> None:
        self._is_looking = False
        self._reports, self._firewall = found
        self._write()
        self.checked.emit()

    def _write(self) -> None:
        reports = self._reports
        if not reports:
            self._say("clock", "muted", self.tr("Looking at the network…"), "")
            self._qr.hide()
            return
        first = reports[0]
        in_network = not first.url.startswith(LOOPBACK)
        firewall = self._firewall if in_network and not self._is_reached else None
        is_shut = firewall is not None and not firewall.state.lets_phones_in
        self._firewall_help.show_report(firewall if is_shut else None)
        if not in_network:
            self._say(
                "warning",
                "waiting",
                self.tr("This computer isn't connected to a network."),
                self.tr("Connect it to the Wi-Fi that the phones use."),
            )
        elif firewall is not None and firewall.state in KEEPS_AWAY:
            self._say(
                "warning",
                "waiting" if firewall.state is FirewallState.NO_RULE else "alarm",
                firewall_verdict(firewall.state),
                firewall_way_out(firewall.state),
            )
        elif not first.answers:
            self._say(
                "warning",
                "alarm",
                self.tr("This computer doesn't answer at its own address."),
                self.tr("A firewall is blocking connections. See below."),
            )
        elif self._is_reached:
            self._say(
                "check",
                "done",
                self.tr("Phones can reach this computer."),
                self.tr("Someone on this network has opened the page since Classroom started."),
            )
        else:
            self._say(
                "phone",
                "accent",
                self.tr("Ready. Now try it with one phone."),
                self.tr(
                    "Scan this code with a phone on the same Wi-Fi. When the page opens, "
                    "this changes to “Phones can reach this computer”."
                ),
            )
        self._qr.setVisible(in_network)
        self._qr.show_text(first.url)
        self._write_rows()
        self._more.setText("\n".join(self._other_lines()))

    @property
    def _is_reached(self) -> bool:
        return any(report.was_reached for report in self._reports)

    def _say(self, icon_name: str, tone: str, verdict: str, advice: str) -> None:
        colour = getattr(self.colours, tone)
        self._sign.setPixmap(pixmap(icon_name, colour, 26, self.devicePixelRatioF()))
        self._verdict.setText(verdict)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))

    def _write_rows(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, report in enumerate(self._reports):
            self._rows.addWidget(self._row(place, report))

    def _row(self, place: int, report: AddressReport) -> QWidget:
        line = QWidget(self)
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

    def _other_lines(self) -> list[str]:
        network = self._console.services.network
        lines = []
        firewall = self._firewall
        if firewall is not None and firewall.state not in KEEPS_AWAY and not self._is_reached:
            words = (firewall_verdict(firewall.state), firewall_way_out(firewall.state))
            lines.append(" ".join(filter(None, words)))
        if network.name_url is not None:
            lines.append(self.tr("Newer phones can also use {url}").format(url=network.name_url))
        if network.android_port is not None:
            lines.append(
                self.tr("The Android app also uses port {port}.").format(port=network.android_port)
            )
        elif network.android_fault is not None:
            lines.append(
                self.tr(
                    "The Android app can't join: its port isn't available ({cause}). Close "
                    "the program that uses it, or choose another port below."
                ).format(cause=cause_text(network.android_fault))
            )
        else:
            lines.append(
                self.tr(
                    "The Android app uses the next port up. It opens when you start a "
                    "class that allows guests."
                )
            )
        return lines

    def _show_guide(self) -> None:
        chosen = next(trouble for trouble, chip in self._chips.items() if chip.isChecked())
        steps = self._steps(chosen)
        self._guide.setText("\n".join(f"{n}.  {step}" for n, step in enumerate(steps, 1)))

    def _steps(self, trouble: Trouble) -> tuple[str, ...]:
        match trouble:
            case Trouble.WIFI:
                return (
                    self.tr(
                        "The phone must be on the same Wi-Fi as this computer. If it says “no "
                        "internet”, stay connected. If it goes back to mobile data, turn "
                        "mobile data off."
                    ),
                    self.tr(
                        "Guest networks often keep devices apart (“client isolation”, “AP "
                        "isolation”): phones then reach the internet, but not this computer. "
                        "Use another Wi-Fi, or ask the network administrator to turn that off."
                    ),
                    self.tr(
                        "A network of your own always works: a small router, or this "
                        "computer's mobile hotspot, which the phones then join."
                    ),
                )
            case Trouble.WINDOWS:
                return (
                    self.tr(
                        "When Windows asks at the first start whether networks may reach this "
                        "program, tick both “Private networks” and “Public networks” and press "
                        "“Allow access” (newer: “Allow”). A Wi-Fi that is new counts as public."
                    ),
                    self.tr(
                        "Pressed “Cancel”, or not asked? Settings → Privacy & security → Windows "
                        "Security → Firewall & network protection → Allow an app through firewall "
                        "→ “Change settings”: tick this program (it may be called Python), and "
                        "both boxes beside it, “Private” and “Public”."
                    ),
                    self.tr(
                        "That asks for an administrator's password. If you have none, ask who "
                        "manages this computer. Another security program may have a firewall of "
                        "its own: let this program in there too."
                    ),
                )
            case Trouble.MACOS:
                return (
                    self.tr(
                        "When the Mac asks whether this program may accept incoming "
                        "connections or find devices on the local network, press “Allow”."
                    ),
                    self.tr(
                        "Pressed “Don't Allow”? System Settings → Network → Firewall → Options: "
                        "“Block all incoming connections” must be off, and this program must "
                        "“Allow incoming connections”."
                    ),
                    self.tr(
                        "System Settings → Privacy & Security → Local Network: this program "
                        "must be turned on."
                    ),
                )
            case _:
                return (
                    self.tr("Allow port {port}. In a terminal: sudo ufw allow {port}/tcp").format(
                        port=self._console.services.server.port
                    ),
                    self.tr("With firewalld: sudo firewall-cmd --add-port={port}/tcp").format(
                        port=self._console.services.server.port
                    ),
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
        self._rows.setSpacing(Space.XS)
        words.addLayout(self._rows)
        words.addStretch(1)
        top = Qt.AlignmentFlag.AlignTop
        head.addWidget(self._sign, 0, top)
        head.addLayout(words, 1)
        right = QVBoxLayout()
        right.setSpacing(Space.M)
        right.addWidget(self._qr, 0, Qt.AlignmentFlag.AlignHCenter)
        right.addWidget(self._again)
        right.addStretch(1)
        head.addLayout(right)
        chips = QHBoxLayout()
        chips.setSpacing(Space.S)
        for trouble in Trouble:
            chip = QPushButton(self)
            chip.setObjectName(f"{trouble.value}Guide")
            chip.setProperty("chip", "true")
            chip.setCheckable(True)
            chip.clicked.connect(self._show_guide)
            self._group.addButton(chip)
            self._chips[trouble] = chip
            chips.addWidget(chip)
        chips.addStretch(1)
        own = {"win32": Trouble.WINDOWS, "darwin": Trouble.MACOS}.get(sys.platform, Trouble.LINUX)
        self._chips[Trouble.LINUX].setVisible(own is Trouble.LINUX)
        self._chips[Trouble.WIFI].setChecked(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(head)
        column.addWidget(self._more)
        column.addSpacing(Space.S)
        column.addWidget(self._help)
        column.addLayout(chips)
        column.addWidget(self._guide)
