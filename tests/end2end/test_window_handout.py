"""A lesson goes on paper: from wherever it is in front, with the steps that a class reached."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction, QGuiApplication, QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QRadioButton

from classroom_app.domain import commands as cmd
from classroom_app.gui.handout.handout_dialog import HandoutDialog
from classroom_app.gui.handout.handout_paper import HandoutPaper
from classroom_app.gui.kit.faults_dialog import FaultsDialog
from tests.end2end.test_window import Desk, Work, at_desk, runner
from tests.end2end.test_window_history import open_history
from tests.helpers.dialogs import shown_dialog
from tests.helpers.past_class import held_class
from tests.helpers.qt_wait import until
from tests.helpers.timing import PATIENCE_S

__all__ = ["at_desk", "runner"]


def needed_height(dialog: HandoutDialog) -> int:
    layout = dialog.layout()
    assert layout is not None
    layout.activate()
    return max(layout.totalHeightForWidth(dialog.width()), layout.totalMinimumSize().height())


async def opened(desk: Desk) -> HandoutDialog:
    """Return the dialog once its first page is painted."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    await until(lambda: isinstance(shown_dialog(), HandoutDialog), app.focusWindowChanged)
    dialog = shown_dialog()
    assert isinstance(dialog, HandoutDialog)
    await until(lambda: dialog.preview.count > 0, dialog.preview.shown)
    return dialog


def choice(dialog: HandoutDialog, name: str) -> QRadioButton:
    button = dialog.findChild(QRadioButton, name)
    assert isinstance(button, QRadioButton)
    return button


def press(dialog: HandoutDialog, name: str) -> None:
    button = dialog.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    button.click()


def page_of(dialog: HandoutDialog) -> QImage:
    return dialog.preview._image


def test_from_the_library_and_the_menu(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        lessons = desk.window.lessons_page
        desk.window.show_page("lessons")
        await until(lambda: lessons.library.chosen is not None, lessons.model.modelReset)
        desk.click("printHandoutButton")
        dialog = await opened(desk)
        assert not dialog.isModal()
        assert QGuiApplication.modalWindow() is None
        assert not choice(dialog, "reachedStepsChoice").isVisible(), "there is no class"
        one = page_of(dialog)
        choice(dialog, "twoColumnsChoice").setChecked(True)
        await until(lambda: page_of(dialog) != one, dialog.preview.shown)
        dialog.reject()
        action = desk.window.findChild(QAction, "handoutAction")
        assert isinstance(action, QAction)
        action.trigger()
        (await opened(desk)).reject()

    at_desk(work)


def test_from_the_editor_with_what_was_just_written(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        lessons = desk.window.lessons_page
        desk.window.show_page("lessons")
        lessons.write_new()
        editor = lessons.editor
        button = editor.findChild(QAbstractButton, "editorPrintButton")
        assert isinstance(button, QAbstractButton)
        while editor.document.draft.subtasks:
            editor.document.remove_step(0)
        assert not button.isEnabled(), "nothing to print"
        editor.document.add_step(0)
        editor.document.write(0, "title", "Open Settings")
        assert button.isEnabled()
        button.click()
        dialog = await opened(desk)
        assert dialog.paper()._handout.steps[0].title == "Open Settings"
        dialog.reject()

    at_desk(work)


def test_a_class_that_ends_offers_what_it_reached(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        desk.window.show_session(desk.school.session)
        await desk.school.execute(cmd.NextStep())
        await desk.school.execute(cmd.NextStep())
        await desk.school.execute(cmd.EndSession())
        desk.window.console.bridge.flush()
        assert desk.find("handOutButton").isVisible()
        desk.click("handOutButton")
        dialog = await opened(desk)
        assert choice(dialog, "reachedStepsChoice").isChecked()
        assert [step.number for step in dialog.paper()._handout.steps] == [1, 2]
        choice(dialog, "allStepsChoice").setChecked(True)
        assert [step.number for step in dialog.paper()._handout.steps] == [1, 2, 3]
        dialog.reject()

    at_desk(work)


def test_a_report_offers_what_its_class_reached(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        await held_class(desk.school.services, "111222", "김영희")
        page = await open_history(desk)
        record = page.report.record
        assert record is not None
        reached = [step.number for step in record.report.steps if step.began_at is not None]
        desk.click("historyHandoutButton")
        dialog = await opened(desk)
        assert [step.number for step in dialog.paper()._handout.steps] == reached
        dialog.reject()

    at_desk(work)


def test_it_is_saved_and_printed(
    at_desk: Callable[[Work], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, printed = tmp_path / "유인물.pdf", tmp_path / "printed.pdf"
    monkeypatch.delattr(HandoutPaper, "pdf")  # what is saved is painted in another process

    async def work(desk: Desk) -> None:
        desk.window.show_session(desk.school.session)
        desk.window.class_page.ask_handout()
        dialog, done = await opened(desk), list[str]()
        dialog.finished_work.connect(done.append)
        press(dialog, "saveHandoutButton")
        chooser = dialog.findChild(QFileDialog, "saveHandoutDialog")
        assert isinstance(chooser, QFileDialog)
        assert Path(chooser.selectedFiles()[0]).name == f"{desk.school.session.lesson.title}.pdf"
        chooser.selectFile(str(path))
        chooser.accept()
        await until(lambda: bool(done), dialog.finished_work)
        assert Path(done.pop()) == path
        assert path.read_bytes().startswith(b"%PDF")
        said = dialog.findChild(QLabel, "handoutDone")
        assert isinstance(said, QLabel)
        assert said.text().endswith(path.name)
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(printed))
        dialog.print_on(printer)
        await until(lambda: bool(done), dialog.finished_work)
        assert printed.read_bytes().startswith(b"%PDF")
        dialog.reject()

    at_desk(work)


def test_the_class_and_the_dialog_go_on_or_end_while_it_is_printed(
    at_desk: Callable[[Work], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_go_on = threading.Event(), threading.Event()
    paint = HandoutPaper._paint_page

    def slowly(paper: HandoutPaper, painter: QPainter, number: int, **how: bool) -> None:
        begun.set()
        assert may_go_on.wait(PATIENCE_S)
        paint(paper, painter, number, **how)

    async def work(desk: Desk) -> None:
        desk.window.show_session(desk.school.session)
        desk.window.class_page.ask_handout()
        dialog = await opened(desk)
        monkeypatch.setattr(HandoutPaper, "_paint_page", slowly)
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        dialog.print_on(printer)
        assert await asyncio.to_thread(begun.wait, PATIENCE_S)
        await desk.school.execute(cmd.NextStep())
        bugs: list[str] = []
        tasks = desk.window.console.tasks
        tasks.bug_found.connect(bugs.append)
        dialog.reject()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        may_go_on.set()
        async with asyncio.timeout(PATIENCE_S):
            while tasks._running:
                await asyncio.wait(tasks._running)
        assert bugs == []

    at_desk(work)


def test_a_place_that_cannot_be_written_is_named(
    at_desk: Callable[[Work], None], tmp_path: Path
) -> None:
    async def work(desk: Desk) -> None:
        desk.window.show_session(desk.school.session)
        desk.window.class_page.ask_handout()
        dialog, stopped = await opened(desk), list[bool]()
        dialog.stopped.connect(lambda: stopped.append(True))
        dialog.save(str(tmp_path / "nowhere" / "handout.pdf"))
        await until(lambda: bool(stopped), dialog.stopped)
        fault = shown_dialog()
        while not isinstance(fault, FaultsDialog):
            fault = dialog.findChild(FaultsDialog)
        fault.accept()
        dialog.reject()

    at_desk(work)


def test_it_gives_way_on_a_low_screen(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        desk.window.show_session(desk.school.session)
        desk.window.class_page.ask_handout()
        dialog = await opened(desk)
        before = needed_height(dialog)
        assert dialog.give_way(180)
        assert needed_height(dialog) <= before - 180
        dialog.reject()

    at_desk(work)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_class_can_be_led_meanwhile(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        desk.window.show_session(desk.school.session)
        await desk.school.execute(cmd.NextStep())
        desk.window.console.bridge.flush()
        desk.window.class_page.ask_handout()
        dialog = await opened(desk)
        press(dialog, "printHandoutButton")
        asked = dialog.findChild(QPrintDialog, "printDialog") or dialog.findChild(FaultsDialog)
        assert asked is not None
        assert not asked.isModal()
        press(dialog, "saveHandoutButton")
        assert QGuiApplication.modalWindow() is None
        for name in ("nextStepButton", "pauseButton", "endButton"):
            assert desk.find(name).isEnabled()
        asked.reject()
        dialog.reject()

    at_desk(work)
