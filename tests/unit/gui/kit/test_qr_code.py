from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.qr_code import QrCode, qr_image, wifi_text


def test_a_qr_code_has_its_quiet_zone(qtbot: QtBot) -> None:
    image = qr_image("http://192.168.0.12:8000/join/482913")
    assert image.pixelColor(4, 4) == QColor("black")
    edge = {image.pixelColor(x, y).name() for x in range(4) for y in range(image.height())}
    assert edge == {"#ffffff"}
    code = QrCode(200)
    qtbot.addWidget(code)
    code.grab()
    code.show_text("x")
    assert isinstance(code.grab().toImage(), QImage)
    code.resize_to(300)
    assert code.sizeHint().width() == 300


def test_the_wifi_code_is_escaped() -> None:
    assert wifi_text("A;B", 'p:"w,\\') == 'WIFI:T:WPA;S:A\\;B;P:p\\:\\"w\\,\\\\;;'
    assert wifi_text("Open", "") == "WIFI:T:nopass;S:Open;P:;;"
