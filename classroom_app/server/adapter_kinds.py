"""Classifies network adapters by their names, their addresses and their types in the system.

Phones share a Wi-Fi or wired network with this PC, or use its hotspot. They are never in its VPN or
among its virtual machines, although both have private addresses too, and a VPN may even have the
default route.
"""

import re
from ipaddress import ip_address, ip_network
from pathlib import Path

from msgspec import Struct

from classroom_app.application.services import AddressKind

# VPNs and other tunnels: adapter names of Linux and macOS, and descriptions of Windows.
_VPN = re.compile(
    r"vpn|tunnel|teredo|isatap|^u?tun\d*$|^tun|^tap\d|tap-|wintun|^wg(\d|-|_|$)|wireguard|nordlynx"
    r"|warp|cloudflare|tailscale|zerotier|^zt|^feth|hamachi|^ham\d|anyconnect|cscotun"
    r"|cisco.*(virtual|secure client)|globalprotect|pangp|^gpd\d|forti|juniper|pulse secure|ivanti"
    r"|check ?point|sonicwall|netextender|f5 networks|zscaler|netskope|^ppp|wan miniport|l2tp|pptp"
    r"|ikev2|ipsec|^vti|^gif\d|^stf\d|^ipip|^sit\d|^gre\d|^proton|^pvpn|mullvad|surfshark"
    r"|openconnect|softether|radmin|netbird|^wt\d|twingate|nebula|citrix|array networks|windscribe"
    r"|anchorfree|hotspot ?shield|outline|kerio|viscosity|teamviewer|astrill",
    re.IGNORECASE,
)
# Hotspots of this PC itself.
_HOTSPOT = re.compile(
    r"wi-?fi direct|hosted network|호스트된 네트워크|^u?ap\d|^create_ap|hotspot|핫스팟",
    re.IGNORECASE,
)
# Virtual machines, containers, and adapters that lead nowhere.
_VIRTUAL = re.compile(
    r"virtual|가상|docker|podman|veth|virbr|^br-[0-9a-f]{6,}$|^vnet\d|^vmnet|^vmenet|vmware|vbox"
    r"|^vnic\d|hyper-v(?! network adapter)|\bwsl\b|parallels|^lxc|^lxd|^incus|^cni|flannel|^cali"
    r"|cilium|^kube|weave|^dummy|^ifb|^awdl|^llw|^anpi|^p2p|waydroid|multipass|npcap|loopback"
    r"|루프백|^mpqemu|^xenbr|bluestacks|genymotion",
    re.IGNORECASE,
)
# Phones tethered by cable or Bluetooth: the network is the phone's, not the class's.
_TETHER = re.compile(
    r"remote ndis|rndis|^usb\d|apple mobile device|^iphone|bluetooth|^bnep|^pan\d", re.IGNORECASE
)
_WIFI = re.compile(r"^wl|^ath\d|wi-?fi|wlan|wireless|802\.11|무선|airport", re.IGNORECASE)
_CABLE = re.compile(r"^e(n|th|m)|^p\d+p\d|ethernet|이더넷|로컬 영역|local area", re.IGNORECASE)
# Bridges that macOS creates: for Internet Sharing, and for virtual machines.
_MAC_BRIDGE = re.compile(r"^bridge1\d\d$")
_MAC_SHARING = [ip_network(f"192.168.{third}.0/24") for third in range(2, 10)]
# The networks of Windows' and NetworkManager's connection sharing.
_SHARING = [ip_network("192.168.137.0/24"), ip_network("10.42.0.0/16")]
_LOCAL_NETWORKS = [ip_network(net) for net in ("192.168.0.0/16", "10.0.0.0/8", "172.16.0.0/12")]
# From linux/if_arp.h: PPP, tunnels, SIT, GRE, and none (TUN, WireGuard).
_TUNNEL_TYPES = frozenset({"512", "768", "769", "776", "778", "823", "65534"})
_LINUX_ADAPTERS = Path("/sys/class/net")


class Interface(Struct, frozen=True):
    """An IPv4 address and the name of the adapter that has it.

    `prefix` is the network's prefix length; `also` is another name of the adapter; `is_tunnel` is
    whether the system says so.
    """

    name: str
    address: str
    prefix: int = 24
    also: str = ""
    is_tunnel: bool = False

    @property
    def network(self) -> str:
        """The name of the adapter's network, independent of its address there."""
        try:
            network = str(ip_network(f"{self.address}/{self.prefix}", strict=False))
        except ValueError:  # a server may be bound to a name
            network = self.address
        return f"{self.name} {network}"


def kind_of(interface: Interface) -> AddressKind:
    """Return the kind of an interface, which decides how well phones can use its address."""
    try:
        address = ip_address(interface.address)
    except ValueError:  # a server may be bound to a name
        return AddressKind.CABLE
    if address.is_loopback or address.is_unspecified or address.is_multicast:
        return AddressKind.LOOPBACK
    names = [name for name in (interface.name, interface.also) if name]

    def is_named(pattern: re.Pattern[str]) -> bool:
        return any(map(pattern.search, names))

    is_real = is_named(_WIFI) or is_named(_CABLE)
    if interface.is_tunnel or is_named(_VPN) or (interface.prefix >= 31 and not is_real):
        return AddressKind.VPN
    if address.is_link_local:  # before the hotspot: one that is off has such an address too
        return AddressKind.VIRTUAL if is_named(_VIRTUAL) else AddressKind.LINK_LOCAL
    if is_named(_HOTSPOT):
        return AddressKind.HOTSPOT
    if is_named(_MAC_BRIDGE):
        is_sharing = any(address in network for network in _MAC_SHARING)
        return AddressKind.HOTSPOT if is_sharing else AddressKind.VIRTUAL
    if is_named(_VIRTUAL):
        return AddressKind.VIRTUAL
    if str(address).endswith(".1") and any(address in network for network in _SHARING):
        return AddressKind.HOTSPOT
    if is_named(_TETHER):
        return AddressKind.TETHER
    return AddressKind.WIFI if is_named(_WIFI) else AddressKind.CABLE


def local_range(address: str) -> int:
    """Return the index of an address's private range; the number of ranges if it is in none."""
    ip = ip_address(address)
    ranges = (n for n, network in enumerate(_LOCAL_NETWORKS) if ip in network)
    return next(ranges, len(_LOCAL_NETWORKS))


def is_private(address: str) -> bool:
    """Return whether an address is in one of the private ranges."""
    return local_range(address) < len(_LOCAL_NETWORKS)


def is_tunnel(name: str) -> bool:
    """Return whether Linux reports an adapter as a tunnel; False on other systems."""
    try:
        return (_LINUX_ADAPTERS / name / "type").read_text("ascii").strip() in _TUNNEL_TYPES
    except (OSError, ValueError):
        return False
