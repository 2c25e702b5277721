"""What is said in the middle of a class when the address for phones changes."""

from collections.abc import Iterator

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.gui.console import Console
from classroom_app.gui.frame.address_news import AddressNews
from classroom_app.gui.frame.notice_bar import NoticeBar
from tests.unit.gui.conftest import Moving, Stage

W, E = "http://192.168.0.12:8000", "http://10.0.0.5:8000"


@pytest.fixture
def bar(stage: Stage, console: Console) -> Iterator[NoticeBar]:
    bar = NoticeBar(stage.window)
    news = AddressNews(console, bar, stage.window)
    yield bar
    news.deleteLater()


def said(bar: NoticeBar) -> str:
    return "" if bar.isHidden() else bar.text


def test_another_network_phones_must_scan_again(bar: NoticeBar, moving: Moving) -> None:
    moving.move(E)
    assert f"from {W} to {E}" in said(bar)
    assert "scan the QR code again" in said(bar)
    moving.move(E, W)
    assert "scan the QR code again" in said(bar), "a second network changes nothing about that"


def test_a_network_that_is_gone_and_back(bar: NoticeBar, moving: Moving) -> None:
    moving.move()
    assert "come back by themselves once" in said(bar)
    assert W in said(bar)
    moving.move(W)
    assert said(bar) == "", "what was said is true no more"
    moving.move()
    moving.move(E)
    assert f"from {W} to {E}" in said(bar)


def test_a_second_network_that_comes_before_the_first(bar: NoticeBar, moving: Moving) -> None:
    moving.move(E, W)
    assert "stay connected" in said(bar)
    assert E in said(bar)


def test_what_changes_nothing_for_phones_is_not_said(bar: NoticeBar, moving: Moving) -> None:
    moving.move(W, E)
    assert said(bar) == ""
    moving.move(W)
    assert said(bar) == ""
    moving.move()
    bar.hide()
    moving.name_url = None
    moving.move()
    assert said(bar) == "", "it was read and closed"


def test_something_else_that_is_said_stays(bar: NoticeBar, moving: Moving) -> None:
    moving.move()
    bar.say("The disk is full")
    moving.move(W)
    assert said(bar) == "The disk is full"


def test_without_a_class_nothing_is_said(bar: NoticeBar, moving: Moving, stage: Stage) -> None:
    stage.hall.teach(cmd.EndSession())
    moving.move(E)
    assert said(bar) == ""
