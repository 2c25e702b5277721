"""The whole window over the real program: pages, first start, recovery, access for everybody."""

import asyncio
import json
import socket
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from classroom_app.domain import commands as cmd
from classroom_app.domain.class_session import ClassSession
from classroom_app.gui.board.counter_bar import CounterBar
from classroom_app.gui.board.steps_panel import StepsPanel
from classroom_app.gui.lead.status_pill import StatusPill
from classroom_app.gui.main_window import SMALLEST, MainWindow
from classroom_app.gui.preferences import Key
from classroom_app.system.event_loop import ClassroomEventLoop
from tests.helpers.composing import compose
from tests.helpers.dialogs import shown_dialog
from tests.helpers.free_ports import free_pair
from tests.helpers.qt_wait import until
from tests.helpers.school import School, open_school

Work = Callable[["Desk"], Coroutine[Any, Any, None]]


class Desk:
    """The window of a school."""

    def __init__(self, school: School, folder: Path, language: str | None = "en") -> None:
        self.school = school
        self.settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        self.rehearsed: list[tuple[ClassSession, int]] = []
        self.window = MainWindow(
            school.services,
            self.settings,
            language=language,
            rehearse=lambda session, count, _helpers: self.rehearsed.append((session, count)),
        )
        self.page = self.window.class_page
        self.window.show()

    def find(self, name: str) -> QWidget:
        found = self.window.findChild(QWidget, name)
        assert isinstance(found, QWidget), name
        return found

    def click(self, name: str) -> None:
        button = self.find(name)
        assert isinstance(button, QAbstractButton)
        assert button.isEnabled(), name
        button.click()

    def close(self) -> None:
        self.window.allow_close()
        self.window.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[asyncio.Runner]:
    qapp.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(qapp)) as runner:
        yield runner


@pytest.fixture
def at_desk(runner: asyncio.Runner, tmp_path: Path) -> Callable[[Work], None]:
    """Run work with a window and its program."""

    def run(work: Work) -> None:
        async def main() -> None:
            async with open_school(tmp_path / "data") as school:
                desk = Desk(school, tmp_path)
                try:
                    await work(desk)
                finally:
                    desk.window.console.language.choose("en")
                    desk.close()

        runner.run(main())

    return run


def test_pages_are_made_when_they_are_first_shown(at_desk: Callable[[Work], None]) -> None:
    pages = {"lessons_page", "people_page", "history_page", "settings_page"}

    async def work(desk: Desk) -> None:
        window = desk.window
        assert not pages & vars(window).keys()
        assert not {"opener", "board"} & vars(desk.page).keys()
        await window.flush()  # nothing was written where there is no editor
        for name in ("lessons", "people", "history", "settings"):
            window.show_page(name)
            assert desk.find(f"{name}Page").isVisible()
        assert pages <= vars(window).keys()

    at_desk(work)


@pytest.mark.parametrize("name", ["class", "lessons", "people", "history", "settings"])
def test_the_keyboard_begins_on_the_page(name: str, at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        desk.window.hide()
        desk.window.show_page(name)
        desk.window.show_first()
        page = desk.find(f"{name}Page")

        def is_there() -> bool:
            focus: QWidget | None = desk.window.focusWidget()
            return focus is not None and (focus is page or page.isAncestorOf(focus))

        await until(is_there, app.focusChanged)

    at_desk(work)


def test_first_start_to_a_running_class_in_three_clicks(
    at_desk: Callable[[Work], None],
) -> None:
    async def work(desk: Desk) -> None:
        page, session_changed = desk.page, desk.window.console.bridge.session_changed
        assert page.currentWidget() is page.welcome
        name = desk.find("instructorNameField")
        assert isinstance(name, QLineEdit)
        name.setText("김선생")
        desk.click("beginButton")
        await until(lambda: page.currentWidget() is page.opener, page.currentChanged)
        assert desk.school.services.instructor.profile.name == "김선생"
        box = desk.find("lessonBox")
        assert isinstance(box, QComboBox)
        open_button = desk.find("openSessionButton")
        await until(open_button.isEnabled, page.opener.lessons_shown)
        assert box.count() >= 6
        desk.click("openSessionButton")
        await until(lambda: page.currentWidget() is page.board, page.currentChanged)
        desk.click("nextStepButton")
        await until(
            lambda: (
                desk.window.console.board.session is not None
                and desk.window.console.board.session.current_subtask_id is not None
            ),
            desk.window.console.bridge.lead_changed,
            session_changed,
        )

    at_desk(work)


# A screen of 1366 × 768 at 150 % and at 125 %, less the taskbar and the title bar.
SMALL = [(911, 433), (1093, 535)]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("size", SMALL)
def test_the_class_fits_a_small_screen(
    language: str, size: tuple[int, int], at_desk: Callable[[Work], None]
) -> None:
    async def work(desk: Desk) -> None:
        desk.window.console.language.choose(language)
        phones = [await desk.school.student(f"Kim {number}") for number in range(10)]
        desk.window.show_session(desk.school.session)
        desk.window.resize(*size)
        for command in (cmd.NextStep(), cmd.PauseSession(), cmd.EndSession()):
            await desk.school.execute(command)
            if isinstance(command, cmd.NextStep):
                await phones[0].send("request_help", message="어디를 눌러야 하나요?")
                await phones[0].expect("request_help_confirmed")
            see(desk)
            assert (desk.window.width(), desk.window.height()) == size
            for button in leading_buttons(desk):
                assert is_whole(button, desk), (button.objectName(), command)
            for chip in desk.page.board.findChildren(CounterBar)[0].findChildren(QPushButton):
                if chip.isVisible():
                    assert chip.width() >= chip.minimumSizeHint().width(), chip.text()

    at_desk(work)


def test_notices_and_questions_leave_the_lead_in_sight(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        phone = await desk.school.student("Kim")
        desk.window.show_session(desk.school.session)
        await desk.school.execute(cmd.NextStep())
        await phone.send("request_help", message="?")
        await phone.expect("request_help_confirmed")
        desk.window.resize(*SMALLEST)
        desk.window.notice.say("The disk is full. " * 12)
        desk.page.board.auto_advance.bar.show_seconds(5)
        see(desk)
        assert (desk.window.width(), desk.window.height()) == SMALLEST
        for button in leading_buttons(desk):
            assert is_whole(button, desk), button.objectName()

    at_desk(work)


def test_what_says_that_there_is_nothing_stands_in_the_middle(
    at_desk: Callable[[Work], None],
) -> None:
    async def work(desk: Desk) -> None:
        window = desk.window
        window.show_session(desk.school.session)
        for name in ("lessons", "people", "history"):
            window.show_page(name)
        said = [one for one in window.findChildren(QLabel) if one.property("role") == "empty"]
        assert len(said) >= 7
        for label in said:
            assert label.alignment() == Qt.AlignmentFlag.AlignCenter, label.text()

    at_desk(work)


@pytest.mark.parametrize(("first", "then"), [("ko", "en"), ("en", "ko")])
def test_nothing_is_cut_in_the_other_language(
    first: str, then: str, at_desk: Callable[[Work], None]
) -> None:
    async def work(desk: Desk) -> None:
        window, session = desk.window, desk.school.session
        window.console.language.choose(first)
        window.show_session(session)
        await desk.school.execute(cmd.NextStep())
        for name in ("lessons", "settings", "class"):
            window.show_page(name)
            see(desk)
        window.console.language.choose(then)
        for name in ("class", "lessons", "settings"):
            window.show_page(name)
            see(desk)
            for box in filter(QWidget.isVisible, window.findChildren(QComboBox)):
                option = QStyleOptionComboBox()
                box.initStyleOption(option)
                field = box.style().subControlRect(
                    QStyle.ComplexControl.CC_ComboBox,
                    option,
                    QStyle.SubControl.SC_ComboBoxEditField,
                    box,
                )
                needed = box.fontMetrics().horizontalAdvance(box.currentText())
                assert field.width() >= needed, box.currentText()
            for button in filter(QWidget.isVisible, window.findChildren(QPushButton)):
                assert button.width() >= button.minimumSizeHint().width(), button.text()
            for pill in filter(QWidget.isVisible, window.findChildren(StatusPill)):
                assert pill.width() >= pill.sizeHint().width(), pill.text
                assert pill.accessibleName() == pill.text

    at_desk(work)


def test_the_step_is_named_where_its_title_has_given_way(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        desk.window.show_session(desk.school.session)
        await desk.school.execute(cmd.NextStep())
        detail = desk.find("detailLabel")
        assert isinstance(detail, QLabel)
        for size, is_named in (((1320, 820), False), (SMALLEST, True), ((1320, 820), False)):
            desk.window.resize(*size)
            see(desk)
            assert ("Step 1: Open Settings" in detail.text()) is is_named
            assert desk.page.board.findChildren(StepsPanel)[0].is_slim is is_named

    at_desk(work)


def see(desk: Desk) -> None:
    """Let everything that was told be shown and laid out."""
    desk.window.console.bridge.flush()
    desk.window.console.board.tick()
    for _ in range(5):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def leading_buttons(desk: Desk) -> list[QPushButton]:
    """Return what never gives way."""
    names = ("nextStepButton", "pauseButton", "endButton", "newClassButton", "onTheWayButton")
    found = [desk.page.board.findChild(QPushButton, name) for name in names]
    shown = [button for button in found if button is not None and button.isVisible()]
    assert len(shown) >= 3
    return shown


def is_whole(button: QWidget, desk: Desk) -> bool:
    """Tell whether a button is within the window, all of it, and as wide as its words."""
    window = desk.window
    place = QRect(button.mapTo(window, QPoint()), button.size())
    is_wide = button.width() >= button.minimumSizeHint().width()
    return (
        window.rect().contains(place)
        and button.visibleRegion().boundingRect() == button.rect()
        and is_wide
    )


def test_the_keyboard_alone_opens_a_class(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        page = desk.page
        desk.window.show_first()
        desk.window.activateWindow()
        QTest.keyClick(desk.find("instructorNameField"), Qt.Key.Key_Return)
        await until(lambda: page.currentWidget() is page.opener, page.currentChanged)
        button = desk.find("openSessionButton")
        await until(lambda: QApplication.focusWidget() is button, page.opener.lessons_shown)
        QTest.keyClick(button, Qt.Key.Key_Return)
        await until(lambda: page.currentWidget() is page.board, page.currentChanged)

    at_desk(work)


def test_a_bad_code_is_named(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        page = desk.page
        page.show_opener()
        code, fault = desk.find("codeField"), desk.find("openFault")
        assert isinstance(code, QLineEdit)
        await until(lambda: page.opener.lesson is not None, page.opener.lessons_shown)
        code.setText("??")
        page.opener.open_class()
        await until(lambda: not fault.isHidden(), page.opener.refused)
        assert page.currentWidget() is page.opener

    at_desk(work)


def test_a_class_that_was_cut_off_goes_on_with_one_click(
    at_desk: Callable[[Work], None],
) -> None:
    async def work(desk: Desk) -> None:
        page = desk.page
        desk.school.services.classroom.close_session(desk.school.session.id)
        page.show_opener()
        desk.window.activateWindow()
        await until(
            lambda: QApplication.focusWidget() is desk.find("takeUpButton"),
            page.opener.lessons_shown,
        )
        QTest.keyClick(desk.find("takeUpButton"), Qt.Key.Key_Return)
        await until(lambda: page.currentWidget() is page.board, page.currentChanged)
        session = desk.window.console.board.session
        assert session is not None
        assert session.id == desk.school.session.id

    at_desk(work)


def test_lessons_are_imported_and_faults_named(
    at_desk: Callable[[Work], None], tmp_path: Path
) -> None:
    async def work(desk: Desk) -> None:
        window = desk.window
        good, bad = tmp_path / "good.json", tmp_path / "bad.json"
        step = {"title": "Tap", "target_action": "CLICK", "guide_text": "Tap it"}
        lesson = {
            "format": "classroom-lesson/1",
            "title": "Mine",
            "language": "en",
            "subtasks": [step],
        }
        good.write_text(json.dumps(lesson), encoding="utf-8")
        bad.write_text(json.dumps({**lesson, "title": "", "subtasks": []}), encoding="utf-8")
        desk.click("lessonsPageButton")
        lessons = window.lessons_page
        model = lessons.model
        await until(lambda: model.rowCount() > 0, model.modelReset)
        before = model.rowCount()
        lessons.import_files([str(good)])
        await until(lambda: model.rowCount() == before + 1, model.modelReset)
        lessons.import_files([str(bad)])
        await until(lambda: shown_dialog() is not None, lessons.refused)
        dialog = shown_dialog()
        assert dialog is not None
        field = dialog.findChild(QPlainTextEdit)
        assert isinstance(field, QPlainTextEdit)
        assert field.toPlainText().count("•") >= 2
        dialog.close()
        desk.click("openLessonButton")
        await until(lambda: desk.page.currentWidget() is desk.page.board, desk.page.currentChanged)

    at_desk(work)


def test_settings_take_effect_at_once(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        desk.window.show_session(desk.school.session)
        desk.click("settingsPageButton")
        language, theme = desk.find("languageSetting"), desk.find("themeSetting")
        assert isinstance(language, QComboBox)
        assert isinstance(theme, QComboBox)
        end = desk.find("endButton")
        assert isinstance(end, QPushButton)
        assert end.text() == "End class"
        language.setCurrentIndex(language.findData("ko"))
        language.activated.emit(language.currentIndex())
        QApplication.sendPostedEvents()
        assert end.text() == "수업 끝내기"
        assert desk.window.windowTitle() == "클래스룸"
        theme.setCurrentIndex(theme.findData("dark"))
        theme.activated.emit(theme.currentIndex())
        assert desk.window.console.theme.colours.is_dark
        theme.setCurrentIndex(theme.findData("light"))
        theme.activated.emit(theme.currentIndex())
        for name in ("soundsSetting", "guestsSetting"):
            desk.click(name)
        preferences = desk.window.console.preferences
        assert not preferences.flag(Key.SOUNDS, default=True)
        assert preferences.flag(Key.GUESTS)
        name_field = desk.find("nameSetting")
        assert isinstance(name_field, QLineEdit)
        name_field.setFocus()
        name_field.selectAll()
        QTest.keyClicks(name_field, "Kim")
        desk.click("saveNameButton")
        desk_of_school = desk.school.services.instructor
        await until(
            lambda: desk_of_school.profile.name == "Kim", desk.window.settings_page.name_saved
        )
        name_field.selectAll()
        compose(name_field, "김")
        desk.click("saveNameButton")
        await until(
            lambda: desk_of_school.profile.name == "김", desk.window.settings_page.name_saved
        )

    at_desk(work)


def test_saving_the_name_leaves_the_other_fields_alone(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        desk.click("settingsPageButton")
        desk.click("serverChoice")
        typed = {"serverHost": "db.school", "serverPassword": "secret", "portSetting": "8765"}
        for name, text in {**typed, "nameSetting": "Kim"}.items():
            field = desk.find(name)
            assert isinstance(field, QLineEdit)
            field.selectAll()
            QTest.keyClicks(field, text)
        desk.click("saveNameButton")
        name_field = desk.find("nameSetting")
        assert isinstance(name_field, QLineEdit)
        QTest.keyClicks(name_field, " Minji")  # before the name is stored
        await until(
            lambda: desk.school.services.instructor.profile.name == "Kim",
            desk.window.settings_page.name_saved,
        )
        assert {name: desk.find(name).property("text") for name in typed} == typed
        assert desk.find("serverChoice").property("checked")
        assert name_field.text() == "Kim Minji"
        desk.click("saveNameButton")
        await until(
            lambda: desk.school.services.instructor.profile.name == "Kim Minji",
            desk.window.settings_page.name_saved,
        )
        assert not desk.find("saveNameButton").isEnabled()

    at_desk(work)


def test_closing_asks_for_the_orderly_stop(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        asked: list[bool] = []
        desk.window.close_requested.connect(lambda: asked.append(True))
        assert not desk.window.close()
        assert asked == [True]
        assert desk.window.isVisible()
        assert not desk.window.console.preferences.blob(Key.GEOMETRY).isEmpty()

    at_desk(work)


def test_a_rehearsal_is_asked_for(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        page = desk.page
        page.show_opener()
        await until(lambda: page.opener.lesson is not None, page.opener.lessons_shown)
        page.ask_rehearsal()
        dialog = shown_dialog()
        assert dialog is not None
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        await until(lambda: bool(desk.rehearsed), page.currentChanged)
        session, count = desk.rehearsed[0]
        assert session.rehearsal
        assert count == 12
        assert not desk.find("rehearsalMark").isHidden()

    at_desk(work)


def named(widget: QWidget) -> str:
    text = widget.accessibleName()
    if not text and isinstance(widget, QAbstractButton):
        text = widget.text()
    return text


def test_the_android_apps_missing_port_is_said(runner: asyncio.Runner, tmp_path: Path) -> None:
    async def main() -> None:
        port = free_pair()
        with socket.create_server(("127.0.0.1", port + 1)):
            async with open_school(tmp_path / "data", guests=True, port=port) as school:
                desk = Desk(school, tmp_path)
                try:
                    desk.window.show_session(school.session)
                    desk.window.console.board.tick()
                    assert str(port + 1) in desk.window.notice.text
                finally:
                    desk.close()

    runner.run(main())


def nameless_in(window: QWidget) -> list[str]:
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not isinstance(widget, QScrollBar)
        and not widget.objectName().startswith("qt_")
        and _is_control(widget)
        and not named(widget)
    ]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_control_has_a_name(at_desk: Callable[[Work], None], language: str) -> None:
    async def work(desk: Desk) -> None:
        desk.window.console.language.choose(language)
        kim = await desk.school.student("Kim")
        await kim.send("request_help", message="?")
        desk.window.show_session(desk.school.session)
        for page in ("lessons", "settings", "class"):
            desk.window.show_page(page)
        desk.window.console.bridge.flush()
        actions = desk.window.console.actions
        assert nameless_in(desk.window) == []
        for action in (
            actions.show_qr,
            actions.remote,
            actions.message_all,
            actions.end,
            actions.projector,
        ):
            action.trigger()
            opened = shown_dialog() or desk.window.projector.projector
            assert opened is not None, action.objectName()
            assert nameless_in(opened) == [], action.objectName()
            opened.close()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    at_desk(work)


def _is_control(widget: QWidget) -> bool:
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView)
    inside_a_box = isinstance(widget.parentWidget(), QComboBox)
    in_a_popup = widget.window() is not widget and widget.window().windowType() is (
        Qt.WindowType.Popup
    )
    header = widget.metaObject().className() in ("QHeaderView", "QTableCornerButton")
    return isinstance(widget, kinds) and not (inside_a_box or in_a_popup or header)


def test_tab_reaches_every_button_of_the_class(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        desk.window.show_session(desk.school.session)
        await desk.school.execute(cmd.NextStep())
        desk.window.console.bridge.flush()
        wanted = {
            "nextStepButton",
            "pauseButton",
            "endButton",
            "messageAllButton",
            "projectorButton",
            "lockButton",
            "qrButton",
            "searchField",
            "stepsView",
        }
        reached: set[str] = set()
        start = desk.find("stepsView")
        widget: QWidget | None = start
        while widget is not None:
            if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                reached.add(widget.objectName())
            widget = widget.nextInFocusChain()
            if widget is start:
                break
        assert wanted <= reached

    at_desk(work)


def test_the_keyboard_begins_where_there_is_something_to_do(
    at_desk: Callable[[Work], None],
) -> None:
    async def work(desk: Desk) -> None:
        desk.window.show_first()
        desk.window.activateWindow()
        QApplication.processEvents()
        assert QApplication.focusWidget() is desk.find("instructorNameField")

    at_desk(work)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("size", [(1280, 720), (3840, 2160)])
def test_nothing_is_cut(
    at_desk: Callable[[Work], None], language: str, size: tuple[int, int]
) -> None:
    async def work(desk: Desk) -> None:
        desk.window.console.language.choose(language)
        desk.window.resize(*size)
        desk.window.show_session(desk.school.session)
        await desk.school.execute(cmd.NextStep())
        desk.window.console.bridge.flush()
        QApplication.processEvents()
        assert (desk.window.width(), desk.window.height()) == size
        for button in desk.window.class_page.board.findChildren(QPushButton):
            if button.isVisible() and not button.property("small"):
                assert button.width() >= button.minimumSizeHint().width(), button.objectName()

    at_desk(work)
