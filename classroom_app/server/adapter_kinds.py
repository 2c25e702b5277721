"""What kind of network an adapter leads to, by its names, its address and what the system says.

Phones share a Wi-Fi or a cable's network with this PC, or are in the hotspot that it makes. They
are never in its VPN, nor among its virtual machines, although both have private addresses too, and
a VPN has even the default route.
"""

import re
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from pathlib import Path

from classroom_app.application.services import AddressKind

# Of VPNs and other tunnels: what Linux and macOS call the adapter, and what Windows says it is.
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
# Of a hotspot that this PC makes itself.
_HOTSPOT = re.compile(
    r"wi-?fi direct|hosted network|호스트된 네트워크|^u?ap\d|^create_ap|hotspot|핫스팟",
    re.IGNORECASE,
)
# Of virtual machines, containers and what leads nowhere.
_VIRTUAL = re.compile(
    r"virtual|가상|docker|podman|veth|virbr|^br-[0-9a-f]{6,}$|^vnet\d|^vmnet|^vmenet|vmware|vbox"
    r"|^vnic\d|hyper-v(?! network adapter)|\bwsl\b|parallels|^lxc|^lxd|^incus|^cni|flannel|^cali"
    r"|cilium|^kube|weave|^dummy|^ifb|^awdl|^llw|^anpi|^p2p|waydroid|multipass|npcap|loopback"
    r"|루프백|^mpqemu|^xenbr|bluestacks|genymotion",
    re.IGNORECASE,
)
# Of a phone on a cable, or by Bluetooth: its network, not that of the class.
_TETHER = re.compile(
    r"remote ndis|rndis|^usb\d|apple mobile device|^iphone|bluetooth|^bnep|^pan\d", re.IGNORECASE
)
_WIFI = re.compile(r"^wl|^ath\d|wi-?fi|wlan|wireless|802\.11|무선|airport", re.IGNORECASE)
_CABLE = re.compile(r"^e(n|th|m)|^p\d+p\d|ethernet|이더넷|로컬 영역|local area", re.IGNORECASE)
# macOS' bridges that it makes itself: of its Internet Sharing, and of virtual machines.
_MAC_BRIDGE = re.compile(r"^bridge1\d\d$")
_MAC_SHARING = [ip_network(f"192.168.{third}.0/24") for third in range(2, 10)]
# What Windows' and NetworkManager's connection sharing gives this PC.
_SHARING = [ip_network("192.168.137.0/24"), ip_network("10.42.0.0/16")]
_LOCAL_NETWORKS = [ip_network(net) for net in ("192.168.0.0/16", "10.0.0.0/8", "172.16.0.0/12")]
# From linux/if_arp.h: PPP, tunnels, SIT, GRE, and none (TUN, WireGuard).
_TUNNEL_TYPES = frozenset({"512", "768", "769", "776", "778", "823", "65534"})
_LINUX_ADAPTERS = Path("/sys/class/net")


@dataclass(frozen=True, slots=True)
class Interface:
    """An IPv4 address and the name of the adapter that has it.

    `prefix` is the length of its network's; `also` another name of the adapter; `is_tunnel` when
    the system says so.
    """

    name: str
    address: str
    prefix: int = 24
    also: str = ""
    is_tunnel: bool = False

    @property
    def network(self) -> str:
        """What this adapter is in, whichever address it has there."""
        try:
            network = str(ip_network(f"{self.address}/{self.prefix}", strict=False))
        except ValueError:  # a server may be bound to a name
            network = self.address
        return f"{self.name} {network}"


def kind_of(interface: Interface) -> AddressKind:
    """Return what phones may do with an address."""
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
    if address.is_link_local:  # a hotspot that is off has such a one too
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
    """Return the number of the private range that an address is in, one more where in none."""
    ip = ip_address(address)
    ranges = (n for n, network in enumerate(_LOCAL_NETWORKS) if ip in network)
    return next(ranges, len(_LOCAL_NETWORKS))


def is_private(address: str) -> bool:
    """Tell whether an address is in one of the private ranges."""
    return local_range(address) < len(_LOCAL_NETWORKS)


def is_tunnel(name: str) -> bool:
    """Tell whether Linux says that an adapter is a tunnel; elsewhere only its name can say so."""
    try:
        return (_LINUX_ADAPTERS / name / "type").read_text("ascii").strip() in _TUNNEL_TYPES
    except (OSError, ValueError):
        return False
