import pytest
from pytestqt.qtbot import QtBot

from classroom_app.application.firewall import FirewallReport, FirewallState
from classroom_app.application.services import AddressReport
from classroom_app.gui.settings.network_verdict import KEEPS_AWAY, verdict_of

WIFI = "http://192.168.0.12:8000"


def at(url: str, *, answers: bool = True, was_reached: bool = False) -> list[AddressReport]:
    return [AddressReport(url, "Wi-Fi", answers, was_reached)]


@pytest.mark.parametrize(
    ("reports", "tone", "words"),
    [
        ([], "muted", "Looking at the network…"),
        (at("http://127.0.0.1:8000"), "waiting", "This computer isn't connected to a network."),
        (at(WIFI, answers=False), "alarm", "This computer doesn't answer at its own address."),
        (at(WIFI), "accent", "Ready. Now try it with one phone."),
        (at(WIFI, was_reached=True), "done", "Phones can reach this computer."),
    ],
)
def test_the_network_in_plain_words(
    qtbot: QtBot, reports: list[AddressReport], tone: str, words: str
) -> None:
    verdict = verdict_of(reports, None)
    assert (verdict.tone, verdict.words) == (tone, words)
    assert bool(verdict.advice) == bool(reports), "what to do is said of every state"


@pytest.mark.parametrize("state", sorted(FirewallState))
def test_a_firewall_matters_until_a_phone_has_come(qtbot: QtBot, state: FirewallState) -> None:
    wall = FirewallReport(state, "classroom-app.exe")
    is_ready = verdict_of(at(WIFI), wall).words == "Ready. Now try it with one phone."
    assert is_ready is (state not in KEEPS_AWAY)
    # Whoever was reached is reached, whatever the rules seem to say.
    assert verdict_of(at(WIFI, was_reached=True), wall).tone == "done"
    assert verdict_of(at("http://127.0.0.1:8000"), wall).tone == "waiting"
