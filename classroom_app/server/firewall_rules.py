r"""Windows' firewall rules as the registry has them, and what they do to one program.

A rule is one line of text ([MS-GPFAS] describes it), such as
`v2.31|Action=Block|Active=TRUE|Dir=In|Protocol=6|Profile=Public|App=C:\x\classroom-app.exe|Name=…|`.
What is left out does not limit the rule. A rule that blocks wins over one that allows. All here is
pure; `windows_firewall` reads the registry.
"""

import ntpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from classroom_app.application.firewall import FirewallState

TCP = 6
LOCAL_SUBNET = "localsubnet"
# What limits a rule to services, store apps, adapters, accounts or secured connections: such a rule
# says nothing about an ordinary program on the Wi-Fi.
_LIMITS = frozenset(
    {
        *("svc", "apppkgid", "pfn", "if", "iftype", "la4", "la6", "rport", "rport2_10"),
        *("rmauth", "ruauth", "luauth", "luown", "security", "security2", "security2_9"),
    }
)


class Profile(StrEnum):
    """Windows' three kinds of networks, as rules name them."""

    DOMAIN = "Domain"
    PRIVATE = "Private"
    PUBLIC = "Public"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule about what comes in; an empty set and None do not limit it."""

    allows: bool
    app: str | None = None
    protocol: int | None = None
    profiles: frozenset[Profile] = frozenset()
    ports: tuple[range, ...] = ()

    def is_about(self, program: str, port: int, profile: Profile) -> bool:
        """Tell whether it decides about a TCP port of a program in such a network."""
        return (
            (self.app is None or same_path(self.app, program))
            and self.protocol in (None, TCP)
            and (not self.profiles or profile in self.profiles)
            and (not self.ports or any(port in ports for ports in self.ports))
        )


@dataclass(frozen=True, slots=True)
class ProfilePolicy:
    """The switches of one kind of networks."""

    is_on: bool = True
    blocks_all: bool = False
    allows_by_default: bool = False
    heeds_local_rules: bool = True


@dataclass(frozen=True, slots=True)
class Firewall:
    """All that was read; `present` are the kinds of the networks that this PC is in, if known."""

    rules: tuple[Rule, ...] = ()
    managed_rules: tuple[Rule, ...] = ()
    policies: Mapping[Profile, ProfilePolicy] = field(default_factory=dict)
    present: frozenset[Profile] = frozenset()


def parse_rule(text: str, expand: Callable[[str], str] = lambda path: path) -> Rule | None:
    """Return an active rule about what comes in that may concern us; None for every other text.

    `expand` puts in what stands for `%ProgramFiles%` and the like.
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
    """Return what happens to phones that come to a port of a program.

    In several networks at once, the worst of them counts: phones may be in that one.
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
    """Tell whether two Windows paths are the same file's, by their letters."""
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
    """Tell whether computers in the same network are among those that a rule is about."""
    remote = [*fields.get("ra4", []), *fields.get("ra42", [])]
    only_ip6 = not remote and "ra6" in fields and LOCAL_SUBNET not in _lowered(fields["ra6"])
    return not only_ip6 and (not remote or LOCAL_SUBNET in _lowered(remote))


def _lowered(values: Iterable[str]) -> set[str]:
    return {value.lower() for value in values}


def _ports(values: list[str]) -> tuple[range, ...] | None:
    """Return the ports of a rule; None where they are names, as of Windows' own services."""
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
