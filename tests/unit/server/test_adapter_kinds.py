"""Adapters as Linux, macOS and Windows name them, and what phones may do with their addresses."""

import sys
from pathlib import Path

import pytest

from classroom_app.application.services import AddressKind
from classroom_app.server import adapter_kinds
from classroom_app.server.adapter_kinds import Interface, is_tunnel, kind_of

# What each system says of each adapter: (name, another name), address, prefix.
CASES: dict[AddressKind, list[tuple[str, str, str, int]]] = {
    AddressKind.WIFI: [
        ("wlan0", "", "192.168.0.12", 24),
        ("wlp3s0", "", "10.20.30.40", 16),
        ("wlx00c0ca", "", "172.16.9.9", 12),
        ("Intel(R) Wi-Fi 6 AX201 160MHz", "Wi-Fi", "192.168.0.12", 24),
        ("Realtek 8822CE Wireless LAN 802.11ac PCI-E NIC", "무선 네트워크 연결", "10.1.2.3", 24),
        ("MediaTek Wi-Fi 6E MT7922", "Wi-Fi 2", "192.168.43.7", 24),
    ],
    AddressKind.CABLE: [
        ("eth0", "", "10.1.2.3", 24),
        ("enp0s31f6", "", "192.168.1.5", 24),
        ("en0", "", "192.168.0.5", 24),  # a Mac's Wi-Fi too: its name does not tell
        ("bond0", "", "192.168.1.5", 24),
        ("br0", "", "192.168.1.5", 24),
        ("br-lan", "", "192.168.1.1", 24),
        ("vlan20", "", "10.20.0.5", 24),
        ("Intel(R) Ethernet Connection (7) I219-V", "이더넷", "192.168.0.3", 24),
        ("Realtek PCIe GbE Family Controller", "Ethernet", "192.168.0.3", 24),
        ("Microsoft Hyper-V Network Adapter", "Ethernet", "192.168.0.3", 24),
        ("Red Hat VirtIO Ethernet Adapter", "Ethernet", "192.168.0.3", 24),
        ("vmxnet3 Ethernet Adapter", "Ethernet0", "192.168.0.3", 24),
        ("eth0", "", "10.128.0.2", 32),
        ("eth0", "", "203.0.113.7", 24),
    ],
    AddressKind.HOTSPOT: [
        ("bridge100", "", "192.168.2.1", 24),
        ("bridge101", "", "192.168.3.1", 24),
        ("Microsoft Wi-Fi Direct Virtual Adapter #2", "로컬 영역 연결* 10", "192.168.137.1", 24),
        ("Microsoft Wi-Fi Direct 가상 어댑터", "로컬 영역 연결* 2", "192.168.137.1", 24),
        ("Microsoft Hosted Network Virtual Adapter", "Wireless 3", "192.168.137.1", 24),
        ("Realtek PCIe GbE Family Controller", "Ethernet", "192.168.137.1", 24),
        ("wlan0", "", "10.42.0.1", 24),
        ("ap0", "", "192.168.12.1", 24),
        ("uap0", "", "192.168.50.1", 24),
    ],
    AddressKind.TETHER: [
        ("usb0", "", "192.168.42.17", 24),
        ("bnep0", "", "192.168.44.2", 24),
        ("Remote NDIS based Internet Sharing Device", "Ethernet 5", "192.168.42.129", 24),
        ("Apple Mobile Device Ethernet", "Ethernet 4", "172.20.10.3", 28),
        ("Bluetooth Device (Personal Area Network)", "Bluetooth", "192.168.44.5", 24),
    ],
    AddressKind.LINK_LOCAL: [
        ("eth0", "", "169.254.3.4", 16),
        ("en0", "", "169.254.120.1", 16),
        ("Intel(R) Wi-Fi 6 AX201 160MHz", "Wi-Fi", "169.254.7.7", 16),
    ],
    AddressKind.VPN: [
        ("tun0", "", "10.8.0.2", 24),
        ("tap0", "", "10.8.0.2", 24),
        ("utun3", "", "10.8.0.2", 24),
        ("wg0", "", "10.42.0.1", 24),
        ("wg-mullvad", "", "10.64.0.3", 32),
        ("nordlynx", "", "10.5.0.2", 16),
        ("CloudflareWARP", "", "172.16.0.2", 32),
        ("tailscale0", "", "100.64.0.3", 32),
        ("ztabcdef12", "", "10.147.17.5", 24),
        ("cscotun0", "", "10.30.1.2", 24),
        ("gpd0", "", "10.9.9.9", 32),
        ("proton0", "", "10.2.0.2", 32),
        ("ppp0", "", "10.0.0.2", 32),
        ("ipsec0", "", "10.0.0.2", 24),
        ("feth1234", "", "192.168.195.2", 24),
        ("Cisco AnyConnect Virtual Miniport Adapter for Windows x64", "이더넷 3", "10.3.4.5", 22),
        ("Cisco AnyConnect Secure Mobility Client", "Ethernet 3", "192.168.9.5", 24),
        ("TAP-Windows Adapter V9", "Ethernet 2", "10.8.0.6", 30),
        ("TAP-NordVPN Windows Adapter V9", "Ethernet 2", "10.8.0.6", 24),
        ("NordLynx Tunnel", "NordLynx", "10.5.0.2", 16),
        ("WireGuard Tunnel", "office", "10.6.0.2", 24),
        ("Wintun Userspace Tunnel", "Ethernet 4", "10.6.0.2", 24),
        ("Cloudflare WARP Interface Tunnel", "CloudflareWARP", "172.16.0.2", 32),
        ("PANGP Virtual Ethernet Adapter Secure", "Ethernet 6", "10.7.0.2", 24),
        ("Fortinet SSL VPN Virtual Ethernet Adapter", "Ethernet 7", "10.7.0.2", 24),
        ("SonicWall NetExtender Adapter", "Ethernet 8", "10.7.0.2", 24),
        ("Tailscale Tunnel", "Tailscale", "100.101.102.103", 32),
        ("ZeroTier Virtual Port", "ZeroTier One", "10.147.17.5", 24),
        ("LogMeIn Hamachi Virtual Ethernet Adapter", "Hamachi", "25.1.2.3", 8),
        ("Juniper Networks Virtual Adapter", "Ethernet 9", "10.7.0.2", 24),
        ("복지관 VPN", "복지관 VPN", "10.9.0.3", 32),
        ("Office", "Office", "10.9.0.3", 32),  # a connection that Windows makes by itself
    ],
    AddressKind.VIRTUAL: [
        ("docker0", "", "172.17.0.1", 16),
        ("br-0123456789ab", "", "172.18.0.1", 16),
        ("veth1a2b3c", "", "172.17.0.9", 16),
        ("virbr0", "", "192.168.122.1", 24),
        ("vboxnet0", "", "192.168.56.1", 24),
        ("vmnet8", "", "172.16.5.1", 24),
        ("vmenet0", "", "192.168.64.1", 24),
        ("bridge100", "", "192.168.64.1", 24),  # of a Mac's virtual machines
        ("bridge101", "", "10.211.55.2", 24),
        ("vnic0", "", "10.211.55.2", 24),
        ("cni0", "", "10.42.0.1", 24),
        ("lxdbr0", "", "10.99.0.1", 24),
        ("waydroid0", "", "192.168.240.1", 24),
        ("VirtualBox Host-Only Ethernet Adapter", "이더넷 2", "192.168.56.1", 24),
        ("VMware Virtual Ethernet Adapter for VMnet1", "VMware VMnet1", "192.168.85.1", 24),
        ("Hyper-V Virtual Ethernet Adapter", "vEthernet (WSL)", "172.28.0.1", 20),
        ("Hyper-V 가상 이더넷 어댑터", "vEthernet (Default Switch)", "172.20.0.1", 20),
        ("Npcap Loopback Adapter", "Npcap Loopback Adapter", "169.254.9.9", 16),
        ("Microsoft Wi-Fi Direct Virtual Adapter", "로컬 영역 연결* 1", "169.254.5.5", 16),
        ("VirtualBox Host-Only Ethernet Adapter", "Ethernet 2", "169.254.8.8", 16),
    ],
    AddressKind.LOOPBACK: [
        ("lo", "", "127.0.0.1", 8),
        ("lo0", "", "127.0.0.2", 8),
        ("Software Loopback Interface 1", "Loopback", "127.0.0.1", 8),
        ("eth0", "", "0.0.0.0", 0),  # noqa: S104 - an adapter that is being set up
    ],
}


@pytest.mark.parametrize(
    ("kind", "case"),
    [(kind, case) for kind, cases in CASES.items() for case in cases],
    ids=lambda value: value if isinstance(value, str) else f"{value[0] or value[1]} {value[2]}",
)
def test_what_an_adapter_is(kind: AddressKind, case: tuple[str, str, str, int]) -> None:
    name, also, address, prefix = case
    assert kind_of(Interface(name, address, prefix, also)) is kind


def test_a_tunnel_of_any_name() -> None:
    assert kind_of(Interface("office", "10.9.0.3", is_tunnel=True)) is AddressKind.VPN


def test_every_kind_has_its_cases() -> None:
    assert set(CASES) == set(AddressKind)
    for kind in (AddressKind.VPN, AddressKind.VIRTUAL, AddressKind.LOOPBACK):
        assert not kind.is_for_phones


def test_a_network_is_the_same_whatever_address_is_given_there() -> None:
    first, second = (Interface("wlan0", f"192.168.0.{last}") for last in (12, 77))
    assert first.network == second.network == "wlan0 192.168.0.0/24"
    assert Interface("eth0", "192.168.0.12").network != first.network
    assert Interface("", "teacher-pc").network == " teacher-pc", "bound to a name"


@pytest.mark.parametrize(("number", "expected"), [("1", False), ("65534", True), ("512", True)])
def test_what_linux_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: str, expected: bool
) -> None:
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "type").write_text(f"{number}\n", "ascii")
    monkeypatch.setattr(adapter_kinds, "_LINUX_ADAPTERS", tmp_path)
    assert is_tunnel("office") is expected
    assert not is_tunnel("gone")
    assert not is_tunnel("{846EE342-7039-11DE-9D20-806E6F6E6963}")


def test_this_computers_loopback_is_no_tunnel() -> None:
    assert not is_tunnel("lo" if sys.platform == "linux" else "lo0")
