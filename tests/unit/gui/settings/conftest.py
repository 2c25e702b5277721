from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtWidgets import QWidget

from classroom_app.application.firewall import FirewallReport
from classroom_app.application.services import AddressReport, Network
from classroom_app.application.start_service import StartService
from classroom_app.gui.address_watch import AddressWatch
from classroom_app.gui.console import Console
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


class PromptStartService(StartService):
    """Needs no thread."""

    async def try_port(self, port: int) -> None:
        self._try_port(port)


@pytest.fixture
def network() -> FakeNetwork:
    return FakeNetwork()


@pytest.fixture
def console(stage: Stage, network: FakeNetwork, tmp_path: Path) -> Console:
    server = Address()
    made = SimpleNamespace(
        addresses=AddressWatch(server, cast(Network, network), stage.window),
        services=SimpleNamespace(
            server=server,
            network=network,
            start=PromptStartService(refuse_taken),
            data_dir=tmp_path,
        ),
        tasks=stage.tasks,
        actions=stage.actions,
    )
    return cast(Console, made)


def all_words(panel: QWidget) -> str:
    return "\n".join(str(part.property("text") or "") for part in panel.findChildren(QWidget))
