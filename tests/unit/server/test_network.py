"""The announcement follows the addresses of this PC, and says nothing twice."""

from types import SimpleNamespace
from typing import cast

import pytest

from classroom_app.server.android.listener import AndroidListener
from classroom_app.server.announcement import Announcement
from classroom_app.server.network import Network
from classroom_app.server.session_server import SessionServer

WIFI, CABLE, LOOPBACK = "192.168.0.12", "10.0.0.5", "127.0.0.1"


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

    def __init__(self) -> None:
        self.said = Said()
        self._server = SimpleNamespace(host=WIFI, interfaces=[], entrance_port=8000, reached=set())
        self.network = Network(
            cast(SessionServer, self._server),
            cast(AndroidListener, None),
            cast(Announcement, self.said),
        )

    async def look(self, host: str) -> list[str]:
        self._server.host = host
        await self.network._look()
        return [interface.address for interface in self._server.interfaces]


@pytest.fixture
def pc() -> Pc:
    return Pc()


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
