import pytest
from pytestqt.qtbot import QtBot

from classroom_app.application.firewall import FirewallReport, FirewallState
from classroom_app.application.services import AddressKind, AddressReport
from classroom_app.gui.settings.network_verdict import KEEPS_AWAY, verdict_of

WIFI = "http://192.168.0.12:8000"


OFFICE, OWN = "http://10.8.0.2:8000", "http://169.254.3.4:8000"
VPN, OWN_KIND = AddressKind.VPN, AddressKind.LINK_LOCAL


def at(
    url: str,
    *,
    answers: bool = True,
    was_reached: bool = False,
    kind: AddressKind = AddressKind.WIFI,
    is_offered: bool = True,
) -> list[AddressReport]:
    return [AddressReport(url, "Wi-Fi", answers, was_reached, kind, is_offered=is_offered)]


@pytest.mark.parametrize(
    ("reports", "tone", "words"),
    [
        (None, "muted", "Looking at the network…"),
        ([], "warning", "This computer isn't connected to a network."),
        (at(OFFICE, kind=VPN, is_offered=False), "warning", "This computer isn't connected to a"),
        (at(OWN, kind=OWN_KIND), "warning", "This computer has got no address from its network."),
        (at(OWN, kind=OWN_KIND, was_reached=True), "done", "Phones can reach this computer."),
        (at("http://127.0.0.1:8000"), "warning", "This computer isn't connected to a network."),
        (at(WIFI, answers=False), "alarm", "This computer doesn't answer at its own address."),
        (at(WIFI), "accent", "Ready. Now try it with one phone."),
        (at(WIFI, was_reached=True), "done", "Phones can reach this computer."),
    ],
)
def test_the_network_in_plain_words(
    qtbot: QtBot, reports: list[AddressReport] | None, tone: str, words: str
) -> None:
    verdict = verdict_of(reports, None)
    assert verdict.tone == tone
    assert verdict.words.startswith(words)
    assert bool(verdict.advice) == (reports is not None), "what to do is said of every state"


@pytest.mark.parametrize("state", sorted(FirewallState))
def test_a_firewall_matters_until_a_phone_has_come(qtbot: QtBot, state: FirewallState) -> None:
    wall = FirewallReport(state, "classroom-app.exe")
    is_ready = verdict_of(at(WIFI), wall).words == "Ready. Now try it with one phone."
    assert is_ready is (state not in KEEPS_AWAY)
    # Whoever was reached is reached, whatever the rules seem to say.
    assert verdict_of(at(WIFI, was_reached=True), wall).tone == "done"
    assert verdict_of(at("http://127.0.0.1:8000"), wall).tone == "warning"
