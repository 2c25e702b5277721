"""What Windows' firewall does with phones, as found by the network check."""

from enum import StrEnum

from msgspec import Struct


class FirewallState(StrEnum):
    """How Windows treats phones that connect to this program."""

    OFF = "off"
    ALLOWED = "allowed"
    BLOCKED_BY_RULE = "blocked_by_rule"
    """A rule blocks this program: “Cancel” was pressed when Windows asked."""
    NO_RULE = "no_rule"
    """No rule is about this program: Windows asks, or drops incoming connections."""
    PRIVATE_ONLY = "private_only"
    """Allowed in private networks, but the present one counts as public."""
    ALL_BLOCKED = "all_blocked"
    """All incoming connections are blocked, even to allowed programs."""
    MANAGED = "managed"
    """An organization's rules apply, and this computer's own have no effect."""
    UNKNOWN = "unknown"

    @property
    def lets_phones_in(self) -> bool:
        """Whether phones can connect, so that nothing has to be done."""
        return self in (FirewallState.OFF, FirewallState.ALLOWED)


class FirewallReport(Struct, frozen=True):
    """What was found; `program` is the path of the .exe that listens."""

    state: FirewallState
    program: str

    @property
    def command(self) -> str:
        """The command that lets phones in, for an administrator's terminal (PowerShell)."""
        netsh = "netsh advfirewall firewall"
        return (
            f'{netsh} delete rule name=all dir=in program="{self.program}"; '
            f'{netsh} add rule name="Classroom" dir=in action=allow '
            f'program="{self.program}" protocol=TCP profile=any remoteip=localsubnet'
        )
