"""Windows' firewall rules, as text, to what they do to one program."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from classroom_app.application.firewall import FirewallReport, FirewallState
from classroom_app.server.firewall_rules import (
    Firewall,
    Profile,
    ProfilePolicy,
    Rule,
    judge,
    parse_rule,
    same_path,
)

OURS = r"C:\Users\홍 길동\AppData\Local\Programs\Classroom\classroom-app.exe"
OTHER = r"C:\Program Files\Other\other.exe"
PORT = 8000
# As Windows writes them when “Cancel” was pressed.
CANCELLED = (
    f"v2.31|Action=Block|Active=TRUE|Dir=In|Protocol=6|Profile=Public|App={OURS}|Name=Classroom|"
    f"Desc=Classroom|Defer=User|",
    f"v2.31|Action=Block|Active=TRUE|Dir=In|Protocol=17|Profile=Public|App={OURS}|Name=Classroom|"
    f"Desc=Classroom|Defer=User|",
)
HERE_PUBLIC = frozenset({Profile.PUBLIC})


def rules_of(*texts: str) -> tuple[Rule, ...]:
    return tuple(rule for text in texts if (rule := parse_rule(text)) is not None)


def judged(*texts: str, present: frozenset[Profile] = HERE_PUBLIC) -> FirewallState:
    return judge(Firewall(rules=rules_of(*texts), present=present), OURS, PORT)


def allow(more: str = "", app: str = OURS) -> str:
    return f"v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|{more}App={app}|Name=Classroom|"


def test_after_cancel_windows_keeps_rules_that_block() -> None:
    assert judged(*CANCELLED) is FirewallState.BLOCKED_BY_RULE
    assert judged(*CANCELLED, allow()) is FirewallState.BLOCKED_BY_RULE, "blocking wins"
    private = frozenset({Profile.PRIVATE})
    assert judged(*CANCELLED, present=private) is FirewallState.NO_RULE


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", FirewallState.NO_RULE),
        (allow(), FirewallState.ALLOWED),
        (allow(app=OURS.upper()), FirewallState.ALLOWED),
        (allow("RA4=LocalSubnet|RA6=LocalSubnet|"), FirewallState.ALLOWED),
        (allow("Profile=Private|Profile=Public|"), FirewallState.ALLOWED),
        (allow("Profile=Private|"), FirewallState.PRIVATE_ONLY),
        (allow("Profile=Domain|"), FirewallState.NO_RULE),
        (allow(app=OTHER), FirewallState.NO_RULE),
        (allow("RA4=10.0.0.7|"), FirewallState.NO_RULE),
        (allow("RA6=fe80::/64|"), FirewallState.NO_RULE),
        (allow("LPort=8000|"), FirewallState.ALLOWED),
        (allow("LPort=80|LPort2_10=7990-8010|"), FirewallState.ALLOWED),
        (allow("LPort=443|"), FirewallState.NO_RULE),
        (allow("LPort=RPC|"), FirewallState.NO_RULE),
        (allow("Svc=upnphost|"), FirewallState.NO_RULE),
        (allow("Security=Authenticate|"), FirewallState.NO_RULE),
        (allow().replace("TRUE", "FALSE"), FirewallState.NO_RULE),
        (allow().replace("Dir=In", "Dir=Out"), FirewallState.NO_RULE),
        (allow().replace("Protocol=6", "Protocol=17"), FirewallState.NO_RULE),
        (allow().replace("Protocol=6|", ""), FirewallState.ALLOWED),
        (allow().replace(f"App={OURS}|", "LPort=8000|"), FirewallState.ALLOWED),
    ],
)
def test_one_rule_in_a_public_network(text: str, state: FirewallState) -> None:
    assert judged(text) is state


def test_what_stands_for_a_folder_is_put_in() -> None:
    text = allow(app=r"%ProgramFiles%\Other\other.exe")
    rule = parse_rule(text, lambda path: path.replace("%ProgramFiles%", r"C:\Program Files"))
    assert rule is not None
    assert rule.app == OTHER


@pytest.mark.parametrize(
    ("policy", "state"),
    [
        (ProfilePolicy(is_on=False), FirewallState.OFF),
        (ProfilePolicy(blocks_all=True), FirewallState.ALL_BLOCKED),
        (ProfilePolicy(heeds_local_rules=False), FirewallState.MANAGED),
        (ProfilePolicy(), FirewallState.ALLOWED),
    ],
)
def test_the_switches_of_a_profile(policy: ProfilePolicy, state: FirewallState) -> None:
    firewall = Firewall(
        rules=rules_of(allow()), policies={Profile.PUBLIC: policy}, present=HERE_PUBLIC
    )
    assert judge(firewall, OURS, PORT) is state


def test_an_organisation_has_the_last_word() -> None:
    blocks = Firewall(rules=rules_of(allow()), managed_rules=rules_of(*CANCELLED))
    assert judge(structs.replace(blocks, present=HERE_PUBLIC), OURS, PORT) is FirewallState.MANAGED
    policies = {Profile.PUBLIC: ProfilePolicy(heeds_local_rules=False)}
    allows = Firewall(rules_of(*CANCELLED), rules_of(allow()), policies, HERE_PUBLIC)
    assert judge(allows, OURS, PORT) is FirewallState.ALLOWED


def test_without_a_rule_the_default_decides() -> None:
    lenient = {Profile.PUBLIC: ProfilePolicy(allows_by_default=True)}
    assert judge(Firewall(policies=lenient, present=HERE_PUBLIC), OURS, PORT).lets_phones_in


def test_the_worst_of_several_networks_counts() -> None:
    both = frozenset({Profile.PRIVATE, Profile.PUBLIC})
    assert judged(allow("Profile=Private|"), present=both) is FirewallState.PRIVATE_ONLY


def test_where_the_kind_of_the_network_is_unknown() -> None:
    nowhere: frozenset[Profile] = frozenset()
    assert judged(allow(), present=nowhere) is FirewallState.ALLOWED
    assert judged(present=nowhere) is FirewallState.NO_RULE
    assert judged(allow("Profile=Private|"), present=nowhere) is FirewallState.UNKNOWN
    assert judged(*CANCELLED, allow(), present=nowhere) is FirewallState.UNKNOWN


def test_the_command_is_one_line_for_one_program() -> None:
    command = FirewallReport(FirewallState.BLOCKED_BY_RULE, OURS).command
    assert "\n" not in command
    assert command.count(f'program="{OURS}"') == 2
    assert "remoteip=localsubnet" in command


paths = st.sampled_from([OURS, OURS.lower(), OTHER, None])
rules = st.builds(
    Rule,
    allows=st.booleans(),
    app=paths,
    protocol=st.sampled_from([None, 6, 17]),
    profiles=st.frozensets(st.sampled_from(Profile)),
    ports=st.sampled_from([(), (range(80, 81),), (range(8000, 8001), range(9000, 9010))]),
)
firewalls = st.builds(
    Firewall,
    rules=st.lists(rules, max_size=6).map(tuple),
    managed_rules=st.lists(rules, max_size=2).map(tuple),
    policies=st.dictionaries(
        st.sampled_from(Profile), st.builds(ProfilePolicy, *[st.booleans()] * 4)
    ),
    present=st.frozensets(st.sampled_from(Profile)),
)
parts = st.sampled_from(["Action=Allow", "Active=TRUE", "Dir=In", "App=x", "Profile=Public", "=|"])


def text_of(rule: Rule) -> str:
    fields = [f"Action={'Allow' if rule.allows else 'Block'}", "Active=TRUE", "Dir=In"]
    fields += [] if rule.protocol is None else [f"Protocol={rule.protocol}"]
    fields += [f"Profile={profile}" for profile in rule.profiles]
    fields += [f"LPort2_10={ports.start}-{ports.stop - 1}" for ports in rule.ports]
    fields += [] if rule.app is None else [f"App={rule.app}"]
    return "|".join(["v2.31", *fields, "Name=x", ""])


@given(rules)
def test_a_rule_is_read_as_it_was_written(rule: Rule) -> None:
    assert parse_rule(text_of(rule)) == rule


@given(st.text() | st.lists(parts | st.text(), max_size=8).map("|".join))
def test_no_text_upsets_the_reader(text: str) -> None:
    assert isinstance(parse_rule(text), Rule | None)


@given(firewalls)
def test_one_more_rule_that_blocks_lets_nobody_in(firewall: Firewall) -> None:
    blocking = structs.replace(firewall, rules=(*firewall.rules, Rule(allows=False, app=OURS)))
    is_off = {p for p, policy in firewall.policies.items() if not policy.is_on}
    unheeding = {p for p, policy in firewall.policies.items() if not policy.heeds_local_rules}
    looked_at = firewall.present or {Profile.PRIVATE, Profile.PUBLIC}
    state = judge(blocking, OURS, PORT)
    assert state.lets_phones_in <= (looked_at <= is_off | unheeding)


@given(firewalls, rules)
def test_rules_about_other_programs_change_nothing(firewall: Firewall, rule: Rule) -> None:
    foreign = structs.replace(rule, app=OTHER)
    more = structs.replace(firewall, rules=(*firewall.rules, foreign))
    assert judge(more, OURS, PORT) is judge(firewall, OURS, PORT)


@given(firewalls)
def test_the_order_of_rules_does_not_matter(firewall: Firewall) -> None:
    turned = structs.replace(firewall, rules=firewall.rules[::-1])
    assert judge(turned, OURS, PORT) is judge(firewall, OURS, PORT)


def test_paths_are_compared_as_windows_does() -> None:
    assert same_path(r"C:\A\b.exe", r"c:/a/./B.EXE")
    assert same_path(r"\\?\C:\a\b.exe", r"C:\a\b.exe")
    assert not same_path(r"C:\a\b.exe", r"C:\a\c.exe")
