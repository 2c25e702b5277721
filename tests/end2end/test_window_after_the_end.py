"""What follows the end of a class: its figures, its own report, the same class again."""

from collections.abc import Callable

from msgspec import structs
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from classroom_app.domain import commands as cmd
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.history.history_page import HistoryPage
from classroom_app.gui.lead.ended_card import EndedCard
from tests.end2end.test_window import Desk, Work, at_desk, runner
from tests.end2end.test_window_history import open_history
from tests.helpers.past_class import PastClass, held_class
from tests.helpers.qt_wait import until

__all__ = ["at_desk", "runner"]


async def lead(desk: Desk, code: str, *names: str, rehearsal: bool = False) -> PastClass:
    """Open a class in the window, and let these finish the first step."""
    held = await PastClass.open(desk.school.services, code, rehearsal=rehearsal)
    desk.window.show_session(held.session)
    await held.join(*names)
    await held.teach(cmd.NextStep())
    await held.complete(*names)
    return held


async def end(desk: Desk, held: PastClass) -> EndedCard:
    """End it, and wait for the figures."""
    card = desk.page.board.ended
    shown: list[bool] = []
    card.shown.connect(lambda: shown.append(True))
    await held.end()
    await until(lambda: bool(shown), card.shown)
    return card


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def reported(page: HistoryPage) -> str:
    assert page.report.record is not None
    return page.report.record.report.code


def test_a_class_that_is_over_shows_its_figures(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        desk.window.resize(1400, 800)
        held = await lead(desk, "111222", "Kim", "Lee")
        card = desk.page.board.ended
        assert card.isHidden()
        await held.say("Lee", cmd.RequestHelp(None))
        await end(desk, held)
        assert card.isVisible()
        said = words(card)
        for value, name in (("2", "Students who joined"), ("1", "Help requests")):
            assert said[said.index(name) - 1] == value
        desk.window.console.language.choose("ko")
        QApplication.sendPostedEvents()
        assert "참석한 학생" in words(card)
        desk.click("newClassButton")
        assert card.isHidden()

    at_desk(work)


def test_open_report_shows_this_class_whatever_history_showed(
    at_desk: Callable[[Work], None],
) -> None:
    async def work(desk: Desk) -> None:
        await held_class(desk.school.services, "111222")
        page = await open_history(desk)
        search = desk.find("historySearchField")
        assert isinstance(search, QLineEdit)
        search.setText("111222")
        await end(desk, await lead(desk, "333444", "Kim"))
        await held_class(desk.school.services, "555666")  # a newer one, by another window or remote
        desk.click("openReportButton")
        await until(lambda: reported(page) == "333444", page.report_shown)
        assert page.chosen is not None
        assert page.chosen.code == "333444"
        assert desk.window.history_page.isVisible()

    at_desk(work)


def test_history_chooses_the_class_that_has_just_ended(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        await held_class(desk.school.services, "111222")
        page = await open_history(desk)
        assert reported(page) == "111222"
        await end(desk, await lead(desk, "333444", "Kim"))
        desk.window.show_page("history")
        await until(lambda: reported(page) == "333444", page.report_shown)
        page.choose(page.model.index(1).data(0x0100).id)
        await until(lambda: reported(page) == "111222", page.report_shown)
        listed: list[bool] = []
        page.listed.connect(lambda: listed.append(True))
        desk.window.show_page("history")
        await until(lambda: bool(listed), page.listed)
        assert page.chosen is not None
        assert page.chosen.code == "111222", "nothing new: what was chosen stays"

    at_desk(work)


def test_only_the_class_that_is_chosen_can_be_exported(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        await held_class(desk.school.services, "111222")
        await held_class(desk.school.services, "333444")
        page = await open_history(desk)
        await until(lambda: page.report.has_charts, page.report.charted)
        assert desk.find("exportButton").isEnabled()
        page.choose(page.model.index(1).data(0x0100).id)
        assert reported(page) == "333444", "the other is still being read"
        assert not desk.find("exportButton").isEnabled()
        assert not desk.find("printButton").isEnabled()
        await until(lambda: reported(page) == "111222", page.report_shown)
        assert desk.find("exportButton").isEnabled()

    at_desk(work)


def test_a_class_that_has_gone_on_is_read_again(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        held = await held_class(desk.school.services, "111222")
        page = await open_history(desk)
        past = page.chosen
        assert past is not None
        shown: list[bool] = []
        page.report_shown.connect(lambda: shown.append(True))
        before = structs.replace(past, people=past.people - 1, ended_at=None)
        page._wanted = before  # as it was listed before it was taken up again
        page.model.show_classes([])
        page._show_list([past])
        await until(lambda: bool(shown), page.report_shown)
        assert page.report.record is not None
        assert page.report.record.report.ended_at == held.session.ended_at

    at_desk(work)


def test_the_same_class_is_opened_again(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        held = await lead(desk, "111222", "Kim")
        await end(desk, held)
        desk.click("sameClassButton")
        bridge = desk.window.console.bridge

        def another() -> ClassSession | None:
            session = bridge.session
            return session if session is not None and session.id != held.session.id else None

        await until(lambda: another() is not None, bridge.session_changed)
        again = another()
        assert again is not None
        assert (again.code, again.lesson.id) == ("111222", held.session.lesson.id)
        assert (again.status, again.guests_allowed) == (SessionStatus.WAITING, False)
        assert desk.page.board.ended.isHidden()

    at_desk(work)


def test_a_rehearsal_has_figures_and_no_report(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        card = await end(desk, await lead(desk, "111222", "Kim", rehearsal=True))
        assert card.isVisible()
        for name in ("openReportButton", "sameClassButton"):
            assert desk.find(name).isHidden()

    at_desk(work)
