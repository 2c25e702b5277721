import pytest
from msgspec import structs
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.application.services import AddressKind, AddressReport
from classroom_app.gui.kit.label import Label
from classroom_app.gui.settings.address_rows import AddressRows
from classroom_app.gui.theme.theme import Theme
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


def test_in_little_room_the_words_take_another_line(qtbot: QtBot, light: Theme) -> None:
    rows = AddressRows()
    qtbot.addWidget(rows)
    rows.show_reports([WIFI, CABLE])
    rows.resize(400, 200)
    rows.show()
    words = rows.findChildren(Label, "addressWords")
    assert words[0].text().endswith("recommended"), "nothing is cut"
    assert words[0].height() >= words[0].heightForWidth(words[0].width())


def test_one_address_needs_no_recommendation(qtbot: QtBot) -> None:
    rows = AddressRows()
    qtbot.addWidget(rows)
    rows.show_reports([WIFI, CABLE])
    rows.show_reports([WIFI])
    (row,) = [row for row in rows.findChildren(QWidget, "addressRow") if not row.isHidden()]
    assert "Wi-Fi · answers · phone connected" in all_words(row)
    assert "recommended" not in all_words(row)


def test_another_one_is_chosen(qtbot: QtBot) -> None:
    rows = AddressRows()
    qtbot.addWidget(rows)
    rows.show_reports([WIFI, CABLE])
    (use,) = rows.findChildren(QPushButton, "useAddressButton")
    assert CABLE.url in use.accessibleName()
    with qtbot.waitSignal(rows.chosen) as chosen:
        use.click()
    assert chosen.args == [CABLE.url]
    rows.show_reports([WIFI, CABLE])
    assert use in rows.findChildren(QPushButton), "the button that has the focus stays"
    rows.show_reports([structs.replace(CABLE, is_chosen=True), WIFI])
    assert "your choice" in all_words(rows)


@pytest.mark.parametrize("kind", list(AddressKind))
def test_what_phones_can_hardly_reach_is_said(qtbot: QtBot, kind: AddressKind) -> None:
    rows = AddressRows()
    qtbot.addWidget(rows)
    rows.show_reports([WIFI, structs.replace(CABLE, kind=kind, is_offered=kind.is_for_phones)])
    hardly = kind in (AddressKind.VPN, AddressKind.VIRTUAL)
    assert ("hard to reach" in all_words(rows)) is hardly


def test_with_a_vpn_alone_no_address_is_in_use(qtbot: QtBot) -> None:
    rows = AddressRows()
    qtbot.addWidget(rows)
    rows.show_reports([structs.replace(CABLE, kind=AddressKind.VPN, is_offered=False)])
    assert len(rows.findChildren(QPushButton, "useAddressButton")) == 1
    assert "recommended" not in all_words(rows)
