"""What to do when a phone cannot open the student page: one guide per cause."""

import sys
from enum import StrEnum

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.tokens import Space


class Trouble(StrEnum):
    """What may keep phones from reaching this computer."""

    WIFI = "wifi"
    WINDOWS = "windows"
    MACOS = "macos"
    LINUX = "linux"


class NetworkGuide(Panel):
    """A chip for each cause, and below them what to do about the selected one."""

    def __init__(self, port: int, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._port = port
        self._heading = Label("", "section", parent=self)
        self._guide = Label("", wraps=True, parent=self)
        self._guide.setObjectName("networkGuide")
        self._chips: dict[Trouble, IconButton] = {}
        self._group = QButtonGroup(self)
        self._build()
        self.finish()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._heading.setText(self.tr("A PHONE CANNOT OPEN THE PAGE?"))
        names = {
            Trouble.WIFI: self.tr("Wi-Fi"),
            Trouble.WINDOWS: self.tr("Windows firewall"),
            Trouble.MACOS: self.tr("Mac firewall"),
            Trouble.LINUX: self.tr("Linux firewall"),
        }
        for trouble, chip in self._chips.items():
            chip.setText(names[trouble])
            chip.setAccessibleName(names[trouble])
        self._show_guide()

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
                        port=self._port
                    ),
                    self.tr("With firewalld: sudo firewall-cmd --add-port={port}/tcp").format(
                        port=self._port
                    ),
                )

    def _build(self) -> None:
        chips = QHBoxLayout()
        chips.setSpacing(Space.S)
        for trouble in Trouble:
            chip = IconButton(parent=self)
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
        column.addWidget(self._heading)
        column.addLayout(chips)
        column.addWidget(self._guide)
