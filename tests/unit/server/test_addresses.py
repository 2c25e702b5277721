import asyncio
import errno
import socket
import sys
from contextlib import suppress

import pytest

from classroom_app.server.addresses import (
    Interface,
    address_on_route,
    check_port,
    in_url,
    phone_interfaces,
    plain,
    rank_for_phones,
)
from classroom_app.server.listening import listening_socket, reset


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
    assert ranked == ["192.168.0.12", "10.1.2.3", "203.0.113.5"]


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


def test_where_phones_find_this_pc() -> None:
    assert phone_interfaces("192.168.7.7") == [Interface("", "192.168.7.7")]
    assert phone_interfaces("0.0.0.0"), "loopback at least"  # noqa: S104 - compared, not bound
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
