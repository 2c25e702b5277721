"""The announcement follows the addresses of this PC, and says nothing twice."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from msgspec import structs

from classroom_app.application.services import AddressKind
from classroom_app.server import addresses, network
from classroom_app.server.adapter_kinds import Interface
from classroom_app.server.android.listener import AndroidListener
from classroom_app.server.announcement import Announcement
from classroom_app.server.chosen_networks import ChosenNetworks
from classroom_app.server.network import Network
from classroom_app.server.session_server import SessionServer

WIFI, CABLE, LOOPBACK = "192.168.0.12", "10.0.0.5", "127.0.0.1"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - asked about, not bound
WLAN, ETH = Interface("wlan0", WIFI), Interface("eth0", CABLE)
VPN = Interface("wg0", "10.8.0.2")
W, E = f"http://{WIFI}:8000", f"http://{CABLE}:8000"


class Said:
    """An announcement that notes what is said; the name is found at `found_at`."""

    name: str | None = "teacher-pc.local"

    def __init__(self) -> None:
        self.log: list[tuple[object, ...]] = []
        self.is_taken, self.found_at = True, {WIFI, CABLE}

    async def announce(self, hosts: list[str], port: int) -> bool:
        self.log.append((*hosts, port))
        return self.is_taken

    async def withdraw(self) -> None:
        self.log.append(())

    async def leads_to(self, hosts: list[str]) -> bool:
        return bool(self.found_at & set(hosts))


class Pc:
    """A server bound to one address, which is the only one that phones find."""

    def __init__(self, folder: Path) -> None:
        self.said = Said()
        self.server = SimpleNamespace(
            host=WIFI, interfaces=(), entrance_port=8000, reached=set(), urls=self.urls
        )
        self.server.url_of = lambda interface: f"http://{interface.address}:8000"
        self.network = Network(
            cast(SessionServer, self.server),
            cast(AndroidListener, None),
            cast(Announcement, self.said),
            ChosenNetworks(folder),
        )

    def urls(self) -> list[str]:
        return [self.server.url_of(interface) for interface in self.server.interfaces]

    async def look(self, host: str) -> list[str]:
        self.server.host = host
        await self.network.look()
        await self.network.announce()
        return [interface.address for interface in self.server.interfaces]


@pytest.fixture
def pc(tmp_path: Path) -> Pc:
    return Pc(tmp_path)


@pytest.fixture
def adapters(monkeypatch: pytest.MonkeyPatch) -> list[Interface]:
    """What this PC has, for the test to change."""
    found: list[Interface] = []
    monkeypatch.setattr(addresses, "interfaces", lambda: list(found))
    monkeypatch.setattr(addresses, "address_on_route", lambda: None)
    return found


async def test_who_listens_hears_of_each_change_once(pc: Pc, adapters: list[Interface]) -> None:
    heard: list[list[str]] = []
    pc.server.host = EVERYWHERE
    stop = pc.network.subscribe(lambda: heard.append(pc.urls()))
    for found in ([], [WLAN], [WLAN], [ETH, WLAN], [ETH], [VPN, ETH], []):
        adapters[:] = found
        await pc.network.look()
    assert heard == [[W], [W, E], [E], []]
    stop()
    adapters[:] = [WLAN]
    await pc.network.look()
    assert len(heard) == 4


async def test_a_choice_holds_for_its_network_and_after_a_restart(
    pc: Pc, adapters: list[Interface], tmp_path: Path
) -> None:
    pc.server.host = EVERYWHERE
    adapters[:] = [WLAN, ETH, VPN]
    await pc.network.look()
    assert pc.urls() == [W, E]
    await pc.network.choose(E)
    assert pc.urls() == [E, W]
    adapters[:] = [WLAN]
    await pc.network.look()
    assert pc.urls() == [W]
    again = Pc(tmp_path)
    again.server.host = EVERYWHERE
    adapters[:] = [WLAN, structs.replace(ETH, address="10.0.0.77")]
    await again.network.look()
    assert again.urls() == ["http://10.0.0.77:8000", W]
    await again.network.choose(W)
    assert again.urls() == [W, "http://10.0.0.77:8000"]
    await again.network.choose("http://10.9.9.9:8000")
    assert again.urls()[0] == W, "what is not there is not chosen"


async def test_what_phones_can_hardly_reach_may_be_chosen_too(
    pc: Pc, adapters: list[Interface], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def answers(_host: str, _port: int) -> bool:
        return True

    monkeypatch.setattr(network, "_answers", answers)
    pc.server.host = EVERYWHERE
    adapters[:] = [VPN]
    await pc.network.look()
    assert pc.urls() == [], "no address that phones reach"
    (report,) = await pc.network.check()
    assert (report.kind, report.is_offered) == (AddressKind.VPN, False)
    await pc.network.choose(report.url)
    assert pc.urls() == [report.url]
    (report,) = await pc.network.check()
    assert (report.is_offered, report.is_chosen) == (True, True)


async def test_a_choice_that_cannot_be_kept_holds_until_the_end(
    pc: Pc, adapters: list[Interface], tmp_path: Path
) -> None:
    pc.server.host = EVERYWHERE
    adapters[:] = [WLAN, ETH]
    await pc.network.look()
    (tmp_path / "start.json").mkdir()
    with pytest.raises(OSError, match=r"."):
        await pc.network.choose(E)
    assert pc.urls() == [E, W]


async def test_another_address_is_announced_and_the_same_one_is_not(pc: Pc) -> None:
    for host in (WIFI, WIFI, CABLE, CABLE, WIFI):
        assert await pc.look(host) == [host]
    assert pc.said.log == [(WIFI, 8000), (CABLE, 8000), (WIFI, 8000)]


async def test_without_an_address_the_announcement_is_taken_back(pc: Pc) -> None:
    names = []
    for host in (WIFI, LOOPBACK, LOOPBACK):
        await pc.look(host)
        names.append(pc.network.name_url)
    assert names == ["http://teacher-pc.local:8000", None, None]
    assert pc.said.log == [(WIFI, 8000), ()]


async def test_the_address_by_name_is_known_only_while_it_leads_here(pc: Pc) -> None:
    pc.said.found_at = {WIFI}
    names = []
    for host in (WIFI, CABLE, WIFI):
        await pc.look(host)
        names.append(pc.network.name_url)
    assert names == ["http://teacher-pc.local:8000", None, "http://teacher-pc.local:8000"]
    told: list[str | None] = []
    pc.network.subscribe(lambda: told.append(pc.network.name_url))
    await pc.look(CABLE)
    await pc.look(WIFI)
    assert told[-1] == "http://teacher-pc.local:8000", "it is found later than the address"


@pytest.mark.parametrize("lacking", ["network", "name"])
async def test_what_is_not_announced_has_no_name(pc: Pc, lacking: str) -> None:
    if lacking == "network":
        pc.said.is_taken = False
    else:
        pc.said.name = None
    await pc.look(WIFI)
    assert pc.network.name_url is None
    assert pc.said.log == [(WIFI, 8000)]


async def test_only_plain_addresses_of_networks_are_announced(pc: Pc) -> None:
    for host in ("2001:db8::5", "teacher-pc", LOOPBACK):
        await pc.look(host)
    assert pc.said.log == []
