"""The registry, as far as it tells of the firewall: described here, and a real one on Windows."""

import sys
from collections.abc import Iterator

import pytest

from classroom_app.application.firewall import FirewallState
from classroom_app.server import windows_firewall
from classroom_app.server.firewall_rules import Profile, judge
from classroom_app.server.windows_firewall import LOCAL, MANAGED, RULES, Values, firewall_from

OURS = r"C:\Classroom\classroom-app.exe"
BLOCK = f"v2.31|Action=Block|Active=TRUE|Dir=In|Protocol=6|Profile=Public|App={OURS}|Name=x|"
ALLOW = f"v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|App={OURS}|Name=x|"


def state_of(keys: dict[str, Values]) -> FirewallState:
    firewall = firewall_from(keys.get, [Profile.PUBLIC])
    assert firewall is not None
    return judge(firewall, OURS, 8000)


LOCAL_RULES, MANAGED_RULES = rf"{LOCAL}\{RULES}", rf"{MANAGED}\{RULES}"


def test_nothing_is_said_where_there_are_no_rules_to_read() -> None:
    assert firewall_from(lambda _path: None, []) is None


@pytest.mark.parametrize(
    ("keys", "state"),
    [
        ({LOCAL_RULES: {}}, FirewallState.NO_RULE),
        ({LOCAL_RULES: {"a": ALLOW}}, FirewallState.ALLOWED),
        ({LOCAL_RULES: {"a": ALLOW, "b": BLOCK}}, FirewallState.BLOCKED_BY_RULE),
        ({LOCAL_RULES: {"a": ALLOW}, MANAGED_RULES: {"b": BLOCK}}, FirewallState.MANAGED),
        (
            {LOCAL_RULES: {"b": BLOCK}, rf"{LOCAL}\PublicProfile": {"EnableFirewall": 0}},
            FirewallState.OFF,
        ),
        (
            {LOCAL_RULES: {"a": ALLOW}, rf"{LOCAL}\PublicProfile": {"DoNotAllowExceptions": 1}},
            FirewallState.ALL_BLOCKED,
        ),
        (
            {LOCAL_RULES: {}, rf"{LOCAL}\StandardProfile": {"EnableFirewall": 0}},
            FirewallState.NO_RULE,
        ),
        (
            {
                LOCAL_RULES: {},
                rf"{LOCAL}\PublicProfile": {"EnableFirewall": 0},
                rf"{MANAGED}\PublicProfile": {"EnableFirewall": 1},
            },
            FirewallState.NO_RULE,
        ),
        (
            {
                LOCAL_RULES: {"a": ALLOW},
                rf"{MANAGED}\PublicProfile": {"AllowLocalPolicyMerge": 0},
            },
            FirewallState.MANAGED,
        ),
        ({LOCAL_RULES: {"a": ALLOW, "b": 7, "c": b"x"}}, FirewallState.ALLOWED),
    ],
)
def test_the_registry_in_one_word(keys: dict[str, Values], state: FirewallState) -> None:
    assert state_of(keys) is state


if sys.platform == "win32":
    import winreg

    @pytest.fixture
    def rule() -> Iterator[str]:
        """A rule of this very program's in the real registry, blocking until it is changed."""
        program = windows_firewall._our_program()
        path, name = LOCAL_RULES, "{classroom-test}"
        with winreg.CreateKey(winreg.HKEY_LOCAL_MACHINE, path) as key:
            text = BLOCK.replace(OURS, program).replace("Profile=Public|", "")
            winreg.SetValueEx(key, name, 0, winreg.REG_SZ, text)
            yield name
            winreg.DeleteValue(key, name)

    def test_a_real_registry(rule: str) -> None:
        report = windows_firewall.windows_firewall(8000)
        assert report is not None
        assert report.program.lower().endswith(".exe")
        assert report.state is FirewallState.BLOCKED_BY_RULE
        with winreg.CreateKey(winreg.HKEY_LOCAL_MACHINE, LOCAL_RULES) as key:
            text = ALLOW.replace(OURS, report.program)
            winreg.SetValueEx(key, rule, 0, winreg.REG_SZ, text)
        report = windows_firewall.windows_firewall(8000)
        assert report is not None
        assert report.state is FirewallState.ALLOWED

else:

    def test_other_systems_have_none() -> None:
        assert windows_firewall.windows_firewall(8000) is None
