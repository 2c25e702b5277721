from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtWidgets import QWidget

from classroom_app.application.firewall import FirewallReport
from classroom_app.application.server_place import ServerPlace, ServerReport
from classroom_app.application.services import AddressReport, Network
from classroom_app.application.start_service import DataPlace, StartService, UnusableServerError
from classroom_app.gui.address_watch import AddressWatch
from classroom_app.gui.console import Console
from classroom_app.system.start_faults import Fault
from classroom_app.system.system_keyring import KeyringError
from tests.unit.gui.conftest import Address, Stage

TAKEN = 8_123


class FakeNetwork:
    """A network as the test wants it."""

    def __init__(self) -> None:
        self.reports: list[AddressReport] = []
        self.name_url: str | None = None
        self.android_port: int | None = None
        self.android_fault: str | None = None
        self.wall: FirewallReport | None = None
        self.chosen: list[str] = []

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        self.tell = listener
        return lambda: None

    async def choose(self, url: str) -> None:
        self.chosen.append(url)

    async def firewall(self) -> FirewallReport | None:
        return self.wall

    async def check(self) -> list[AddressReport]:
        return self.reports


def refuse_taken(port: int) -> None:
    if port == TAKEN:
        raise OSError(98, "Address already in use")


class FakeServer:
    """A database server as the test wants it; `keyring` when passwords can be kept."""

    def __init__(self) -> None:
        self.report = ServerReport(
            "15.9", is_encrypted=True, is_empty=False, lessons=12, classes=40
        )
        self.fault: Fault | None = None
        self.has_keyring = True
        self.tried: list[tuple[ServerPlace, str | None]] = []
        self.kept: dict[str, str] = {}

    def try_server(self, place: ServerPlace, password: str | None) -> ServerReport:
        self.tried.append((place, password))
        if self.fault is not None:
            raise UnusableServerError(self.fault)
        return self.report

    def keep(self, login: str, password: str) -> None:
        if not self.has_keyring:
            raise KeyringError("there is none")
        self.kept[login] = password


class PromptStartService(StartService):
    """Needs no thread."""

    async def try_port(self, port: int) -> None:
        self._try_port(port)

    async def try_server(self, place: ServerPlace, password: str | None) -> ServerReport:
        return self._try_server(place, password)

    async def keep_password(self, place: ServerPlace, password: str) -> None:
        self._keep_password(place.login, password)


@pytest.fixture
def network() -> FakeNetwork:
    return FakeNetwork()


@pytest.fixture
def database_server() -> FakeServer:
    return FakeServer()


@pytest.fixture
def console(
    stage: Stage, network: FakeNetwork, database_server: FakeServer, tmp_path: Path
) -> Console:
    server = Address()
    made = SimpleNamespace(
        addresses=AddressWatch(server, cast(Network, network), stage.window),
        services=SimpleNamespace(
            server=server,
            network=network,
            start=PromptStartService(
                refuse_taken, database_server.try_server, database_server.keep, DataPlace()
            ),
            data_dir=tmp_path,
        ),
        tasks=stage.tasks,
        actions=stage.actions,
    )
    return cast(Console, made)


def all_words(panel: QWidget) -> str:
    return "\n".join(str(part.property("text") or "") for part in panel.findChildren(QWidget))
