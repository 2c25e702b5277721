r"""Parses the Windows firewall rules in the registry, and decides what they do to one program.

A rule is one line of text (described in [MS-GPFAS]), such as
`v2.31|Action=Block|Active=TRUE|Dir=In|Protocol=6|Profile=Public|App=C:\x\classroom-app.exe|Name=…|`.
A field that is left out does not limit the rule. A blocking rule wins over an allowing one. This
module is pure; `windows_firewall` reads the registry.
"""

import ntpath
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from msgspec import Struct, field

from classroom_app.application.firewall import FirewallState

TCP = 6
LOCAL_SUBNET = "localsubnet"
# Fields that limit a rule to services, store apps, adapters, accounts or secured connections: such
# a rule does not apply to an ordinary program on the Wi-Fi.
_LIMITS = frozenset(
    {
        *("svc", "apppkgid", "pfn", "if", "iftype", "la4", "la6", "rport", "rport2_10"),
        *("rmauth", "ruauth", "luauth", "luown", "security", "security2", "security2_9"),
    }
)


class Profile(StrEnum):
    """Windows' three network profiles, as rules name them."""

    DOMAIN = "Domain"
    PRIVATE = "Private"
    PUBLIC = "Public"


class Rule(Struct, frozen=True):
    """A rule for incoming connections; None and empty fields do not limit it."""

    allows: bool
    app: str | None = None
    protocol: int | None = None
    profiles: frozenset[Profile] = frozenset()
    ports: tuple[range, ...] = ()

    def is_about(self, program: str, port: int, profile: Profile) -> bool:
        """Return whether it applies to a TCP port of a program in networks of this profile."""
        return (
            (self.app is None or same_path(self.app, program))
            and self.protocol in (None, TCP)
            and (not self.profiles or profile in self.profiles)
            and (not self.ports or any(port in ports for ports in self.ports))
        )


class ProfilePolicy(Struct, frozen=True):
    """The settings of one profile."""

    is_on: bool = True
    blocks_all: bool = False
    allows_by_default: bool = False
    heeds_local_rules: bool = True


class Firewall(Struct, frozen=True):
    """The state read; `present` are the profiles of this PC's networks, empty if unknown."""

    rules: tuple[Rule, ...] = ()
    managed_rules: tuple[Rule, ...] = ()
    policies: Mapping[Profile, ProfilePolicy] = field(default_factory=dict)
    present: frozenset[Profile] = frozenset()


def parse_rule(text: str, expand: Callable[[str], str] = lambda path: path) -> Rule | None:
    """Return an active rule for incoming connections that may concern us; None for other texts.

    `expand` must replace variables such as `%ProgramFiles%` in a path.
    """
    _version, *parts = text.split("|")
    fields: dict[str, list[str]] = {}
    for part in parts:
        key, separator, value = part.partition("=")
        if separator and value:
            fields.setdefault(key.strip().lower(), []).append(value.strip())

    def first(key: str) -> str:
        return fields.get(key, [""])[0].lower()

    is_ours = (
        first("active") == "true"
        and first("dir") == "in"
        and first("action") in ("allow", "block")
        and not _LIMITS.intersection(fields)
        and _is_for_neighbours(fields)
    )
    if not is_ours:
        return None
    protocol = first("protocol")
    ports = _ports([*fields.get("lport", []), *fields.get("lport2_10", [])])
    if ports is None or (protocol and not _is_number(protocol)):
        return None
    names = {profile.value.lower(): profile for profile in Profile}
    app = fields.get("app", [None])[0]
    return Rule(
        allows=first("action") == "allow",
        app=None if app is None else expand(app),
        protocol=int(protocol) if protocol else None,
        profiles=frozenset(
            names[name.lower()] for name in fields.get("profile", []) if name.lower() in names
        ),
        ports=ports,
    )


def judge(firewall: Firewall, program: str, port: int) -> FirewallState:
    """Return what the firewall does to phones that connect to a port of a program.

    If the PC is in several networks, the worst result counts, as phones may be in that one. If its
    networks are unknown, the private and the public profile must agree.
    """
    if firewall.present:
        found = {_in(firewall, profile, program, port) for profile in firewall.present}
        return next(state for state in _WORST_FIRST if state in found)
    found = {_in(firewall, profile, program, port) for profile in (Profile.PRIVATE, Profile.PUBLIC)}
    if len(found) == 1:
        return found.pop()
    all_well = all(state.lets_phones_in for state in found)
    return FirewallState.ALLOWED if all_well else FirewallState.UNKNOWN


def same_path(one: str, other: str) -> bool:
    """Return whether two Windows paths are equal after normalization. No file is looked up."""
    return _plain(one) == _plain(other)


_WORST_FIRST = (
    FirewallState.ALL_BLOCKED,
    FirewallState.MANAGED,
    FirewallState.BLOCKED_BY_RULE,
    FirewallState.PRIVATE_ONLY,
    FirewallState.NO_RULE,
    FirewallState.UNKNOWN,
    FirewallState.ALLOWED,
    FirewallState.OFF,
)


def _in(firewall: Firewall, profile: Profile, program: str, port: int) -> FirewallState:
    policy = firewall.policies.get(profile, ProfilePolicy())
    if not policy.is_on:
        return FirewallState.OFF
    if policy.blocks_all:
        return FirewallState.ALL_BLOCKED

    def decide(rules: Iterable[Rule], at: Profile) -> FirewallState:
        about = [rule for rule in rules if rule.is_about(program, port, at)]
        if any(not rule.allows for rule in about):
            return FirewallState.BLOCKED_BY_RULE
        is_allowed = bool(about) or policy.allows_by_default
        return FirewallState.ALLOWED if is_allowed else FirewallState.NO_RULE

    managed = decide(firewall.managed_rules, profile)
    if managed is FirewallState.BLOCKED_BY_RULE:
        return FirewallState.MANAGED
    if not policy.heeds_local_rules:
        return managed if managed.lets_phones_in else FirewallState.MANAGED
    every = (*firewall.managed_rules, *firewall.rules)
    state = decide(every, profile)
    is_private_only = (
        state is FirewallState.NO_RULE
        and profile is Profile.PUBLIC
        and decide(every, Profile.PRIVATE) is FirewallState.ALLOWED
    )
    return FirewallState.PRIVATE_ONLY if is_private_only else state


def _is_for_neighbours(fields: Mapping[str, list[str]]) -> bool:
    """Return whether a rule applies to computers in the same network."""
    remote = [*fields.get("ra4", []), *fields.get("ra42", [])]
    only_ip6 = not remote and "ra6" in fields and LOCAL_SUBNET not in _lowered(fields["ra6"])
    return not only_ip6 and (not remote or LOCAL_SUBNET in _lowered(remote))


def _lowered(values: Iterable[str]) -> set[str]:
    return {value.lower() for value in values}


def _ports(values: list[str]) -> tuple[range, ...] | None:
    """Return the ports of a rule; None if one is a name, as for Windows' own services."""
    found = []
    for value in values:
        low, separator, high = value.partition("-")
        high = high if separator else low
        if not (_is_number(low) and _is_number(high)):
            return None
        found.append(range(int(low), int(high) + 1))
    return tuple(found)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6


def _plain(path: str) -> str:
    return ntpath.normcase(ntpath.normpath(path.removeprefix("\\\\?\\")))
