"""The announcement is heard by a real browser of services, on this machine alone."""

import asyncio
import threading

import pytest
from zeroconf import IPVersion, ServiceBrowser, ServiceInfo, ServiceListener, Zeroconf

from classroom_app.server.announcement import SERVICE, Announcement
from tests.helpers.timing import PATIENCE_S

HOST = "127.0.0.1"


class Ears(ServiceListener):
    """Hears the services of one computer come and go; others may lead classes meanwhile."""

    def __init__(self, host_name: str) -> None:
        self._of = f"{host_name}."
        self.came, self.gone = threading.Event(), threading.Event()
        self.ports: list[int | None] = []
        self.servers: list[str | None] = []

    def add_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        if not name.startswith(self._of):
            return
        info = zc.get_service_info(type_, name)
        assert info is not None
        assert info.parsed_addresses() == [HOST]
        self.ports.append(info.port)
        self.servers.append(info.server)
        self.came.set()

    def remove_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        if name.startswith(self._of):
            self.gone.set()

    def update_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """Not of interest."""


async def test_a_class_is_announced_and_takes_its_leave() -> None:
    announcement = Announcement(lambda: "Teacher-PC.school.example")
    listener = Zeroconf(interfaces=[HOST], ip_version=IPVersion.V4Only)
    ears = Ears("teacher-pc")
    try:
        ServiceBrowser(listener, SERVICE, ears)
        assert await announcement.announce([HOST], 8123)
        assert await asyncio.to_thread(ears.came.wait, PATIENCE_S)
        assert ears.ports == [8123]
        assert ears.servers == ["teacher-pc.local."]
        await announcement.withdraw()
        assert await asyncio.to_thread(ears.gone.wait, PATIENCE_S)
    finally:
        await announcement.withdraw()
        await asyncio.to_thread(listener.close)


# zeroconf leaves the socket that it had opened by then to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_network_that_takes_none_is_no_fault() -> None:
    announcement = Announcement(lambda: "pc")
    assert not await announcement.announce(["203.0.113.250"], 8123), "not an address of this PC"
    await announcement.withdraw()


@pytest.mark.parametrize(
    ("host_name", "name"),
    [("PC-7", "pc-7.local"), ("mac.local", "mac.local"), ("김선생PC", None), ("-x", None)],
)
def test_only_a_plain_name_stands_in_an_address(host_name: str, name: str | None) -> None:
    assert Announcement(lambda: host_name).name == name


async def test_a_name_that_nobody_knows_leads_nowhere() -> None:
    assert not await Announcement(lambda: "김선생PC").leads_to([HOST])
    assert not await Announcement(lambda: "").leads_to([HOST])


async def test_a_name_that_somebody_else_announces_keeps_no_class_from_its_number() -> None:
    """A stranger was there first, with our names and an address of their own."""
    impostor = Zeroconf(interfaces=[HOST], ip_version=IPVersion.V4Only)
    theirs = ServiceInfo(
        SERVICE,
        f"teacher-pc.{SERVICE}",
        port=6_666,
        server="teacher-pc.local.",
        parsed_addresses=["127.6.6.6"],
    )
    announcement = Announcement(lambda: "Teacher-PC")
    try:
        await asyncio.to_thread(impostor.register_service, theirs)
        assert await announcement.announce([HOST], 8_123)
        assert announcement.name == "teacher-pc.local", "ours is not changed by theirs"
    finally:
        await announcement.withdraw()
        await asyncio.to_thread(impostor.close)


@pytest.mark.parametrize(
    ("found", "leads_here"),
    [
        ({"192.168.0.12"}, True),
        ({"192.168.0.12", "172.17.0.1", "127.0.1.1"}, True),  # other adapters of this PC
        ({"192.168.0.12", "192.168.0.66"}, False),  # somebody else answers as well
        ({"192.168.0.66"}, False),
        ({"172.17.0.1"}, False),
    ],
)
async def test_a_name_at_which_somebody_else_is_found_too_is_not_offered(
    found: set[str], leads_here: bool
) -> None:
    own = {"192.168.0.12", "172.17.0.1", "localhost"}
    announcement = Announcement(lambda: "pc", lambda _name: found, lambda: own)
    assert await announcement.leads_to(["192.168.0.12"]) is leads_here
