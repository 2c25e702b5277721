"""The result of the network check in one sentence, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from classroom_app.application.firewall import FirewallReport, FirewallState
from classroom_app.application.services import AddressKind, AddressReport
from classroom_app.gui.settings.firewall_words import firewall_verdict, firewall_way_out

LOOPBACK = "http://127."
KEEPS_AWAY = frozenset(FirewallState) - {
    FirewallState.OFF,
    FirewallState.ALLOWED,
    FirewallState.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class NetworkVerdict:
    """`icon` names an icon, `tone` an attribute of `Colours`; `advice` may be empty."""

    icon: str
    tone: str
    words: str
    advice: str = ""


def is_reached(reports: Sequence[AddressReport]) -> bool:
    """Return whether another device has connected to one of the addresses."""
    return any(report.was_reached for report in reports)


def in_use(reports: Sequence[AddressReport] | None) -> AddressReport | None:
    """Return the address that is offered to phones; None if phones cannot connect at all."""
    offered = (report for report in reports or () if report.is_offered)
    first = next(offered, None)
    return None if first is None or first.url.startswith(LOOPBACK) else first


def verdict_of(
    reports: Sequence[AddressReport] | None, firewall: FirewallReport | None
) -> NetworkVerdict:
    """Return the most important finding; `reports` is None until the first check is done."""
    if reports is None:
        return NetworkVerdict(
            "clock",
            "muted",
            QCoreApplication.translate("NetworkVerdict", "Looking at the network…"),
        )
    first = in_use(reports)
    if first is None:
        return NetworkVerdict(
            "warning",
            "warning",
            QCoreApplication.translate(
                "NetworkVerdict", "This computer isn't connected to a network."
            ),
            QCoreApplication.translate(
                "NetworkVerdict", "Connect it to the Wi-Fi that the phones use."
            ),
        )
    if is_reached(reports):
        firewall = None  # a device got through, whatever the rules seem to say
    if firewall is not None and firewall.state in KEEPS_AWAY:
        return NetworkVerdict(
            "warning",
            "warning" if firewall.state is FirewallState.NO_RULE else "alarm",
            firewall_verdict(firewall.state),
            firewall_way_out(firewall.state),
        )
    if not first.answers:
        return NetworkVerdict(
            "warning",
            "alarm",
            QCoreApplication.translate(
                "NetworkVerdict", "This computer doesn't answer at its own address."
            ),
            QCoreApplication.translate(
                "NetworkVerdict", "A firewall is blocking connections. See below."
            ),
        )
    if first.kind is AddressKind.LINK_LOCAL and not is_reached(reports):
        return NetworkVerdict(
            "warning",
            "warning",
            QCoreApplication.translate(
                "NetworkVerdict", "This computer has got no address from its network."
            ),
            QCoreApplication.translate(
                "NetworkVerdict",
                "Phones reach it only if the network gives them none either. Connect it to the "
                "Wi-Fi that the phones use.",
            ),
        )
    if is_reached(reports):
        return NetworkVerdict(
            "check",
            "done",
            QCoreApplication.translate("NetworkVerdict", "Phones can reach this computer."),
            QCoreApplication.translate(
                "NetworkVerdict",
                "Someone on this network has opened the page since Classroom started.",
            ),
        )
    return NetworkVerdict(
        "phone",
        "accent",
        QCoreApplication.translate("NetworkVerdict", "Ready. Now try it with one phone."),
        QCoreApplication.translate(
            "NetworkVerdict",
            "Scan this code with a phone on the same Wi-Fi. When the page opens, "
            "this changes to “Phones can reach this computer”.",
        ),
    )
