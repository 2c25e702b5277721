"""Whatever the window asks or does, Next, Pause and End stay within reach."""

import asyncio
import logging
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QMenu,
    QWidget,
)

from classroom_app.domain import commands as cmd
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.kit.debounce import Debounce
from classroom_app.gui.kit.faults_dialog import FaultsDialog
from classroom_app.gui.kit.progress_dialog import ProgressDialog
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.tasks import Effort
from tests.end2end.test_window import Desk, Work, at_desk, runner
from tests.end2end.test_window_history import open_history
from tests.helpers.dialogs import shown_dialog
from tests.helpers.past_class import held_class
from tests.helpers.qt_wait import until

__all__ = ["at_desk", "runner"]

CTRL = Qt.KeyboardModifier.ControlModifier


def close_all() -> None:
    """Close what is open beside the window."""
    while (dialog := shown_dialog()) is not None:
        dialog.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


async def bring_to_front(window: QWidget) -> None:
    """Give the keyboard to a window."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window.activateWindow()
    await until(lambda: QApplication.activeWindow() is window, app.focusWindowChanged)


def check_free(desk: Desk, what: str) -> None:
    """Fail if something stands between the instructor and the class."""
    assert QGuiApplication.modalWindow() is None, what
    for name in ("nextStepButton", "pauseButton", "endButton"):
        assert desk.find(name).isEnabled(), what


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_nothing_that_the_class_asks_blocks_it(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        await desk.school.student("Kim")
        desk.window.show_session(desk.school.session)
        await desk.school.execute(cmd.NextStep())
        desk.window.console.bridge.flush()
        window, actions = desk.window, desk.window.console.actions
        settings, lessons = window.settings_page, window.lessons_page
        dialogs = window.class_page.board._dialogs
        (kim,) = desk.school.session.participants.values()
        for ask in (
            actions.end.trigger,
            actions.message_all.trigger,
            actions.show_qr.trigger,
            actions.remote.trigger,
            lambda: dialogs.ask_rename(kim),
            lambda: dialogs.ask_remove(kim),
            window._help._about.trigger,
            settings.data.ask_backup,
            settings.data.ask_restore,
            settings.start._on_change,
            lambda: settings.start._ask_encryption(True),
            lessons.choose_file,
            lessons.choose_folder,
            lessons.choose_export_folder,
        ):
            ask()
            opened = shown_dialog()
            assert opened is not None
            check_free(desk, opened.objectName())
            close_all()
        dialogs.show_student_menu(kim.id, QPoint(0, 0))
        menu = window.findChild(QMenu, "studentMenu")
        assert isinstance(menu, QMenu)
        QTest.keyClick(menu, Qt.Key.Key_P, CTRL)
        await until(
            lambda: desk.school.session.status is SessionStatus.PAUSED,
            window.console.bridge.lead_changed,
        )

    at_desk(work)


class GreedyField(QLineEdit):
    """Takes every key, as fields take Ctrl+E where it goes to the end of the line."""

    def event(self, qevent: QEvent) -> bool:
        if qevent.type() == QEvent.Type.ShortcutOverride:
            qevent.accept()
            return True
        return super().event(qevent)


def test_no_text_field_keeps_the_key_that_ends_the_class(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        desk.window.show_session(desk.school.session)
        await bring_to_front(desk.window)
        given: list[object] = []
        desk.window.console.dispatcher.send = given.append  # type: ignore[assignment,method-assign]
        field = GreedyField(desk.window)
        field.show()
        field.setFocus()
        field.setText("text")
        QTest.keyClick(field, Qt.Key.Key_Right, CTRL)
        assert given == [], "moves in the text"
        field.clear()
        QTest.keyClick(field, Qt.Key.Key_Right, CTRL)
        assert given == [cmd.NextStep(None)], "goes nowhere in an empty line"
        QTest.keyClick(field, Qt.Key.Key_E, CTRL)
        assert desk.find("endDialog").isVisible()
        close_all()

    at_desk(work)


def test_the_keys_lead_over_a_dialog(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        desk.window.show_session(desk.school.session)
        await bring_to_front(desk.window)
        desk.window.console.actions.show_qr.trigger()
        dialog = shown_dialog()
        assert dialog is not None
        await bring_to_front(dialog)
        QTest.keyClick(dialog, Qt.Key.Key_PageDown)
        await until(
            lambda: desk.school.session.current_subtask_id is not None,
            desk.window.console.bridge.lead_changed,
        )
        QTest.keyClick(dialog, Qt.Key.Key_E, CTRL)
        question = desk.find("endDialog")
        await bring_to_front(question)
        QTest.keyClick(question, Qt.Key.Key_Return)
        await until(
            lambda: desk.school.session.status is SessionStatus.ENDED,
            desk.window.console.bridge.lead_changed,
        )
        desk.window.console.bridge.flush()
        assert shown_dialog() is None, "what belonged to the class is closed with it"

    at_desk(work)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_page_keys_lead_over_every_dialog_until_something_in_it_scrolls(
    at_desk: Callable[[Work], None],
) -> None:
    """A presenter remote leads while a dialog is open; who reads or writes in one does not."""

    async def work(desk: Desk) -> None:
        await desk.school.student("Kim")
        desk.window.show_session(desk.school.session)
        await bring_to_front(desk.window)
        window, actions = desk.window, desk.window.console.actions
        given: list[object] = []
        window.console.dispatcher.send = given.append  # type: ignore[assignment,method-assign]
        undone: list[bool] = []
        actions.undo.triggered.connect(lambda: undone.append(True))
        dialogs = window.class_page.board._dialogs
        (kim,) = desk.school.session.participants.values()

        def led(part: QWidget) -> bool:
            """Press Page Down, not too soon, and tell whether it was understood as Next."""
            given.clear()
            actions._next_debounce, actions.next_step._debounce = (
                Debounce(time.monotonic) for _ in "ab"
            )
            QTest.keyClick(part, Qt.Key.Key_PageDown)
            return given == [cmd.NextStep(None)]

        def takes_back(dialog: QWidget) -> bool:
            """Press Ctrl+Z, rested, and tell whether it was understood as the class's Undo."""
            actions.offer_undo(True)
            undone.clear()
            actions.undo._debounce = Debounce(time.monotonic)
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Z, CTRL)
            return undone == [True]

        for ask in (
            actions.end.trigger,
            actions.show_qr.trigger,
            actions.remote.trigger,
            lambda: dialogs.ask_rename(kim),
            lambda: dialogs.ask_remove(kim),
            window._help._about.trigger,
            lambda: FaultsDialog("Faults", "Hint", ["one"] * 40, window).open(),
            window.settings_page.data.ask_backup,
            window.settings_page.data.ask_restore,
        ):
            ask()
            dialog = shown_dialog()
            assert dialog is not None
            await bring_to_front(dialog)
            assert led(dialog), dialog.objectName()
            assert takes_back(dialog), dialog.objectName()  # in a field too: nothing was written
            for part in dialog.findChildren(QAbstractScrollArea):
                if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    part.setFocus()
                    assert not led(part), (dialog.objectName(), part.objectName())
            close_all()
            await bring_to_front(window)
            window.class_page.take_focus()
        for ask in (actions.message_all.trigger, window._help._guide.trigger):
            ask()
            dialog = shown_dialog()
            assert dialog is not None
            await bring_to_front(dialog)
            assert not led(dialog), dialog.objectName()
            assert takes_back(dialog), dialog.objectName()  # what Ctrl+Right or the remote led
            close_all()
            await bring_to_front(window)
        window.show_page("lessons")
        window._help._about.trigger()
        dialog = shown_dialog()
        assert dialog is not None
        await bring_to_front(dialog)
        assert takes_back(dialog), "over another page"
        close_all()

    at_desk(work)


def test_a_page_that_scrolls_does_not_lead(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        desk.window.show_session(desk.school.session)
        window, actions = desk.window, desk.window.console.actions
        await bring_to_front(window)
        given: list[object] = []
        window.console.dispatcher.send = given.append  # type: ignore[assignment,method-assign]
        for name in ("history", "lessons", "settings"):
            window.show_page(name)
            for widget in (window, *desk.find(f"{name}Page").findChildren(QWidget)):
                if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.StrongFocus:
                    widget.setFocus()
                    QTest.keyClick(widget, Qt.Key.Key_PageDown)
        assert given == []
        actions.message_all.trigger()
        dialog = shown_dialog()
        assert dialog is not None
        field = dialog.findChild(QWidget, "wordsField")
        assert isinstance(field, QWidget)
        window.show_page("class")
        await bring_to_front(dialog)
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_PageDown)
        assert given == []
        close_all()
        await bring_to_front(window)
        window.class_page.take_focus()
        QTest.keyClick(window, Qt.Key.Key_PageDown)
        assert given == [cmd.NextStep(None)]

    at_desk(work)


def test_the_projector_in_front_leads_whatever_page_is_behind(
    at_desk: Callable[[Work], None],
) -> None:
    async def work(desk: Desk) -> None:
        desk.window.show_session(desk.school.session)
        await bring_to_front(desk.window)
        desk.window.show_page("history")
        desk.window.console.actions.projector.trigger()
        projector = desk.window.projector.projector
        assert projector is not None
        await bring_to_front(projector)
        QTest.keyClick(projector, Qt.Key.Key_PageDown)
        await until(
            lambda: desk.school.session.current_subtask_id is not None,
            desk.window.console.bridge.lead_changed,
        )
        QTest.keyClick(projector, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        question = shown_dialog()
        assert question is not None
        assert question.objectName() == "endDialog"
        question.reject()
        projector.close()

    at_desk(work)


def test_the_systems_file_dialogs_are_for_when_no_class_is_open(
    at_desk: Callable[[Work], None],
) -> None:
    native_off = Qt.ApplicationAttribute.AA_DontUseNativeDialogs

    async def work(desk: Desk) -> None:
        console = desk.window.console
        console._native_off = False  # tests have none of the system's
        try:
            desk.window.show_session(desk.school.session)
            assert QCoreApplication.testAttribute(native_off)
            await desk.school.execute(cmd.EndSession())
            console.bridge.flush()
            assert not QCoreApplication.testAttribute(native_off)
        finally:
            console._native_off = True

    at_desk(work)
    assert QCoreApplication.testAttribute(native_off)


def test_what_was_done_on_another_page_is_said_and_undone_there(
    at_desk: Callable[[Work], None],
) -> None:
    async def work(desk: Desk) -> None:
        desk.window.show_session(desk.school.session)
        window, bridge = desk.window, desk.window.console.bridge
        await bring_to_front(window)
        window.show_page("history")
        QTest.keyClick(window, Qt.Key.Key_Right, CTRL)
        await until(lambda: desk.school.session.current_subtask_id is not None, bridge.lead_changed)
        bridge.flush()
        (toast,) = (t for t in window.findChildren(Toast) if t.isVisible())
        assert toast.text == "Step 1 has started."
        toast.undo()
        await until(lambda: desk.school.session.current_subtask_id is None, bridge.lead_changed)

    at_desk(work)


class Broken:
    """Reports that cannot be written, for a reason that nobody expected."""

    def __init__(self, gate: asyncio.Event) -> None:
        self._gate = gate

    async def write(self, _path: Path, effort: Effort) -> None:
        effort(1, 2)
        await self._gate.wait()
        raise KeyError("학생")


def test_work_that_fails_unexpectedly_is_over_and_said(
    at_desk: Callable[[Work], None], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def work(desk: Desk) -> None:
        await held_class(desk.school.services, "111222", "Kim")
        desk.window.show_session(desk.school.session)
        await desk.school.execute(cmd.NextStep())
        desk.window.console.bridge.flush()
        await open_history(desk)
        gate = asyncio.Event()
        panel = desk.window.settings_page.data
        object.__setattr__(desk.window.console.services, "backups", Broken(gate))
        panel.back_up(tmp_path / "backup.zip")
        tasks = desk.window.console.tasks
        (work,) = (c for c in tasks.children() if type(c).__name__ == "LongWork")
        await until(lambda: desk.window.findChild(ProgressDialog) is not None, work._timer.timeout)  # type: ignore[attr-defined]
        check_free(desk, "work that goes on")
        gate.set()
        await until(lambda: isinstance(shown_dialog(), FaultsDialog), panel.refused)
        assert not any(bar.isVisible() for bar in desk.window.findChildren(ProgressDialog))
        check_free(desk, "what has failed")
        assert desk.window.notice.isVisible()
        close_all()

    with caplog.at_level(logging.ERROR):
        at_desk(work)
    assert "KeyError" in caplog.text


def test_a_held_key_leads_once_though_some_repeats_look_like_presses(
    at_desk: Callable[[Work], None],
) -> None:
    async def work(desk: Desk) -> None:
        desk.window.show_session(desk.school.session)
        window = desk.window
        await bring_to_front(window)
        given: list[object] = []
        window.console.dispatcher.send = given.append  # type: ignore[assignment,method-assign]
        rests: list[QKeySequence] = []
        window._freed_keys.repeated.connect(rests.append)
        window.class_page.take_focus()
        board = window.class_page.board
        QTest.keyClick(window, Qt.Key.Key_PageDown)
        for repeats in (True, True, False, True, True, False):
            window.console.actions._next_debounce._pressed_at = -9.0  # as if it were long ago
            override = QKeyEvent(
                QEvent.Type.ShortcutOverride,
                Qt.Key.Key_PageDown,
                Qt.KeyboardModifier.NoModifier,
                "",
                repeats,
            )
            QApplication.sendEvent(board, override)
            if not repeats:
                QTest.keyClick(window, Qt.Key.Key_PageDown)
        assert [keys.toString() for keys in rests] == ["PgDown"] * 4
        assert given == [cmd.NextStep(None)]

    at_desk(work)
