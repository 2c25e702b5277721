"""What is found out about phones that do not get through."""

from types import SimpleNamespace
from typing import cast

import pytest

from classroom_app.application.services import AddressReport
from classroom_app.domain import commands as cmd
from classroom_app.gui.console import Console
from classroom_app.gui.frame.notice_bar import NoticeBar
from classroom_app.gui.frame.reach_watch import CONNECTED_WITHIN, NOBODY_AFTER, ReachWatch
from tests.unit.gui.conftest import Stage

AWAY = "http://192.168.0.12:8000"
SOON = NOBODY_AFTER.total_seconds()


class Network:
    """Addresses that phones have come to, or not."""

    def __init__(self) -> None:
        self.reports = [AddressReport(AWAY, "wlan0", answers=True, was_reached=False)]

    async def check(self) -> list[AddressReport]:
        return self.reports


class Watched:
    """A class with the watch over it."""

    def __init__(self, stage: Stage) -> None:
        self.network, self.bar = Network(), NoticeBar(stage.window)
        services = SimpleNamespace(network=self.network)
        console = SimpleNamespace(
            board=stage.board, bridge=stage.bridge, tasks=stage.tasks, services=services
        )
        self.watch = ReachWatch(cast(Console, console), self.bar, stage.window)

    @property
    def said(self) -> str:
        return "" if self.bar.isHidden() else self.bar.text


@pytest.fixture
def watched(stage: Stage) -> Watched:
    return Watched(stage)


def test_a_class_that_no_phone_reaches(stage: Stage, watched: Watched) -> None:
    stage.wait(SOON - 1)
    assert watched.said == ""
    stage.wait(1)
    assert "client isolation" in watched.said
    watched.bar.hide()
    stage.wait(1)
    assert watched.said == "", "it is said once"


def test_the_first_student_takes_it_back(stage: Stage, watched: Watched) -> None:
    stage.wait(SOON)
    assert watched.said
    stage.hall.join("Kim")
    stage.wait(1)
    assert watched.said == ""


@pytest.mark.parametrize("reason", ["reached", "no network", "rehearsal", "started"])
def test_nothing_is_said_without_cause(stage: Stage, watched: Watched, reason: str) -> None:
    if reason == "reached":
        watched.network.reports = [AddressReport(AWAY, "wlan0", True, True)]
    elif reason == "no network":
        watched.network.reports = [AddressReport("http://127.0.0.1:8000", "lo", True, False)]
    elif reason == "rehearsal":
        stage.hall.session.rehearsal = True
    else:
        stage.hall.teach(cmd.NextStep())
    stage.wait(SOON)
    assert watched.said == ""


def test_phones_whose_connection_does_not_get_through(stage: Stage, watched: Watched) -> None:
    stage.hall.join("Kim")
    lee = stage.hall.sign_in("Lee")
    stage.wait(CONNECTED_WITHIN.total_seconds() - 1)
    assert watched.said == ""
    stage.wait(1)
    assert watched.said.startswith("Lee: the page opened")
    stage.hall.say(lee, cmd.Join())
    stage.wait(1)
    assert watched.said == ""


def test_another_notice_stays(stage: Stage, watched: Watched) -> None:
    stage.wait(SOON)
    watched.bar.say("The disk is full.")
    stage.hall.join("Kim")
    stage.wait(1)
    assert watched.said == "The disk is full."


def test_it_is_told_of_the_same_students_in_another_class(stage: Stage, watched: Watched) -> None:
    for session_id in (1, 2):
        stage.hall.session.id = session_id
        watched.bar.hide()
        if session_id == 1:
            stage.hall.sign_in("Lee")
        stage.wait(CONNECTED_WITHIN.total_seconds())
        assert watched.said.startswith("Lee: the page opened"), session_id
