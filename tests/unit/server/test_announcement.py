"""The announcement is heard by a real browser of services, on this machine alone."""

import asyncio
import threading

import pytest
from zeroconf import IPVersion, ServiceBrowser, ServiceListener, Zeroconf

from classroom_app.server.announcement import SERVICE, Announcement
from tests.helpers.timing import PATIENCE_S

HOST = "127.0.0.1"


class Ears(ServiceListener):
    """Hears services come and go."""

    def __init__(self) -> None:
        self.came, self.gone = threading.Event(), threading.Event()
        self.ports: list[int | None] = []
        self.servers: list[str | None] = []

    def add_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        info = zc.get_service_info(type_, name)
        assert info is not None
        assert info.parsed_addresses() == [HOST]
        self.ports.append(info.port)
        self.servers.append(info.server)
        self.came.set()

    def remove_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        self.gone.set()

    def update_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """Not of interest."""


async def test_a_class_is_announced_and_takes_its_leave() -> None:
    announcement = Announcement(lambda: "Teacher-PC.school.example")
    listener = Zeroconf(interfaces=[HOST], ip_version=IPVersion.V4Only)
    ears = Ears()
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
