"""How phones join: the code to scan, the address, the code to type."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from classroom_app.domain.session_code import formatted_code
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.qr_code import QrCode
from classroom_app.gui.kit.sheet import Sheet


class QrDialog(Sheet):
    """A large QR code with address and code under it."""

    def __init__(
        self,
        join_url: str,
        addresses: list[str],
        code: str,
        parent: QWidget,
        android_port: int | None = None,
    ) -> None:
        super().__init__("qrDialog", parent)
        self._android_port = android_port
        centre = Qt.AlignmentFlag.AlignHCenter
        self._qr = QrCode(380, self)
        self._qr.show_text(join_url)
        self._hint = Label("", "muted", wraps=True, parent=self)
        self._hint.setAlignment(centre)
        self._code = Label(formatted_code(code), "large", parent=self)
        self._code.setObjectName("qrCodeLabel")
        self._code.setAlignment(centre)
        self._address = Label("\n".join(addresses), "heading", parent=self)
        self._address.setAlignment(centre)
        self._address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self._qr, 0, centre)
        self._android = Label("", "caption", wraps=True, parent=self)
        self._android.setObjectName("androidLabel")
        self._android.setAlignment(centre)
        self._android.setVisible(android_port is not None)
        for label in (self._code, self._address, self._hint, self._android):
            self.body.addWidget(label)
        self._close = self.add_button("closeButton", "primary", is_default=True)
        self._close.clicked.connect(self.accept)
        self.retranslate()

    def give_way(self, pixels: int) -> bool:
        """Show a smaller code on a low screen."""
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
        )
        self._android.setText(
            self.tr("The Android app also uses port {port}.").format(port=self._android_port)
        )
        self._close.setText(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close"))
