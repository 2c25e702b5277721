"""How phones join: the code to scan, the address, the code to type."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from classroom_app.domain.session_code import formatted_code
from classroom_app.gui.address_watch import AddressWatch
from classroom_app.gui.event_bridge import EventBridge
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.qr_code import QrCode
from classroom_app.gui.kit.sheet import Sheet

Ways = tuple[str, list[str], str | None]
"""The URL in the code, the addresses of this PC, and its address by name."""


class QrDialog(Sheet):
    """A large QR code with the class code and the address under it.

    `address_chosen` has another address of this PC that phones are to use; `new_code_requested`
    asks for a new class code.
    """

    address_chosen = Signal(str)
    new_code_requested = Signal()

    def __init__(
        self,
        join_url: str,
        addresses: list[str],
        code: str,
        parent: QWidget,
        android_port: int | None = None,
        name_url: str | None = None,
    ) -> None:
        super().__init__("qrDialog", parent)
        self._android_port = android_port
        centre = Qt.AlignmentFlag.AlignHCenter
        self._qr = QrCode(380, self)
        self._hint = Label("", "muted", wraps=True, parent=self)
        self._hint.setAlignment(centre)
        self._code = Label(formatted_code(code), "large", parent=self)
        self._code.setObjectName("qrCodeLabel")
        self._code.setAlignment(centre)
        self._address = Label("", "heading", parent=self)
        self._address.setObjectName("qrAddress")
        self._address.setAlignment(centre)
        self._others = QComboBox(self)
        self._others.setObjectName("otherAddresses")
        self._others.activated.connect(self._on_chosen)
        self._address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self._qr, 0, centre)
        self._android = Label("", "caption", wraps=True, parent=self)
        self._android.setObjectName("androidLabel")
        self._android.setAlignment(centre)
        self._android.setVisible(android_port is not None)
        for label in (self._code, self._address, self._hint, self._android):
            self.body.addWidget(label)
        self.body.addWidget(self._others, 0, centre)
        self._new_code = self.add_button("newCodeButton")
        self._new_code.clicked.connect(self.new_code_requested)
        self._close = self.add_button("closeButton", "primary", is_default=True)
        self._close.clicked.connect(self.accept)
        self._close.setFocus()
        self.show_ways(join_url, addresses, name_url)

    def show_ways(self, join_url: str, addresses: list[str], name_url: str | None = None) -> None:
        """Show the code for `join_url` and the first address, and offer the other addresses."""
        self._join_url, self._addresses = join_url, addresses
        self._qr.show_text(join_url)
        self._qr.setVisible(bool(join_url))
        lines = [*addresses[:1], *([name_url] if name_url else [])]
        self._address.setText("\n".join(lines))
        self._address.setVisible(bool(lines))
        self._others.clear()
        self._others.addItem("")
        self._others.addItems(addresses[1:])
        self._others.setVisible(len(addresses) > 1)
        self.retranslate()
        if self.isVisible():
            self.fit()

    def follow(self, addresses: AddressWatch, ways: Callable[[], Ways]) -> None:
        """Show what `ways` returns whenever the addresses of this PC change."""
        self._ways = ways
        # A method of this dialog, so that the connection ends with it.
        addresses.changed.connect(self._on_changed)

    def follow_code(self, bridge: EventBridge, code: Callable[[], str]) -> None:
        """Show what `code` returns whenever the class code changes; call it after `follow`."""
        self._code_now = code
        bridge.code_changed.connect(self._on_code_changed)

    def _on_code_changed(self) -> None:
        self._code.setText(formatted_code(self._code_now()))
        self._on_changed()

    def _on_changed(self) -> None:
        self.show_ways(*self._ways())

    def _on_chosen(self, place: int) -> None:
        if place > 0:
            self.address_chosen.emit(self._addresses[place])

    def give_way(self, pixels: int) -> bool:
        """Shrink the code on a low screen."""
        return self._qr.shrink(pixels)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.set_heading(self.tr("Join the class"))
        self._hint.setText(
            self.tr(
                "Scan with the phone's camera, or go to the address and enter the "
                "code. The phone must be on the same Wi-Fi. If it says “no internet”, "
                "stay connected."
            )
            if self._join_url
            else self.tr(
                "This computer is in no network that phones can reach. Connect it to the Wi-Fi "
                "that they use: the code then appears here."
            )
        )
        no_phone_comes = self.tr("Phones can't open it? Use another address…")
        self._others.setItemText(0, no_phone_comes)
        self._others.setAccessibleName(no_phone_comes)
        self._android.setText(
            self.tr("The Android app also uses port {port}.").format(port=self._android_port)
        )
        self._new_code.setText(self.tr("New code"))
        self._new_code.setAccessibleName(self.tr("New code"))
        self._new_code.setToolTip(
            self.tr("Phones in the class stay connected; new students need the new code")
        )
        self._close.setText(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close"))
