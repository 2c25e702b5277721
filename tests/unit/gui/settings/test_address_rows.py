from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from classroom_app.application.services import AddressReport
from classroom_app.gui.settings.address_rows import AddressRows
from tests.unit.gui.settings.conftest import all_words

WIFI = AddressReport("http://192.168.0.12:8000", "Wi-Fi", answers=True, was_reached=True)
CABLE = AddressReport("http://10.0.0.5:8000", "Ethernet", answers=False, was_reached=False)


def test_all_addresses_the_likeliest_first(qtbot: QtBot) -> None:
    rows = AddressRows()
    qtbot.addWidget(rows)
    rows.show_reports([WIFI, CABLE])
    words = all_words(rows)
    assert words.index(WIFI.url) < words.index(CABLE.url)
    assert "Wi-Fi · answers · phone connected · recommended" in words
    assert "Ethernet · does not answer" in words


def test_one_address_needs_no_recommendation(qtbot: QtBot) -> None:
    rows = AddressRows()
    qtbot.addWidget(rows)
    rows.show_reports([WIFI, CABLE])
    rows.show_reports([WIFI])
    (row,) = [row for row in rows.findChildren(QWidget, "addressRow") if not row.isHidden()]
    assert "Wi-Fi · answers · phone connected" in all_words(row)
    assert "recommended" not in all_words(row)
