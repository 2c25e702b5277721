import pytest
from pytestqt.qtbot import QtBot

from classroom_app.gui.settings.network_guide import NetworkGuide
from tests.unit.gui.conftest import language_change
from tests.unit.gui.finding import button, label


@pytest.mark.parametrize(
    ("chip", "words"),
    [
        ("wifiGuide", "client isolation"),
        ("windowsGuide", "Allow an app through firewall"),
        ("macosGuide", "Allow incoming connections"),
        ("linuxGuide", "8123/tcp"),
    ],
)
def test_a_guide_for_every_trouble(qtbot: QtBot, chip: str, words: str) -> None:
    guide = NetworkGuide(8123)
    qtbot.addWidget(guide)
    assert "client isolation" in label(guide, "networkGuide"), "the likeliest comes first"
    button(guide, chip).click()
    assert words in label(guide, "networkGuide")
    language_change(guide)
    assert words in label(guide, "networkGuide"), "the choice is kept"
