"""Reads the Windows firewall's rules from the registry, which needs no administrator rights.

The registry does not say which networks this PC is in now. Windows' `INetFwPolicy2` does, in one
call; if that fails, the profiles are unknown.
"""

import os
import sys
from collections.abc import Callable, Iterable, Mapping

from classroom_app.application.firewall import FirewallReport, FirewallState
from classroom_app.server.firewall_rules import (
    Firewall,
    Profile,
    ProfilePolicy,
    Rule,
    judge,
    parse_rule,
)

LOCAL = r"SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy"
MANAGED = r"SOFTWARE\Policies\Microsoft\WindowsFirewall"
RULES = "FirewallRules"
# Windows keeps the pre-Vista name for its private profile; policies may use both names.
KEYS_OF = {
    Profile.DOMAIN: ("DomainProfile",),
    Profile.PRIVATE: ("StandardProfile", "PrivateProfile"),
    Profile.PUBLIC: ("PublicProfile",),
}
BIT_OF = {Profile.DOMAIN: 1, Profile.PRIVATE: 2, Profile.PUBLIC: 4}

Values = Mapping[str, object]
ReadKey = Callable[[str], Values | None]
"""Returns the values of a key in HKEY_LOCAL_MACHINE; None when it cannot be read."""


def firewall_from(read: ReadKey, present: Iterable[Profile]) -> Firewall | None:
    """Return the firewall that the registry describes; None if its rules cannot be read."""
    local = read(rf"{LOCAL}\{RULES}")
    if local is None:
        return None
    return Firewall(
        rules=_rules(local),
        managed_rules=_rules(read(rf"{MANAGED}\{RULES}") or {}),
        policies={profile: _policy(read, profile) for profile in Profile},
        present=frozenset(present),
    )


def _rules(values: Values) -> tuple[Rule, ...]:
    texts = (text for text in values.values() if isinstance(text, str))
    parsed = (parse_rule(text, os.path.expandvars) for text in texts)
    return tuple(rule for rule in parsed if rule is not None)


def _policy(read: ReadKey, profile: Profile) -> ProfilePolicy:
    """Return the settings of a profile; an organization's override this PC's own."""
    found: dict[str, object] = {}
    for root in (LOCAL, MANAGED):
        for key in KEYS_OF[profile]:
            found |= read(rf"{root}\{key}") or {}
    return ProfilePolicy(
        is_on=found.get("EnableFirewall", 1) != 0,
        blocks_all=found.get("DoNotAllowExceptions", 0) == 1,
        allows_by_default=found.get("DefaultInboundAction", 1) == 0,
        heeds_local_rules=found.get("AllowLocalPolicyMerge", 1) != 0,
    )


if sys.platform == "win32":
    import ctypes
    import uuid
    import winreg

    def _values_of(path: str) -> Values | None:
        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path, 0, access) as key:
                count = winreg.QueryInfoKey(key)[1]
                entries = (winreg.EnumValue(key, place) for place in range(count))
                return {name: value for name, value, _kind in entries}
        except OSError:
            return None

    def _our_program() -> str:
        """Return the .exe of this process; a venv's python.exe is only a launcher for another."""
        letters = ctypes.create_unicode_buffer(32_768)
        ctypes.windll.kernel32.GetModuleFileNameW(None, letters, len(letters))
        return letters.value

    def _present_profiles() -> frozenset[Profile]:
        """Call `INetFwPolicy2::get_CurrentProfileTypes`; return an empty set if that fails."""
        ole = ctypes.OleDLL("ole32")
        try:
            ole.CoInitializeEx(None, 0)
        except OSError:
            return frozenset()
        try:
            return _profiles_of(ole)
        except OSError:
            return frozenset()
        finally:
            ole.CoUninitialize()

    def _profiles_of(ole: ctypes.OleDLL) -> frozenset[Profile]:
        class_id = uuid.UUID("E2B3C97F-6AE1-41AC-817A-F6F92166D7DD").bytes_le
        interface_id = uuid.UUID("98325047-C671-4174-8D81-DEFCD3F03186").bytes_le
        in_process = 1
        policy = ctypes.c_void_p()
        ole.CoCreateInstance(class_id, None, in_process, interface_id, ctypes.byref(policy))
        # The interface's vtable: three functions of IUnknown, four of IDispatch, then this one.
        table = ctypes.cast(policy, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p)))[0]
        get = ctypes.WINFUNCTYPE(ctypes.HRESULT, ctypes.c_void_p, ctypes.POINTER(ctypes.c_long))
        release = ctypes.WINFUNCTYPE(ctypes.c_ulong, ctypes.c_void_p)
        bits = ctypes.c_long()
        try:
            get(table[7] or 0)(policy, ctypes.byref(bits))
        finally:
            release(table[2] or 0)(policy)
        return frozenset(profile for profile, bit in BIT_OF.items() if bits.value & bit)

    def windows_firewall(port: int) -> FirewallReport | None:
        """Return what the Windows firewall does to phones that connect to our port. Blocks."""
        program = _our_program()
        firewall = firewall_from(_values_of, _present_profiles())
        state = FirewallState.UNKNOWN if firewall is None else judge(firewall, program, port)
        return FirewallReport(state, program)

else:

    def windows_firewall(port: int) -> FirewallReport | None:
        """Return None, as this system is not Windows."""
        del port
        return None
