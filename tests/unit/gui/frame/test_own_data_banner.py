"""A run without the school's server says so for as long as it lasts."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtTest import QSignalSpy

from classroom_app.application.start_service import DataPlace, RestartRequest
from classroom_app.domain import commands as cmd
from classroom_app.gui.console import Console
from classroom_app.gui.frame.own_data_banner import OwnDataBanner
from tests.unit.gui.conftest import Address, Stage
from tests.unit.gui.finding import button, label

URL = "postgresql://room1@db:5432/classroom"


@pytest.fixture
def banner(stage: Stage, tmp_path: Path) -> OwnDataBanner:
    services = SimpleNamespace(
        server=Address(), data_dir=tmp_path, start=SimpleNamespace(place=DataPlace(passed_over=URL))
    )
    console = SimpleNamespace(actions=stage.actions, services=services)
    return OwnDataBanner(cast(Console, console), stage.window)


def test_it_says_where_classes_are_now(banner: OwnDataBanner) -> None:
    assert "kept on this computer alone" in label(banner, "ownDataText")


def test_it_leads_back_to_the_server_once_no_class_is_open(
    stage: Stage, banner: OwnDataBanner, tmp_path: Path
) -> None:
    back, asked = button(banner, "backToServerButton"), QSignalSpy(banner.restart_requested)
    assert not back.isEnabled()
    assert back.toolTip() == "A class is open. End it first."
    stage.hall.teach(cmd.EndSession())
    back.click()
    assert asked.at(0) == [RestartRequest(8_000, tmp_path, tls=False, database=URL)]
