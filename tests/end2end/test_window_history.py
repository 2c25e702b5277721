"""The History page over the real program: the list, the report, the replay."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QTableView,
    QWidget,
)

from classroom_app.application.ports import StorageError
from classroom_app.application.report_service import ClassRecord
from classroom_app.domain import commands as cmd
from classroom_app.gui.history.chart_card import ChartCard
from classroom_app.gui.history.history_page import HistoryPage
from classroom_app.gui.kit.picture_dialog import PictureDialog
from classroom_app.gui.kit.roles import ID_ROLE
from tests.end2end.test_window import Desk, Work, at_desk, runner
from tests.end2end.test_window_data import press
from tests.helpers.dialogs import shown_dialog
from tests.helpers.lecture import snapshot
from tests.helpers.past_class import PastClass, held_class
from tests.helpers.qt_wait import until
from tests.helpers.sample import picture_bytes

__all__ = ["at_desk", "runner"]


async def open_history(desk: Desk) -> HistoryPage:
    """Show the page and wait until the report of the newest class stands there."""
    page = desk.window.history_page
    desk.window.show_page("history")
    await until(lambda: page.report.record is not None, page.report_shown)
    return page


def column(model: QAbstractItemModel, place: int) -> list[str]:
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def test_past_classes_are_listed_and_reported(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        services = desk.school.services
        await held_class(services, "111222")
        await held_class(services, "333444", "Kim", "Lee")
        await (await PastClass.open(services, "555666", rehearsal=True)).end()
        page = await open_history(desk)
        codes = [page.model.index(row).data(Qt.ItemDataRole.UserRole).code for row in range(2)]
        assert (codes, page.model.rowCount()) == (["333444", "111222"], 2)
        report = page.report
        assert column(report.students.sorted, 1) == ["Kim", "Lee"]
        assert column(report.help.sorted, 3) == ["버튼이 안 보여요"]
        assert column(report.controls.sorted, 2)[-1] == "Class ended"
        search = desk.find("historySearchField")
        assert isinstance(search, QLineEdit)
        search.setText("111222")
        assert page.model.rowCount() == 1
        page.choose(page.model.index(0).data(Qt.ItemDataRole.UserRole).id)
        await until(lambda: "김영희" in column(report.students.sorted, 1), page.report_shown)

    at_desk(work)


def test_a_report_that_cannot_be_read_is_read_at_the_next_click(
    at_desk: Callable[[Work], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work(desk: Desk) -> None:
        services = desk.school.services
        await held_class(services, "111222")
        await held_class(services, "333444", "Kim", "Lee")
        page = await open_history(desk)
        reports, tries = services.reports, list[int]()
        read = reports.record

        async def fail(session_id: int) -> ClassRecord:
            tries.append(session_id)
            raise StorageError("disk I/O error")

        monkeypatch.setattr(reports, "record", fail)
        index = page.model.index(1)
        failed_id = index.data(Qt.ItemDataRole.UserRole).id
        page.choose(failed_id)
        await until(lambda: bool(tries), page.listed)
        words = desk.find("emptyHistory")
        assert "the disk reports an error" in str(words.property("text"))
        assert words.isVisibleTo(page), "no other class's report stands there"
        assert not page.ask_handout()
        assert page.chosen is not None
        assert page.chosen.id == failed_id
        listed: list[bool] = []
        page.listed.connect(lambda: listed.append(True))
        page.refresh()
        await until(lambda: bool(listed), page.listed)
        assert tries == [failed_id], "it is not read again and again"
        monkeypatch.setattr(reports, "record", read)
        view = desk.find("historyView")
        assert isinstance(view, QListView)
        at = view.visualRect(view.currentIndex()).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        await until(lambda: page.report.record is not None, page.report_shown)
        assert page.report.record is not None
        assert page.report.record.report.session_id == failed_id
        assert not words.isVisibleTo(page)

    at_desk(work)


def test_a_picture_that_came_with_a_call_is_seen(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        services = desk.school.services
        held = await PastClass.open(services, "111222")
        await held.join("Kim", "Lee", "Park")
        await held.teach(cmd.NextStep())
        shot, gone = (f"screenshots/{held.session.id}/{digit * 32}.png" for digit in "ab")
        file = services.data_dir / shot
        await asyncio.to_thread(file.parent.mkdir, parents=True)
        file.write_bytes(picture_bytes("PNG"))
        await held.say("Kim", cmd.RequestHelp(None, "no picture"))
        await held.say("Lee", cmd.RequestHelp(None, "look", shot))
        await held.say("Park", cmd.RequestHelp(None, "gone", gone))
        await held.end()
        page = await open_history(desk)
        report, button = page.report, desk.find("helpPictureButton")
        report.tabs.setCurrentIndex(3)
        assert column(report.help.sorted, 6) == ["", "yes", "yes"]
        report.help.sortByColumn(1, Qt.SortOrder.DescendingOrder)
        report.help.selectRow(2)
        assert not button.isEnabled(), "Kim sent none"
        report.help.selectRow(1)
        shown: list[bool] = []
        page.picture_shown.connect(lambda: shown.append(True))
        desk.click("helpPictureButton")
        await until(lambda: bool(shown), page.picture_shown)
        dialog = shown_dialog()
        assert isinstance(dialog, PictureDialog)
        assert dialog.windowTitle() == "Lee's screen"
        dialog.accept()
        report.help.doubleClicked.emit(report.help.sorted.index(0, 0))
        await until(page.toast.isVisible, page.toast.undo_offered)
        assert page.toast.text == "Can't open the picture."

    at_desk(work)


def test_with_no_class_the_page_says_what_will_be_here(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        page = desk.window.history_page
        listed: list[bool] = []
        page.listed.connect(lambda: listed.append(True))
        desk.window.show_page("history")
        await until(lambda: bool(listed), page.listed)
        assert "No classes yet" in desk.find("emptyHistory").property("text")
        assert not desk.find("historySearchField").isEnabled()

    at_desk(work)


def test_every_chart_is_a_table_too(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        await held_class(desk.school.services)
        page = await open_history(desk)
        await until(lambda: page.report.counts._chart is not None, page.report.charted)
        for card in page.report.findChildren(ChartCard):
            assert card.stack.currentWidget() is card._chart
            assert card.grab().width() > 0
            button = card.findChild(QPushButton, f"{card.objectName()}TableButton")
            assert isinstance(button, QPushButton)
            button.click()
            table = card.stack.currentWidget()
            assert isinstance(table, QTableView)
            assert table.model().rowCount() == len(desk.school.session.lesson.subtasks)
            assert table.accessibleName()
        assert column(page.report.counts.table.sorted, 2)[:2] == ["3", "0"]

    at_desk(work)


def test_the_class_can_be_looked_at_again(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        held = await PastClass.open(desk.school.services, "111222")
        states = []
        deeds: list[Callable[[], Coroutine[Any, Any, None]]] = [
            lambda: held.join("김영희", "이철수"),
            lambda: held.teach(cmd.NextStep()),
            lambda: held.complete("김영희"),
            lambda: held.say("이철수", cmd.RequestHelp(None, "?")),
            lambda: held.teach(cmd.PauseSession()),
            held.end,
        ]
        for deed in deeds:
            await deed()
            states.append((desk.school.services.clock.now(), snapshot(held.session)))
        page = await open_history(desk)
        replay = page.report.replay
        desk.find("reportTabs")
        page.report.tabs.setCurrentIndex(2)
        for moment, state in reversed(states):
            timeline = page.report.record.timeline if page.report.record else None
            assert timeline is not None
            assert snapshot(timeline.at(moment)) == state
        replay.line.setValue(0)
        await until(lambda: not replay._is_reading, replay.shown)
        assert replay.board.session is not None
        assert replay.board.session.participant_count == 0
        replay.line.setValue(replay.line.maximum())
        await until(lambda: replay.students.rowCount() == 2, replay.shown)
        assert replay.board.session.current_subtask_id == held.session.current_subtask_id
        QTest.keyClick(replay.line, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
        assert replay.line.value() in replay.line.stops
        assert replay.line.accessibleName()

    at_desk(work)


def test_rows_are_copied_as_spreadsheets_take_them(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        await held_class(desk.school.services, "111222", "Kim", "Lee")
        table = (await open_history(desk)).report.students
        table.selectRow(1)
        QTest.keySequence(table, "Ctrl+C")
        head, row = QApplication.clipboard().text().split("\n")
        assert head.split("\t")[1] == "Name"
        assert row.split("\t")[1] == "Lee"

    at_desk(work)


def test_a_class_is_deleted_after_asking(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        services = desk.school.services
        await held_class(services, "111222")
        held = await held_class(services, "333444", "Kim", "Lee")
        page = await open_history(desk)
        desk.window.class_page.show_session(held.session)
        desk.click("eraseClassButton")
        press("backButton")
        assert len(await services.reports.past_classes()) == 2
        desk.click("eraseClassButton")
        press("confirmButton")
        await until(lambda: page.model.rowCount() == 1, page.listed)
        await until(
            lambda: page.report.record is not None and page.report.record.report.code == "111222",
            page.report_shown,
        )
        assert desk.window.console.board.session is None, "it does not stand on the class page"

    at_desk(work)


def test_a_student_is_deleted_from_every_class(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        services = desk.school.services
        for code in ("111222", "333444"):
            await held_class(services, code, "Kim", "Lee")
        page = await open_history(desk)
        assert page.report.record is not None
        kim = page.report.record.report.students[0].participant_id
        page.report.tabs.setCurrentIndex(1)
        button = desk.find("eraseStudentButton")
        assert isinstance(button, QPushButton)
        assert not button.isEnabled()
        page.report.students.selectRow(0)
        assert page.report.students.currentIndex().data(ID_ROLE) == kim
        button.click()
        await until(lambda: shown_dialog() is not None, page.eraser.asked)
        field = desk.find("tracesField")
        assert field.property("plainText").count("Kim") == 2
        press("confirmButton")
        await until(lambda: column(page.report.students.sorted, 1) == ["Lee"], page.report_shown)
        for past in await services.reports.past_classes():
            report = (await services.reports.record(past.id)).report
            assert [line.name for line in report.students] == ["Lee"]

    at_desk(work)


def test_nothing_of_a_running_class_is_deleted(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        page, refused = desk.window.history_page, list[bool]()
        page.eraser.refused.connect(lambda: refused.append(True))
        page.eraser._erase_classes([desk.school.session.id])
        await until(lambda: bool(refused), page.eraser.refused)
        press("closeButton")
        assert desk.school.services.classroom.session(desk.school.session.id) is not None

    at_desk(work)


def test_the_keyboard_is_enough(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        for code in ("111222", "333444"):
            await held_class(desk.school.services, code)
        page = await open_history(desk)
        desk.window.activateWindow()
        page._take_focus()
        view = desk.find("historyView")
        assert view.hasFocus()
        QTest.keyClick(view, Qt.Key.Key_Down)
        await until(
            lambda: page.report.record is not None and page.report.record.report.code == "111222",
            page.report_shown,
        )
        reached: set[str] = set()
        widget: QWidget | None = view.nextInFocusChain()
        while widget is not None and widget is not view:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                reached.add(widget.objectName())
            widget = widget.nextInFocusChain()
        assert {
            "historySearchField",
            "exportButton",
            "printButton",
            "eraseClassButton",
            "reportTabs",
            "countsChartTableButton",
            "timesChartTableButton",
            "reportStudents",
            "timelineBar",
            "earlierButton",
            "laterButton",
            "reportControls",
        } <= reached
        tabs = page.report.tabs
        QTest.keyClick(tabs, Qt.Key.Key_Right)
        assert tabs.currentIndex() == 1
        table = page.report.students
        table.selectRow(0)
        table.setCurrentIndex(table.model().index(0, 0))
        with_menu: list[int] = []
        table.menu_requested.connect(lambda who, _at: with_menu.append(who))
        page.report.student_menu_requested.disconnect()
        QTest.keyClick(table, Qt.Key.Key_Delete)
        assert len(with_menu) == 1
        desk.window.show_page("settings")
        for name in ("timelineBar", "reportTabs", "eraseDays", "reportHelp"):
            assert desk.find(name).accessibleName(), name

    at_desk(work)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("size", [(1280, 720), (3840, 2160)])
def test_nothing_is_cut(
    at_desk: Callable[[Work], None], language: str, size: tuple[int, int]
) -> None:
    async def work(desk: Desk) -> None:
        desk.window.console.language.choose(language)
        desk.window.resize(*size)
        await held_class(desk.school.services)
        page = await open_history(desk)
        for tab in range(page.report.tabs.count()):
            page.report.tabs.setCurrentIndex(tab)
            QApplication.processEvents()
            assert (desk.window.width(), desk.window.height()) == size
            for button in page.findChildren(QPushButton):
                if button.isVisible():
                    assert button.width() >= button.minimumSizeHint().width(), button.objectName()

    at_desk(work)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_row_of_the_students_has_a_menu(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        await held_class(desk.school.services)
        page = await open_history(desk)
        page.report.tabs.setCurrentIndex(1)
        table = page.report.students
        table.setCurrentIndex(table.model().index(0, 1))
        QTest.keyClick(table, Qt.Key.Key_Return)
        menu = page.findChild(QMenu, "reportStudentMenu")
        assert isinstance(menu, QMenu)
        (entry,) = menu.actions()
        entry.trigger()
        menu.close()
        await until(lambda: shown_dialog() is not None, page.eraser.asked)
        press("backButton")

    at_desk(work)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_report_on_a_small_screen_scrolls_up_and_down_alone(
    language: str, at_desk: Callable[[Work], None]
) -> None:
    async def work(desk: Desk) -> None:
        desk.window.console.language.choose(language)
        await held_class(desk.school.services)
        desk.window.resize(910, 510)
        page = await open_history(desk)
        await until(lambda: page.report.has_charts, page.report.charted)
        for tab in range(page.report.tabs.count()):
            page.report.tabs.setCurrentIndex(tab)
            QApplication.processEvents()
            for area in page.report.findChildren(QAbstractScrollArea):
                # A table has as many columns as it has; its names come first.
                if area.isVisible() and not isinstance(area, QTableView):
                    assert area.horizontalScrollBar().maximum() == 0, (tab, area.objectName())
            for button in page.findChildren(QPushButton):
                needed = button.minimumSizeHint().width()
                assert not button.isVisible() or button.width() >= needed, button.text()
        assert page._title.width() >= page._title.minimumSizeHint().width(), "the class is named"
        page.report.tabs.setCurrentIndex(2)
        desk.window.resize(1400, 510)
        QApplication.processEvents()
        assert desk.find("exportButton").width() > 60, "it has its words again"
        assert page.report.replay._steps.width() > 180

    at_desk(work)
