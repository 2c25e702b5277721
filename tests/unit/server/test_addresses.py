import asyncio
import errno
import socket
import sys
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from classroom_app.application.services import AddressKind
from classroom_app.server.adapter_kinds import Interface, kind_of
from classroom_app.server.addresses import (
    PhoneAddresses,
    address_on_route,
    check_port,
    in_url,
    phone_addresses,
    plain,
    rank_for_phones,
)
from classroom_app.server.listening import listening_socket, reset
from tests.unit.server.test_adapter_kinds import CASES


def test_which_address_phones_should_use() -> None:
    found = [
        Interface("lo", "127.0.0.1"),
        Interface("docker0", "172.17.0.1"),
        Interface("tailscale0", "100.64.0.3"),
        Interface("eth0", "10.1.2.3"),
        Interface("wlan0", "192.168.0.12"),
        Interface("eth1", "169.254.3.4"),
        Interface("usb0", "203.0.113.5"),
    ]
    ranked = [one.address for one in rank_for_phones(found)]
    assert ranked == ["192.168.0.12", "10.1.2.3", "203.0.113.5", "169.254.3.4"]


@pytest.mark.parametrize(
    "name", ["VirtualBox Host-Only Ethernet Adapter", "vEthernet (WSL)", "utun3", "docker0"]
)
def test_what_phones_cannot_reach_is_left_out(name: str) -> None:
    assert rank_for_phones([Interface(name, "192.168.56.1")]) == []


def test_the_network_that_this_pc_uses_comes_first() -> None:
    wifi, cable = Interface("wlan0", "192.168.0.12"), Interface("eth0", "10.0.0.5")
    public = Interface("eth1", "203.0.113.7")
    found = [public, cable, wifi]
    assert rank_for_phones(found) == [wifi, cable, public]
    assert rank_for_phones(found, cable.address) == [cable, wifi, public]
    assert rank_for_phones(found, public.address) == [wifi, cable, public]


def test_a_hotspot_of_ones_own_comes_first() -> None:
    """A Mac, or a PC, that shares its connection: the phones are in the network that it makes."""
    wifi, shared = Interface("en0", "192.168.0.5"), Interface("bridge100", "192.168.2.1")
    assert rank_for_phones([wifi, shared], wifi.address) == [shared, wifi]
    hotspot = Interface("Microsoft Wi-Fi Direct Virtual Adapter", "192.168.137.1")
    cable = Interface("Intel(R) Ethernet Connection", "10.0.0.5")
    assert rank_for_phones([cable, hotspot], cable.address) == [hotspot, cable]


@pytest.mark.parametrize(
    "vpn", ["Cisco AnyConnect Secure Mobility Client", "nordlynx", "CloudflareWARP", "cscotun0"]
)
def test_a_vpn_never_comes_before_the_wifi(vpn: str) -> None:
    """Although the VPN has the default route and a private address."""
    wifi, tunnel = Interface("wlan0", "192.168.0.12"), Interface(vpn, "10.5.0.2")
    assert rank_for_phones([tunnel, wifi], tunnel.address) == [wifi]


def test_what_a_pc_gave_itself_is_better_than_nothing() -> None:
    own = Interface("eth0", "169.254.3.4", 16)
    assert rank_for_phones([Interface("lo", "127.0.0.1", 8), own]) == [own]
    wifi = Interface("wlan0", "192.168.0.12")
    assert rank_for_phones([own, wifi], own.address) == [wifi, own]


def test_loopback_is_never_offered() -> None:
    assert rank_for_phones([Interface("lo", "127.0.0.1", 8)]) == []
    loopback = Interface("lo", "127.0.0.1", 8)
    assert rank_for_phones([loopback], loopback.address, [loopback.network]) == []


def test_what_was_chosen_comes_first_the_latest_choice_before_all() -> None:
    wifi, cable = Interface("wlan0", "192.168.0.12"), Interface("eth0", "10.0.0.5")
    vpn = Interface("wg0", "10.9.0.3")
    found = [wifi, cable, vpn]
    assert rank_for_phones(found, wifi.address, [cable.network]) == [cable, wifi]
    assert rank_for_phones(found, None, [wifi.network, cable.network])[0] == wifi
    assert rank_for_phones(found, None, [vpn.network]) == [vpn, wifi, cable], "a person knows"
    again = structs.replace(cable, address="10.0.0.77")
    assert rank_for_phones([wifi, again], wifi.address, [cable.network]) == [again, wifi]
    elsewhere = structs.replace(cable, address="10.0.9.5")
    assert rank_for_phones([wifi, elsewhere], wifi.address, [cable.network])[0] == wifi


NAMES = [name for cases in CASES.values() for name, *_ in cases if name]
ADAPTERS = st.builds(
    Interface,
    st.sampled_from(NAMES) | st.text(max_size=20),
    st.ip_addresses(v=4).map(str)
    | st.ip_addresses(network="192.168.0.0/16").map(str)
    | st.ip_addresses(network="10.0.0.0/8").map(str)
    | st.ip_addresses(network="169.254.0.0/16").map(str)
    | st.ip_addresses(network="127.0.0.0/8").map(str),
    st.integers(8, 32),
    st.sampled_from(["", "Wi-Fi", "Ethernet", "vEthernet (WSL)", "VPN"]),
    st.booleans(),
)


@given(st.lists(ADAPTERS, max_size=8), st.data())
def test_whatever_a_pc_has(found: list[Interface], data: st.DataObject) -> None:
    on_route = data.draw(st.sampled_from([None, *(one.address for one in found)]))
    ranked = rank_for_phones(found, on_route)
    assert set(ranked) == {one for one in found if kind_of(one).is_for_phones}
    assert not any(one.address.startswith("127.") for one in ranked)
    shuffled = data.draw(st.permutations(found))
    assert rank_for_phones(shuffled, on_route) == ranked, "the system's order does not matter"
    kinds = [kind_of(one) for one in ranked]
    if AddressKind.HOTSPOT in kinds:
        assert kinds[0] is AddressKind.HOTSPOT
    own = [kind is AddressKind.LINK_LOCAL for kind in kinds]
    assert own == sorted(own), "what a PC gave itself comes last"
    vpn = Interface("tun0", "10.8.0.2")
    assert rank_for_phones([*found, vpn], on_route) == ranked, "a VPN that comes changes nothing"
    if ranked:
        chosen = data.draw(st.sampled_from(ranked))
        first = rank_for_phones(found, on_route, [chosen.network])[0]
        assert first.network == chosen.network


def test_where_phones_find_this_pc() -> None:
    bound = PhoneAddresses((Interface("", "192.168.7.7"),))
    assert phone_addresses("192.168.7.7") == bound
    everywhere = phone_addresses("0.0.0.0")  # noqa: S104 - compared, not bound
    assert not {one.address for one in everywhere.offered} & {"127.0.0.1"}
    assert not set(everywhere.offered) & set(everywhere.others)
    assert address_on_route() != "127.0.0.1"


def test_an_address_of_ipv4_that_comes_to_a_socket_of_ipv6() -> None:
    known = {"::ffff:192.168.0.7": "192.168.0.7", "fe80::1": "fe80::1", "10.0.0.1": "10.0.0.1"}
    assert {address: plain(address) for address in known} == known


def test_who_listens_on_every_address_is_found_at_those_of_ipv4() -> None:
    with listening_socket("::", 0) as ours:
        port = ours.getsockname()[1]
        for host in ("127.0.0.1", "::1"):
            socket.create_connection((host, port), timeout=5).close()
        with pytest.raises(OSError, match=r"."):
            check_port("127.0.0.1", port)
    with listening_socket("::1", 0) as ours, pytest.raises(OSError, match=r"."):
        socket.create_connection(("127.0.0.1", ours.getsockname()[1]), timeout=5)


def test_an_address_in_a_url() -> None:
    assert [in_url(host) for host in ("::1", "10.0.0.1")] == ["[::1]", "10.0.0.1"]


def test_a_port_that_somebody_has() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match=r".") as refusal:
            check_port("127.0.0.1", port)
        assert refusal.value.errno == errno.EADDRINUSE
    check_port("127.0.0.1", port)


def share(host: str, port: int) -> socket.socket:
    """Listen as a program does that wants to share its port, and that of others."""
    theirs = socket.socket()
    try:
        theirs.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        theirs.bind((host, port))
        theirs.listen()
    except OSError:
        theirs.close()
        raise
    return theirs


def test_a_port_that_we_have_is_nobody_elses() -> None:
    """Also for a program that asks to share it, and, on Windows, for one of our addresses."""
    with listening_socket("0.0.0.0", 0) as ours:  # noqa: S104
        port = ours.getsockname()[1]
        if sys.platform == "win32":
            assert ours.getsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE) == 1
        for host in ("0.0.0.0", "127.0.0.1"):  # noqa: S104
            with pytest.raises(OSError, match=r"."):
                share(host, port)
            with pytest.raises(OSError, match=r"."):
                check_port(host, port)


def test_a_port_that_others_would_share_is_taken() -> None:
    with share("127.0.0.1", 0) as theirs:
        for host in ("0.0.0.0", "127.0.0.1"):  # noqa: S104
            with pytest.raises(OSError, match=r"."):
                check_port(host, theirs.getsockname()[1])


def test_what_is_reset_leaves_the_port_free_at_once() -> None:
    async def main() -> int:
        listener = listening_socket("127.0.0.1", 0)
        port = int(listener.getsockname()[1])
        come: asyncio.Future[asyncio.StreamWriter] = asyncio.get_running_loop().create_future()
        server = await asyncio.start_server(lambda _, to: come.set_result(to), sock=listener)
        with socket.create_connection(("127.0.0.1", port)) as phone:
            writer = await come
            reset(writer.transport)
            server.close()
            await asyncio.sleep(0)
            with suppress(ConnectionResetError):
                assert phone.recv(1) == b""
        return port

    check_port("127.0.0.1", asyncio.run(main()))


def test_there_is_no_port_beyond_the_last() -> None:
    """The system would listen on any port instead."""
    with pytest.raises(OSError, match="no port above"):
        listening_socket("127.0.0.1", 65_536)
