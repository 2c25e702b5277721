"""Seat cards over the real program: what they lead to, what is said of the address, the file."""

import asyncio
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton, QRadioButton

from classroom_app.application.seat_card_job import SeatCardJob
from classroom_app.domain import commands as cmd
from classroom_app.gui.people.card_paper import CardPaper
from classroom_app.gui.people.cards_dialog import CardsDialog
from tests.end2end.test_window import Desk, Work, at_desk, runner
from tests.end2end.test_window_people import open_people
from tests.helpers.dialogs import shown_dialog
from tests.helpers.qt_wait import until

__all__ = ["at_desk", "runner"]

PEOPLE = [(number, f"수강생 {number}") for number in range(1, 10)]


async def open_cards(desk: Desk) -> CardsDialog:
    """Click the button and return the dialog, which waits for the disk once."""
    shown: list[bool] = []
    desk.window.people_page.cards_shown.connect(lambda: shown.append(True))
    desk.click("seatCardsButton")
    await until(lambda: bool(shown), desk.window.people_page.cards_shown)
    dialog = shown_dialog()
    assert isinstance(dialog, CardsDialog)
    return dialog


def text_of(path: Path) -> str:
    command = ["pdftotext", str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()


def button(dialog: CardsDialog, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert found is not None
    return found


def test_the_cards_of_a_roster_are_saved_with_the_address_that_is_chosen(
    at_desk: Callable[[Work], None], tmp_path: Path
) -> None:
    async def work(desk: Desk) -> None:
        (url, *_others) = desk.school.services.server.urls()
        page = await open_people(desk, PEOPLE)
        dialog = await open_cards(desk)
        assert "likely to change" in dialog.advice.text()
        address = dialog.address
        assert isinstance(address, QComboBox)
        assert address.currentText() == url.removeprefix("http://")
        saved: list[str] = []
        dialog._exporter.finished.connect(saved.append)
        dialog.save(tmp_path / "cards.pdf")
        await until(lambda: bool(saved), dialog._exporter.finished)
        if sys.platform != "win32":  # poppler reads what was written
            said = await asyncio.to_thread(text_of, tmp_path / "cards.pdf")
            assert said.count(address.currentText()) == 9
            assert said.count("\f") == 2
        roster = page.roster
        assert roster is not None
        token = await desk.school.services.seat_cards.token_of(roster.id)
        assert dialog.job().cards[8].link == f"{url}/n/{token}#9"

    at_desk(work)


def test_a_class_that_is_open_with_the_roster_can_have_cards_of_its_own(
    at_desk: Callable[[Work], None],
) -> None:
    async def work(desk: Desk) -> None:
        page = await open_people(desk, PEOPLE)
        roster = page.roster
        assert roster is not None
        session = await desk.school.services.instructor.open_class(
            desk.school.session.lesson.id, "NUM001", roster_id=roster.id
        )
        desk.page.show_session(session)
        desk.window.show_page("people")
        dialog = await open_cards(desk)
        choice = dialog.findChild(QRadioButton, "classChoice")
        assert choice is not None
        assert "NUM001" in choice.text()
        choice.setChecked(True)
        assert dialog.job().cards[0].link.endswith("/join/NUM001#1")
        assert dialog.job().code == "NUM001"

    at_desk(work)


def test_cards_for_the_open_class_follow_its_code_and_its_end(
    at_desk: Callable[[Work], None],
) -> None:
    async def work(desk: Desk) -> None:
        page = await open_people(desk, PEOPLE)
        roster = page.roster
        assert roster is not None
        services = desk.school.services
        session = await services.instructor.open_class(
            desk.school.session.lesson.id, "NUM001", roster_id=roster.id
        )
        desk.page.show_session(session)
        desk.window.show_page("people")
        dialog = await open_cards(desk)
        choice = dialog.findChild(QRadioButton, "classChoice")
        assert choice is not None
        choice.setChecked(True)
        shown: list[SeatCardJob] = []
        show_paper = dialog.preview.show_paper

        def note(paper: CardPaper) -> None:
            shown.append(paper._job)
            show_paper(paper)

        dialog.preview.show_paper = note  # type: ignore[method-assign, assignment]
        bridge = desk.window.console.bridge
        code = (await services.instructor.new_code(session.id)).code
        await until(lambda: bool(shown), bridge.code_changed)
        assert shown[-1] == dialog.job()
        assert shown[-1].code == code != "NUM001"
        assert code in choice.text().replace(" ", "")
        count = len(shown)
        actor = services.instructor.actor
        await services.classroom.execute(session.id, cmd.NextStep(), actor)
        await services.classroom.execute(session.id, cmd.EndSession(), actor)
        await until(lambda: len(shown) > count, bridge.lead_changed)
        assert len(shown) == count + 1, "a step changes no card"
        assert shown[-1] == dialog.job()
        assert shown[-1].code == ""
        assert dialog.course.isChecked()
        assert choice.isHidden()

    at_desk(work)


def test_without_a_network_the_window_says_so_and_prints_nothing(
    at_desk: Callable[[Work], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work(desk: Desk) -> None:
        monkeypatch.setattr(desk.school.program.server, "urls", list)
        await open_people(desk, PEOPLE)
        dialog = await open_cards(desk)
        assert "no network" in dialog.advice.text()
        assert not button(dialog, "saveCardsButton").isEnabled()
        assert not button(dialog, "printCardsButton").isEnabled()

    at_desk(work)


def test_old_cards_can_be_made_invalid(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        await open_people(desk, PEOPLE)
        dialog = await open_cards(desk)
        before = dialog.job().cards[0].link
        button(dialog, "renewCardsButton").click()
        asked = shown_dialog()
        assert asked is not None
        told: list[bool] = []
        dialog.renewed.connect(lambda: told.append(True))
        confirm = asked.findChild(QPushButton, "confirmButton")
        assert confirm is not None
        confirm.click()
        await until(lambda: bool(told), dialog.renewed)
        assert dialog.job().cards[0].link != before

    at_desk(work)
