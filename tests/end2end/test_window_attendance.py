"""The tab Attendance over the real program: read, corrected, exported, certified, deleted."""

import asyncio
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
)

from classroom_app.application.services import Services
from classroom_app.domain.attendance import Limits, Mark
from classroom_app.domain.roster import Roster
from classroom_app.gui.kit.faults_dialog import FaultsDialog
from classroom_app.gui.people.attendance_panel import AttendancePanel
from classroom_app.gui.people.certificate_dialog import CertificateDialog
from classroom_app.gui.people.erase_person_dialog import ErasePersonDialog
from classroom_app.gui.people.limits_dialog import LimitsDialog
from classroom_app.gui.people.people_page import ATTENDANCE
from tests.end2end.test_window import Desk, Work, at_desk, runner
from tests.end2end.test_window_export import Viewer
from tests.helpers.course import hold, open_course
from tests.helpers.dialogs import shown_dialog
from tests.helpers.past_class import PastClass
from tests.helpers.qt_wait import until
from tests.helpers.workbook import Workbook

__all__ = ["at_desk", "runner"]

Kind = TypeVar("Kind", bound=QDialog)
KIM, LEE, PARK = "김영희", "=HYPERLINK(1)", "박순자"


async def a_course(services: Services) -> Roster:
    """Kim comes twice, Lee once, Park never."""
    roster = await open_course(services, KIM, LEE, PARK)
    await hold(services, roster, "771111", KIM, LEE)
    await hold(services, roster, "772222", KIM)
    return roster


async def open_attendance(desk: Desk) -> AttendancePanel:
    """Show the attendance of a new course."""
    roster = await a_course(desk.school.services)
    desk.window.show_page("people")
    page = desk.window.people_page
    page.choose(roster.id)
    page.tabs.setCurrentIndex(ATTENDANCE)
    await shown(page.attendance)
    return page.attendance


async def shown(panel: AttendancePanel) -> None:
    await until(
        lambda: panel.course is not None and bool(panel.course.attendance.meetings), panel.shown
    )


def signs(panel: AttendancePanel, row: int) -> list[str]:
    return [str(panel.table.model_.index(row, n).data()) for n in range(2)]


def press(dialog: QDialog, name: str) -> None:
    button = dialog.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    assert button.isEnabled(), name
    button.click()


def the(kind: type[Kind]) -> Kind:
    dialog = shown_dialog()
    assert isinstance(dialog, kind)
    return dialog


def pages_of(path: Path) -> list[str]:
    """Return the text of each page."""
    command = ["pdftotext", str(path), "-"]
    text = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()
    return text.split("\f")[:-1]


def choose_file(desk: Desk, path: Path) -> None:
    chooser = desk.window.findChild(QFileDialog, "saveTableDialog")
    assert isinstance(chooser, QFileDialog)
    chooser.selectFile(str(path))
    chooser.accept()


def test_who_came_stands_there(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        panel = await open_attendance(desk)
        assert [signs(panel, row) for row in range(3)] == [["○", "○"], ["○", "×"], ["×", "×"]]
        assert desk.find("attendanceTable").isVisible()
        legend = desk.find("attendanceLegend")
        desk.window.resize(910, 510)
        QApplication.processEvents()
        assert legend.height() >= legend.heightForWidth(legend.width()) > 0, "all of it is seen"
        roster = panel.course.roster if panel.course else None
        assert roster is not None
        services = desk.school.services
        lesson = (await services.lessons.lessons())[0]
        session = await services.instructor.open_class(lesson.id, "555666", roster_id=roster.id)
        desk.window.show_session(session)
        desk.window.show_page("people")
        held = PastClass(services, session)
        await held.join(PARK)
        await held.end()  # from the remote, say, while this page is in front
        await until(lambda: panel.table.model_.classes == 3, panel.shown)
        assert signs(panel, 2) == ["×", "×"]

    at_desk(work)


def test_a_roster_without_classes_says_what_to_do(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        roster = await open_course(desk.school.services)
        desk.window.show_page("people")
        page = desk.window.people_page
        page.choose(roster.id)
        page.tabs.setCurrentIndex(ATTENDANCE)
        panel = page.attendance
        await until(lambda: panel.course is not None, panel.shown)
        assert "No classes" in panel._empty.text()
        assert panel._empty.isVisible()
        assert not panel._certificates.isEnabled()

    at_desk(work)


def test_a_correction_by_hand_is_shown_and_undone(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        panel = await open_attendance(desk)
        mark = desk.find("markAttendanceButton")
        assert not mark.isEnabled()
        assert mark.toolTip() == "Select one or more cells first."
        panel.table.setCurrentIndex(panel.table.model_.index(2, 1))
        assert mark.isEnabled()
        menu = panel.findChild(QMenu, "markMenu")
        assert isinstance(menu, QMenu)
        menu.actions()[0].trigger()
        await until(lambda: signs(panel, 2) == ["×", "○*"], panel.shown)
        assert panel.toast.text == "Marked by hand: ○ present (1)."
        assert panel.table.currentIndex().row() == 2, "the selection stays"
        panel.toast.undo()
        await until(lambda: signs(panel, 2) == ["×", "×"], panel.shown)
        panel.table.selectAll()
        panel.mark(Mark.PARTIAL)
        await until(lambda: signs(panel, 0) == ["△*", "△*"], panel.shown)
        panel.mark(None)
        await until(lambda: signs(panel, 0) == ["○", "○"], panel.shown)

    at_desk(work)


def test_limits_are_set(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        panel = await open_attendance(desk)
        desk.click("limitsButton")
        dialog = the(LimitsDialog)
        late = dialog.findChild(QSpinBox, "lateBox")
        assert late is not None
        late.setValue(25)
        press(dialog, "confirmButton")
        await until(
            lambda: panel.course is not None and panel.course.settings.limits == Limits(25),
            panel.shown,
        )
        assert "25 min late" in panel._legend.text()

    at_desk(work)


@pytest.mark.parametrize("kind", ["xlsx", "pdf", "csv"])
def test_the_sheet_is_saved_in_two_clicks_and_opened(
    kind: str, at_desk: Callable[[Work], None], tmp_path: Path
) -> None:
    path = tmp_path / "출석 2026.11"

    async def work(desk: Desk) -> None:
        panel, saved = await open_attendance(desk), list[str]()
        panel.exporter.finished.connect(saved.append)
        button = desk.find("exportAttendanceButton")
        menu = button.findChild(QMenu, "exportKindsMenu")
        assert isinstance(menu, QMenu)
        next(a for a in menu.actions() if a.objectName() == f"{kind}Action").trigger()
        choose_file(desk, path)
        await until(lambda: bool(saved), panel.exporter.finished)
        whole = path.with_name(f"{path.name}.{kind}")
        assert [Path(name) for name in saved] == [whole], "with its ending"
        assert panel.toast.text.startswith("Saved to ")
        viewer = Viewer()
        panel.toast.undo()  # its button says Open
        QDesktopServices.unsetUrlHandler("file")
        assert [Path(opened) for opened in viewer.opened] == [whole]
        if kind == "xlsx":
            cells = Workbook(whole).cells("Attendance")
            assert [cells[place][1] for place in ("B3", "C3", "D3")] == [f"'{LEE}", "○", "×"]
        elif kind == "csv":
            assert "○,×" in whole.read_text("utf-8-sig").splitlines()[2]
        else:
            assert whole.read_bytes().startswith(b"%PDF")

    at_desk(work)


def test_the_sheet_is_printed(at_desk: Callable[[Work], None], tmp_path: Path) -> None:
    path = tmp_path / "printed.pdf"

    async def work(desk: Desk) -> None:
        panel, printed = await open_attendance(desk), list[str]()
        panel.exporter.finished.connect(printed.append)
        if sys.platform != "win32":  # while a class is open, Windows' dialog would block it
            desk.click("printAttendanceButton")
            await until(
                lambda: desk.window.findChild(QDialog, "printDialog") is not None,
                panel.exporter.printer_asked,
            )
            dialog = desk.window.findChild(QDialog, "printDialog")
            assert isinstance(dialog, QPrintDialog)
            assert not dialog.isModal()
            dialog.reject()
        document = panel.document()
        assert document is not None
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        panel.exporter.print_on(panel.exporter.paper_of(document), printer)
        await until(lambda: bool(printed), panel.exporter.finished)
        assert path.read_bytes().startswith(b"%PDF")

    at_desk(work)


def test_what_cannot_be_written_is_named(at_desk: Callable[[Work], None], tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        panel, stopped = await open_attendance(desk), list[bool]()
        panel.exporter.stopped.connect(lambda: stopped.append(True))
        document = panel.document()
        assert document is not None
        for kind in ("xlsx", "pdf"):
            panel.exporter.save(kind, document, tmp_path / "nowhere" / f"sheet.{kind}")
            stopped.clear()
            await until(lambda: bool(stopped), panel.exporter.stopped)
            the(FaultsDialog).accept()

    at_desk(work)


def test_the_page_of_a_person(at_desk: Callable[[Work], None], tmp_path: Path) -> None:
    path = tmp_path / "kim.csv"

    async def work(desk: Desk) -> None:
        panel, saved = await open_attendance(desk), list[str]()
        panel.exporter.finished.connect(saved.append)
        panel.table.setCurrentIndex(panel.table.model_.index(0, 0))
        desk.click("openPersonButton")
        page = panel.person
        assert page.isVisible()
        assert page.classes.model_.rowCount() == 2
        page.tabs.setCurrentIndex(1)
        assert page._no_help.isVisible()
        assert page.document is not None
        panel.exporter.save("csv", page.document, path)
        await until(lambda: bool(saved), panel.exporter.finished)
        assert len(path.read_text("utf-8-sig").splitlines()) == 3
        desk.window.console.language.choose("ko")
        QApplication.sendPostedEvents()
        assert "수업" in [page.tabs.tabText(n) for n in range(2)]
        desk.window.console.language.choose("en")
        desk.click("personBackButton")
        assert panel.table.isVisible()

    at_desk(work)


def test_certificates_with_words_that_are_remembered(
    at_desk: Callable[[Work], None], tmp_path: Path
) -> None:
    path = tmp_path / "certificates.pdf"

    async def work(desk: Desk) -> None:
        panel = await open_attendance(desk)
        desk.click("certificatesButton")
        dialog = the(CertificateDialog)
        assert not dialog.isModal()
        await until(lambda: dialog.preview.count > 0, dialog.preview.shown)
        assert [row.person.name for row in dialog.chosen] == [KIM]
        enough = dialog.findChild(QSpinBox, "certificateEnoughBox")
        people = dialog.findChild(QListWidget, "certificatePeopleList")
        issuer = dialog.findChild(QLineEdit, "certificate_issuerField")
        words = dialog.findChild(QPlainTextEdit, "certificateWordsField")
        assert enough is not None
        assert people is not None
        assert issuer is not None
        assert words is not None
        enough.setValue(50)
        assert [row.person.name for row in dialog.chosen] == [KIM, LEE]
        people.item(1).setCheckState(Qt.CheckState.Unchecked)
        people.item(2).setCheckState(Qt.CheckState.Checked)
        issuer.setText("행복동 복지관")
        words.setPlainText("가" * 700)
        assert len(words.toPlainText()) == 600
        words.setPlainText("잘 마쳤습니다")
        press(dialog, "koCertificateChoice")
        assert dialog.written.heading == "수료증"
        press(dialog, "enCertificateChoice")
        assert dialog.written.words == "잘 마쳤습니다", "what was written is there again"
        saved = list[str]()
        dialog.exporter.finished.connect(saved.append)
        press(dialog, "saveCertificatesButton")
        chooser = dialog.findChild(QFileDialog, "saveTableDialog")
        assert isinstance(chooser, QFileDialog)
        chooser.selectFile(str(path))
        chooser.accept()
        await until(lambda: bool(saved), dialog.exporter.finished)
        assert dialog.toast.isVisible()
        if sys.platform != "win32":
            pages = await asyncio.to_thread(pages_of, path)
            assert [KIM in pages[0], PARK in pages[1], len(pages)] == [True, True, 2]
            assert "행복동 복지관" in pages[0]
        dialog.reject()
        await until(
            lambda: panel.course is not None and panel.course.settings.enough == 50, panel.shown
        )
        assert panel.course is not None
        kept = panel.course.settings.words["en"]
        assert kept == {"issuer": "행복동 복지관", "words": "잘 마쳤습니다"}
        panel.ask_certificates()
        again = the(CertificateDialog)
        assert again.written.issuer == "행복동 복지관"
        again.reject()

    at_desk(work)


def test_nobody_gets_a_certificate_for_nothing(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        panel = await open_attendance(desk)
        panel.ask_certificates()
        dialog = the(CertificateDialog)
        people = dialog.findChild(QListWidget, "certificatePeopleList")
        assert people is not None
        people.item(0).setCheckState(Qt.CheckState.Unchecked)
        save = dialog.findChild(QAbstractButton, "saveCertificatesButton")
        assert save is not None
        assert not save.isEnabled()
        assert save.toolTip() == "Nobody is chosen."
        await until(lambda: dialog.preview.count == 1, dialog.preview.shown)
        dialog.reject()

    at_desk(work)


@pytest.mark.parametrize("everywhere", [True, False])
def test_a_person_is_deleted(at_desk: Callable[[Work], None], everywhere: bool) -> None:
    async def work(desk: Desk) -> None:
        services = desk.school.services
        panel = await open_attendance(desk)
        other = await open_course(services, KIM, title="금요반")
        assert panel.course is not None
        roster_id = panel.course.roster.id
        panel.open_person(panel.course.roster.people[0].id)
        desk.click("deletePersonButton")
        await until(lambda: isinstance(shown_dialog(), ErasePersonDialog), panel.asked)
        dialog = the(ErasePersonDialog)
        box = dialog.findChild(QCheckBox, "everywhereBox")
        listed = dialog.findChild(QPlainTextEdit, "tracesField")
        assert box is not None
        assert listed is not None
        assert box.isVisible()
        assert "금요반" in listed.toPlainText()
        box.setChecked(everywhere)
        assert ("금요반" in listed.toPlainText()) is everywhere
        erased = list[bool]()
        panel.erased.connect(lambda: erased.append(True))
        press(dialog, "confirmButton")
        await until(lambda: bool(erased), panel.erased)
        await until(lambda: panel.table.model_.rowCount() == 2, panel.shown)
        assert panel.table.isVisible()
        roster, left = services.rosters.roster(roster_id), services.rosters.roster(other.id)
        assert roster is not None
        assert left is not None
        assert [person.name for person in roster.people] == [LEE, PARK]
        assert bool(left.people) is not everywhere

    at_desk(work)


def test_a_person_in_a_running_class_stays(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        panel = await open_attendance(desk)
        await desk.school.student(KIM)  # in the class that goes on
        assert panel.course is not None
        panel.ask_delete(panel.course.roster.people[0].id)
        await until(lambda: isinstance(shown_dialog(), ErasePersonDialog), panel.asked)
        press(the(ErasePersonDialog), "confirmButton")
        await until(lambda: isinstance(shown_dialog(), FaultsDialog), panel.refused)
        the(FaultsDialog).accept()
        assert len(panel.course.roster.people) == 3

    at_desk(work)
