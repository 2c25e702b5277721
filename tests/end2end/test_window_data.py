"""Settings, data: back up, restore, delete what is old, from the window."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFileDialog,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QWidget,
)

from classroom_app.domain import commands as cmd
from classroom_app.gui.kit.toast import Toast
from classroom_app.storage.backup import READY
from classroom_app.system.data_folder import NetworkFolderError
from tests.end2end.test_window import Desk, Work, at_desk, runner
from tests.helpers.dialogs import shown_dialog
from tests.helpers.past_class import held_class
from tests.helpers.qt_wait import until

__all__ = ["at_desk", "runner"]


def press(name: str) -> None:
    dialog = shown_dialog()
    assert dialog is not None
    button = dialog.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


async def back_up(desk: Desk, path: Path) -> None:
    """Back up from the menu."""
    made: list[str] = []
    data = desk.window.settings_page.data
    data.backed_up.connect(made.append)
    action = desk.window.findChild(QAction, "backupAction")
    assert isinstance(action, QAction)
    action.trigger()
    chooser = desk.window.findChild(QFileDialog, "backupDialog")
    assert isinstance(chooser, QFileDialog)
    chooser.selectFile(str(path))
    chooser.accept()
    await until(lambda: made == [str(path)], data.backed_up)


def test_a_backup_is_made_and_laid_ready(at_desk: Callable[[Work], None], tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        path, data = tmp_path / "backup.zip", desk.window.settings_page.data
        await back_up(desk, path)
        await desk.school.execute(cmd.EndSession())
        restarts: list[bool] = []
        desk.window.start_again_requested.connect(lambda: restarts.append(True))
        data.look_into(path)
        await until(lambda: shown_dialog() is not None, data.asked)
        press("confirmButton")
        folder = desk.school.program.config.data_dir
        await until(lambda: bool(restarts), desk.window.start_again_requested)
        assert (folder / READY).is_dir()
        assert len(list(folder.glob("before-restore-*.zip"))) == 1

    at_desk(work)


def test_a_backup_is_told_where_it_was_asked_for(
    at_desk: Callable[[Work], None], tmp_path: Path
) -> None:
    """The menu works on every page; in Settings the words stand below the button."""

    def shown(desk: Desk) -> list[Toast]:
        return [one for one in desk.window.findChildren(Toast) if one.isVisible()]

    def toasts(desk: Desk) -> list[str]:
        return [one.text for one in shown(desk)]

    def place_of(widget: QWidget) -> QRect:
        return QRect(widget.mapToGlobal(QPoint()), widget.size())

    async def work(desk: Desk) -> None:
        window, path = desk.window, tmp_path / "backup.zip"
        window.show_session(desk.school.session)
        desk.click("nextStepButton")
        await until(lambda: len(toasts(desk)) == 1, window.console.bridge.lead_changed)
        await back_up(desk, path)
        step, told = sorted(shown(desk), key=lambda one: str(path) in one.text)
        assert str(path) in told.text
        names = ("nextStepButton", "pauseButton", "endButton", "messageAllButton")
        for other in (step, *map(desk.find, names)):
            assert not place_of(told).intersects(place_of(other)), other.objectName()
        told.dismiss()
        step.dismiss()
        path = tmp_path / "another.zip"
        window.show_page("settings")
        window.settings_page.show_part(window.settings_page.data)
        await back_up(desk, path)
        assert toasts(desk) == []
        assert str(path) in desk.find("dataSaid").property("text")

    at_desk(work)


def test_what_is_wrong_is_said(at_desk: Callable[[Work], None], tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        path, data, said = tmp_path / "backup.zip", desk.window.settings_page.data, list[str]()

        def read() -> None:
            dialog = shown_dialog()
            assert dialog is not None
            said.extend(field.toPlainText() for field in dialog.findChildren(QPlainTextEdit))

        data.refused.connect(read)
        path.write_text("no backup")
        data.look_into(path)
        await until(lambda: len(said) == 1, data.refused)
        assert "isn't a Classroom backup" in said[0]
        press("closeButton")
        good = tmp_path / "good.zip"
        await back_up(desk, good)
        data.look_into(good)
        await until(lambda: shown_dialog() is not None, data.asked)
        press("confirmButton")
        await until(lambda: len(said) == 2, data.refused)
        assert "is still running. End it first" in said[1]
        press("closeButton")

    at_desk(work)


def test_old_classes_are_deleted_from_settings(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        services, data = desk.school.services, desk.window.settings_page.data
        await held_class(services, "111222")
        desk.window.show_page("settings")
        desk.click("eraseOldButton")
        said = desk.find("dataSaid")
        await until(
            lambda: "No classes that old" in said.property("text"), data.eraser.nothing_found
        )
        days = desk.find("eraseDays")
        assert isinstance(days, QSpinBox)
        days.setValue(1)
        later = services.clock.now() + timedelta(days=3)
        object.__setattr__(services.privacy, "_clock", Later(later))
        desk.click("eraseOldButton")
        await until(lambda: shown_dialog() is not None, data.eraser.asked)
        press("confirmButton")
        await until(lambda: "are deleted" in said.property("text"), data.erased)
        assert await services.reports.past_classes() == []

    at_desk(work)


class Later:
    """A clock of some days on."""

    def __init__(self, now: object) -> None:
        self._now = now

    def now(self) -> object:
        return self._now


def test_a_refusal_of_a_folder_is_scrolled_to(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        page = desk.window.settings_page
        desk.window.resize(1280, 720)
        desk.click("settingsPageButton")
        scrolled = page.findChild(QScrollArea)
        assert isinstance(scrolled, QScrollArea)
        page.start._on_bad_folder(NetworkFolderError(Path("data"), "nas"))

        fault, bar = page.start.fault, scrolled.verticalScrollBar()

        def is_seen() -> bool:
            is_last = fault.geometry().bottom() == page.start.contentsRect().bottom()
            return is_last and fault.visibleRegion().boundingRect() == fault.rect()

        await until(is_seen, bar.valueChanged, bar.rangeChanged)

    at_desk(work)
