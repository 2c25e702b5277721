"""A report leaves the window: as a file of each kind, with or without names, and on paper."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QAbstractButton, QDialog, QFileDialog, QLabel, QRadioButton

from classroom_app.application.report_document import StudentColumn
from classroom_app.domain import commands as cmd
from classroom_app.gui.history.history_page import HistoryPage
from classroom_app.gui.kit.faults_dialog import FaultsDialog
from tests.end2end.test_window import Desk, Work, at_desk, runner
from tests.end2end.test_window_history import open_history
from tests.helpers.dialogs import shown_dialog
from tests.helpers.past_class import PastClass, held_class
from tests.helpers.qt_wait import until
from tests.helpers.sample import picture_bytes

__all__ = ["at_desk", "runner"]


class Viewer(QObject):
    """Stands for the programs that open files."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        QDesktopServices.setUrlHandler("file", self, "show")  # type: ignore[arg-type] # so it is

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


async def charted(desk: Desk) -> HistoryPage:
    await held_class(desk.school.services, "111222", "김영희", "=HYPERLINK(1)")
    page = await open_history(desk)
    await until(lambda: page.report.has_charts, page.report.charted)
    return page


def no_printer(folder: Path) -> QPrinter:
    """Return a printer on which nothing can be painted."""
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(folder / "nowhere" / "printed.pdf"))
    return printer


def press(dialog: QDialog, name: str) -> None:
    button = dialog.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    button.click()


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "csv"])
def test_from_the_button_to_the_open_file(
    kind: str, at_desk: Callable[[Work], None], tmp_path: Path
) -> None:
    path = tmp_path / f"report.{kind}"

    async def work(desk: Desk) -> None:
        page, viewer, saved = await charted(desk), Viewer(), list[str]()
        page.exporter.finished.connect(saved.append)
        desk.click("exportButton")
        dialog = shown_dialog()
        assert isinstance(dialog, QDialog)
        choice = dialog.findChild(QRadioButton, f"{kind}Choice")
        assert isinstance(choice, QRadioButton)
        choice.setChecked(True)
        press(dialog, "saveButton")
        chooser = desk.window.findChild(QFileDialog, "saveReportDialog")
        assert isinstance(chooser, QFileDialog)
        assert Path(chooser.selectedFiles()[0]).suffix == f".{kind}"
        chooser.selectFile(str(path))
        chooser.accept()
        await until(lambda: bool(saved), page.exporter.finished)
        QDesktopServices.unsetUrlHandler("file")
        assert [Path(opened) for opened in viewer.opened] == [path]
        assert [Path(name) for name in saved] == [path]
        assert path.stat().st_size > 100

    at_desk(work)


def test_where_it_was_saved_is_said(at_desk: Callable[[Work], None], tmp_path: Path) -> None:
    path = tmp_path / "보고서.csv"

    async def work(desk: Desk) -> None:
        page, saved = await charted(desk), list[str]()
        page.exporter.finished.connect(saved.append)
        page.exporter.save("csv", path, anonymous=False, opens=False)
        await until(lambda: bool(saved), page.exporter.finished)
        assert page.toast.isVisible()
        said = page.toast.text
        assert said.startswith("Saved to ")
        assert said.endswith(path.name)

    at_desk(work)


def test_names_are_left_out_on_request(at_desk: Callable[[Work], None], tmp_path: Path) -> None:
    path = tmp_path / "report.csv"

    async def work(desk: Desk) -> None:
        page, saved = await charted(desk), list[str]()
        page.exporter.finished.connect(saved.append)
        page.exporter.save("csv", path, anonymous=True, opens=False)
        await until(lambda: bool(saved), page.exporter.finished)
        text = path.read_text("utf-8-sig")
        assert "Student 1" in text
        assert "김영희" not in text

    at_desk(work)


def test_a_file_that_cannot_be_written_is_named(
    at_desk: Callable[[Work], None], tmp_path: Path
) -> None:
    async def work(desk: Desk) -> None:
        page, stopped = await charted(desk), []
        page.exporter.stopped.connect(lambda: stopped.append(True))
        page.exporter.save("xlsx", tmp_path / "nowhere" / "r.xlsx", anonymous=False, opens=False)
        await until(lambda: bool(stopped), page.exporter.stopped)
        dialog = shown_dialog()
        assert isinstance(dialog, FaultsDialog)
        dialog.accept()

    at_desk(work)


def test_it_goes_to_the_printer(at_desk: Callable[[Work], None], tmp_path: Path) -> None:
    path = tmp_path / "printed.pdf"

    async def work(desk: Desk) -> None:
        page, printed = await charted(desk), list[str]()
        page.exporter.finished.connect(printed.append)
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        page.exporter.print_on(printer)
        await until(lambda: bool(printed), page.exporter.finished)
        assert path.read_bytes().startswith(b"%PDF")

    at_desk(work)


@pytest.mark.qt_log_ignore("Returned false", "This plugin does not support")
def test_what_cannot_be_printed_is_not_said_to_be_unsaved(
    at_desk: Callable[[Work], None], tmp_path: Path
) -> None:
    async def work(desk: Desk) -> None:
        page, stopped = await charted(desk), []
        page.exporter.stopped.connect(lambda: stopped.append(True))
        page.exporter.print_on(no_printer(tmp_path))
        await until(lambda: bool(stopped), page.exporter.stopped)
        dialog = shown_dialog()
        assert isinstance(dialog, FaultsDialog)
        words = [str(label.property("text")) for label in dialog.findChildren(QLabel)]
        assert any("Couldn't print" in text for text in words)
        assert not any("save the report" in text or "location" in text for text in words)
        dialog.accept()

    at_desk(work)


def test_the_printer_is_asked_for(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        page = await charted(desk)
        desk.click("printButton")
        dialog = desk.window.findChild(QDialog, "printDialog")
        assert isinstance(dialog, QPrintDialog)
        assert not dialog.isModal()
        assert dialog.isVisible()
        dialog.reject()
        assert page.report.record is not None

    at_desk(work)


def test_a_file_has_the_order_of_the_screen(
    at_desk: Callable[[Work], None], tmp_path: Path
) -> None:
    path = tmp_path / "report.csv"

    async def work(desk: Desk) -> None:
        await held_class(desk.school.services, "111222", "게스트 10", "Kim", "게스트 2")
        page, saved = await open_history(desk), list[str]()
        table = page.report.students
        table.sortByColumn(
            table.model_.table.place(StudentColumn.NAME), Qt.SortOrder.AscendingOrder
        )
        page.exporter.finished.connect(saved.append)
        page.exporter.save("csv", path, anonymous=False, opens=False)
        await until(lambda: bool(saved), page.exporter.finished)
        _head, *lines = path.read_text("utf-8-sig").splitlines()
        assert [line.split(",")[:2] for line in lines] == [
            ["3", "게스트 2"],
            ["1", "게스트 10"],
            ["2", "Kim"],
        ]

    at_desk(work)


@pytest.mark.parametrize(("chosen", "anonymous", "images"), [(0, 0, 0), (1, 0, 1), (1, 1, 0)])
def test_pictures_of_screens_are_in_a_pdf_only_if_asked_for(
    chosen: int, anonymous: int, images: int, at_desk: Callable[[Work], None], tmp_path: Path
) -> None:
    path = tmp_path / "report.pdf"

    async def work(desk: Desk) -> None:
        services = desk.school.services
        held = await PastClass.open(services, "111222")
        await held.join("Kim")
        await held.teach(cmd.NextStep())
        shot = f"screenshots/{held.session.id}/{'a' * 32}.png"
        file = services.data_dir / shot
        await asyncio.to_thread(file.parent.mkdir, parents=True)
        file.write_bytes(picture_bytes("PNG"))
        await held.say("Kim", cmd.RequestHelp(None, "look", shot))
        await held.end()
        page, saved = await open_history(desk), list[str]()
        await until(lambda: page.report.has_charts, page.report.charted)
        page.exporter.finished.connect(saved.append)
        desk.click("exportButton")
        dialog = shown_dialog()
        assert isinstance(dialog, QDialog)
        box = dialog.findChild(QAbstractButton, "picturesBox")
        assert isinstance(box, QAbstractButton)
        assert box.isVisible()
        assert not box.isChecked(), "what was on students' screens leaves only if it is wanted"
        box.setChecked(bool(chosen))
        for kind in ("csv", "pdf"):
            press(dialog, f"{kind}Choice")
            assert box.isEnabled() is (kind == "pdf")
        if anonymous:
            press(dialog, "anonymousBox")
            assert not box.isEnabled()
        press(dialog, "openAfterwardsBox")
        press(dialog, "saveButton")
        chooser = desk.window.findChild(QFileDialog, "saveReportDialog")
        assert isinstance(chooser, QFileDialog)
        chooser.selectFile(str(path))
        chooser.accept()
        await until(lambda: bool(saved), page.exporter.finished)
        assert path.read_bytes().count(b"/Subtype /Image") == images

    at_desk(work)
