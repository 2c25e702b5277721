"""Texts about what Windows' firewall does with phones, and what to do about it."""

from PySide6.QtCore import QCoreApplication

from classroom_app.application.firewall import FirewallState


def firewall_verdict(state: FirewallState) -> str:
    """Return the finding in one sentence."""
    match state:
        case FirewallState.BLOCKED_BY_RULE:
            return QCoreApplication.translate(
                "Firewall", "Windows' firewall keeps phones away from this program."
            )
        case FirewallState.NO_RULE:
            return QCoreApplication.translate(
                "Firewall", "Windows' firewall has not been told to let phones in."
            )
        case FirewallState.PRIVATE_ONLY:
            return QCoreApplication.translate(
                "Firewall", "Windows' firewall keeps phones away in public networks, as this one."
            )
        case FirewallState.ALL_BLOCKED:
            return QCoreApplication.translate(
                "Firewall", "Windows' firewall keeps everybody away from this computer."
            )
        case FirewallState.MANAGED:
            return QCoreApplication.translate(
                "Firewall", "Your organisation's firewall rules keep phones away."
            )
        case FirewallState.UNKNOWN:
            return QCoreApplication.translate(
                "Firewall", "What Windows' firewall does with phones cannot be told."
            )
        case _:
            return QCoreApplication.translate("Firewall", "Windows' firewall lets phones in.")


def firewall_way_out(state: FirewallState) -> str:
    """Return what to do, or "" if nothing needs to be done."""
    match state:
        case FirewallState.BLOCKED_BY_RULE:
            return QCoreApplication.translate(
                "Firewall",
                "“Cancel” was pressed once when Windows asked. Open the allowed apps, press "
                "“Change settings”, tick this program (it may be called Python), and both boxes "
                "beside it: “Private” and “Public”.",
            )
        case FirewallState.NO_RULE:
            return QCoreApplication.translate(
                "Firewall",
                "If Windows asks, tick both “Private” and “Public” networks and allow it. If it "
                "does not ask: open the allowed apps, press “Change settings”, then “Allow another "
                "app…”, and tick both boxes beside this program.",
            )
        case FirewallState.PRIVATE_ONLY:
            return QCoreApplication.translate(
                "Firewall",
                "A Wi-Fi that is new to Windows counts as public. Open the allowed apps, press "
                "“Change settings”, and tick “Public” beside this program as well.",
            )
        case FirewallState.ALL_BLOCKED:
            return QCoreApplication.translate(
                "Firewall",
                "Settings → Privacy & security → Windows Security → Firewall & network protection "
                "→ the network marked “active”: untick “Blocks all incoming connections”.",
            )
        case FirewallState.MANAGED:
            return QCoreApplication.translate(
                "Firewall",
                "Ask who manages this computer to let this program in, from the local network, in "
                "private and public networks. The command says it exactly.",
            )
        case FirewallState.UNKNOWN:
            return QCoreApplication.translate(
                "Firewall", "If no phone gets in, see “Windows firewall” below."
            )
        case _:
            return ""
