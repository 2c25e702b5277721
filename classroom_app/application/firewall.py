"""What stands between phones and this program on Windows, as the network check tells it."""

from dataclasses import dataclass
from enum import StrEnum


class FirewallState(StrEnum):
    """What Windows does with phones that come to this program."""

    OFF = "off"
    ALLOWED = "allowed"
    BLOCKED_BY_RULE = "blocked_by_rule"
    """A rule blocks this program: “Cancel” was pressed when Windows asked."""
    NO_RULE = "no_rule"
    """Nothing is said about this program: Windows asks, or drops what comes."""
    PRIVATE_ONLY = "private_only"
    """Allowed in private networks, and the present one counts as public."""
    ALL_BLOCKED = "all_blocked"
    """All that comes in is blocked, allowed programs too."""
    MANAGED = "managed"
    """An organisation's rules decide, and this computer's own do not count."""
    UNKNOWN = "unknown"

    @property
    def lets_phones_in(self) -> bool:
        """Whether nothing has to be done."""
        return self in (FirewallState.OFF, FirewallState.ALLOWED)


@dataclass(frozen=True, slots=True)
class FirewallReport:
    """What was found, and for which program: the path of the .exe that listens."""

    state: FirewallState
    program: str

    @property
    def command(self) -> str:
        """Return what lets phones in, for an administrator's terminal (PowerShell)."""
        netsh = "netsh advfirewall firewall"
        return (
            f'{netsh} delete rule name=all dir=in program="{self.program}"; '
            f'{netsh} add rule name="Classroom" dir=in action=allow '
            f'program="{self.program}" protocol=TCP profile=any remoteip=localsubnet'
        )
