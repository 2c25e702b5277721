"""The page People over the real program: rosters by hand, pasted, from files, to files, deleted."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from classroom_app.application.report_document import FileKind
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import SYSTEM, Student
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.roster import Roster
from classroom_app.gui.kit.ask_dialog import AskDialog
from classroom_app.gui.kit.faults_dialog import FaultsDialog
from classroom_app.gui.people.import_dialog import ImportDialog
from classroom_app.gui.people.people_model import NAME, NUMBER
from classroom_app.gui.people.people_page import PeoplePage
from classroom_app.gui.people.title_dialog import TitleDialog
from classroom_app.storage.eraser import PENDING
from classroom_app.storage.roster_store import SqlRosterStore
from tests.end2end.test_window import Desk, Work, at_desk, runner
from tests.helpers.dialogs import shown_dialog
from tests.helpers.qt_wait import until
from tests.helpers.roster_files import workbook

__all__ = ["at_desk", "runner"]

People = list[tuple[int, str]]
END = cmd.EndSession()


def stored(desk: Desk, title: str) -> People:
    """Return who is on the roster of this title."""
    (roster,) = (one for one in desk.school.services.rosters.rosters if one.title == title)
    return [(person.number, person.name) for person in roster.people]


async def open_people(desk: Desk, people: People) -> PeoplePage:
    """Show the page with a roster of these people."""
    roster = await desk.school.services.rosters.create("봄", people)
    desk.window.show_page("people")
    desk.window.people_page.choose(roster.id)
    return desk.window.people_page


async def settled(desk: Desk, people: People, title: str = "봄") -> None:
    """Return once a roster is stored like this."""
    await until(lambda: stored(desk, title) == people, desk.window.people_page.listed)


def table(desk: Desk) -> QTableView:
    view = desk.find("peopleView")
    assert isinstance(view, QTableView)
    return view


def write(desk: Desk, row: int, column: int, text: str) -> None:
    """Write over a cell of the table as an editor does."""
    model = table(desk).model()
    model.setData(model.index(row, column), text)


def said(desk: Desk) -> str:
    label = desk.find("personFault")
    return str(label.property("text")) if label.isVisible() else ""


def test_a_roster_is_made_and_written_by_hand(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        desk.window.show_page("people")
        page = desk.window.people_page
        assert desk.find("noRosters").isVisible()
        desk.click("newRosterButton")
        dialog = shown_dialog()
        assert isinstance(dialog, TitleDialog)
        save = dialog.findChild(QPushButton, "saveButton")
        field = dialog.findChild(QLineEdit, "rosterTitleField")
        assert save is not None
        assert field is not None
        assert not save.isEnabled()
        field.setText("봄")
        save.click()
        await until(lambda: page.roster is not None, page.list.roster_chosen)
        assert not desk.find("noRosters").isVisible()
        name, number = desk.find("newPersonName"), desk.find("newPersonNumber")
        QTest.keyClicks(name, "Kim")
        QTest.keyClick(name, Qt.Key.Key_Return)
        QTest.keyClicks(number, "7")
        QTest.keyClick(number, Qt.Key.Key_Return)
        QTest.keyClicks(name, "Lee")
        QTest.keyClick(name, Qt.Key.Key_Return)
        QTest.keyClicks(name, "Park")
        desk.click("addPersonButton")
        await settled(desk, [(1, "Kim"), (7, "Lee"), (8, "Park")])
        QTest.keyClicks(number, "7")
        QTest.keyClicks(name, "Choi")
        desk.click("addPersonButton")
        assert said(desk) == "Lee has number 7 already."
        assert isinstance(name, QLineEdit)
        assert name.text() == "Choi", "it can be put right"

    at_desk(work)


def test_people_are_changed_removed_and_brought_back(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        await open_people(desk, [(1, "김영희"), (2, "이순자"), (10, "박철수")])
        write(desk, 0, NAME, " 김 영희")
        write(desk, 0, NUMBER, "12")
        await settled(desk, [(2, "이순자"), (10, "박철수"), (12, "김 영희")])
        for text, words in (
            ("2", "이순자 has number 2 already."),
            ("0", "A number is from 1 to 999999999."),
            ("x", "A number is from 1 to 999999999."),
        ):
            write(desk, 2, NUMBER, text)
            assert said(desk) == words
        write(desk, 2, NAME, "\u3164")
        assert said(desk).startswith("A name has 1 to 40")
        view = table(desk)
        view.selectRow(1)
        QTest.keyClick(view, Qt.Key.Key_Delete)
        await settled(desk, [(2, "이순자"), (12, "김 영희")])
        QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        await settled(desk, [(2, "이순자"), (10, "박철수"), (12, "김 영희")])
        desk.click("undoRosterButton")
        desk.click("undoRosterButton")
        await settled(desk, [(1, "김영희"), (2, "이순자"), (10, "박철수")])
        desk.click("redoRosterButton")
        await settled(desk, [(1, "김 영희"), (2, "이순자"), (10, "박철수")])

    at_desk(work)


def test_names_are_pasted(at_desk: Callable[[Work], None]) -> None:
    async def work(desk: Desk) -> None:
        await open_people(desk, [(1, "김영희")])
        desk.click("pasteNamesButton")
        dialog = shown_dialog()
        assert isinstance(dialog, ImportDialog)
        assert not dialog.isModal()
        field = dialog.findChild(QPlainTextEdit, "pastedNamesField")
        add = dialog.findChild(QPushButton, "addPeopleButton")
        assert field is not None
        assert add is not None
        field.setPlainText("번호\t이름\n5\t이순자\n1\t김영희\n")
        await until(add.isEnabled, dialog.previewed)
        add.click()
        await settled(desk, [(1, "김영희"), (5, "이순자")])
        desk.click("undoRosterButton")
        await settled(desk, [(1, "김영희")])

    at_desk(work)


def test_a_file_becomes_a_roster(at_desk: Callable[[Work], None], tmp_path: Path) -> None:
    file = tmp_path / "가을.xlsx"
    file.write_bytes(workbook([["번호", "이름"], [3, "이순자"], [4, "박철수"]]))

    async def work(desk: Desk) -> None:
        page = await open_people(desk, [(1, "김영희")])
        desk.window._on_dropped([str(file)])
        await until(lambda: isinstance(shown_dialog(), ImportDialog), page.dialogs.asked)
        dialog = shown_dialog()
        assert isinstance(dialog, ImportDialog)
        add = dialog.findChild(QPushButton, "addPeopleButton")
        assert add is not None
        await until(add.isEnabled, dialog.previewed)
        add.click()
        await until(lambda: page.roster is not None and page.roster.title == "가을", page.listed)
        assert stored(desk, "가을") == [(3, "이순자"), (4, "박철수")]

    at_desk(work)


def test_a_file_that_is_none_is_refused(at_desk: Callable[[Work], None], tmp_path: Path) -> None:
    file = tmp_path / "old.xls"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))

    async def work(desk: Desk) -> None:
        page = await open_people(desk, [(1, "김영희")])
        page.import_files([str(file)])
        await until(lambda: isinstance(shown_dialog(), FaultsDialog), page.dialogs.refused)
        dialog = shown_dialog()
        assert dialog is not None
        field = dialog.findChild(QPlainTextEdit, "faultsField")
        assert field is not None
        assert ".xlsx" in field.toPlainText()

    at_desk(work)


def test_a_roster_is_exported_and_read_back(
    at_desk: Callable[[Work], None], tmp_path: Path
) -> None:
    async def work(desk: Desk) -> None:
        people = [(1, "김영희"), (2, "+82 Kim"), (30, "이, 순자")]
        page = await open_people(desk, people)
        roster = page.roster
        assert isinstance(roster, Roster)
        for kind in FileKind:
            path = tmp_path / f"out.{kind}"
            page.dialogs.export(kind, roster, path)
            await until(path.exists, page.dialogs.saved)
            (sheet,) = await desk.school.services.rosters.read_file(path)
            cells = [row.cells for row in sheet.rows]
            assert cells[0] == ("Number", "Name")
            assert cells[1:] == [("1", "김영희"), ("2", "'+82 Kim"), ("30", "이, 순자")]
        lines = list(csv.reader((tmp_path / "out.csv").read_text("utf-8-sig").splitlines()))
        assert lines[2] == ["2", "'+82 Kim"]
        page.dialogs.export(FileKind.CSV, roster, tmp_path / "nowhere" / "out.csv")
        await until(lambda: isinstance(shown_dialog(), FaultsDialog), page.dialogs.refused)

    at_desk(work)


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_deleted_roster_leaves_no_byte(at_desk: Callable[[Work], None], tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        services = desk.school.services
        await services.classroom.execute(
            desk.school.session.id, END, services.instructor.actor
        )  # a scrub waits while a class goes on
        page = await open_people(desk, [(1, "Zaphod Beeblebrox"), (2, "Trillian Astra")])
        kept = await services.rosters.create("가을", [(1, "Ford Prefect")])
        page.choose(kept.id)
        page.people.edits.edit(kept.with_person(services.rosters.new_person(2, "Arthur Dent")))
        await settled(desk, [(1, "Ford Prefect"), (2, "Arthur Dent")], "가을")
        page.people.view.selectRow(1)
        desk.click("removePeopleButton")
        await settled(desk, [(1, "Ford Prefect")], "가을")
        (spring,) = (one for one in services.rosters.rosters if one.title == "봄")
        page.dialogs.ask_delete(spring)
        dialog = shown_dialog()
        assert isinstance(dialog, AskDialog)
        confirm = dialog.findChild(QPushButton, "confirmButton")
        assert confirm is not None
        confirm.click()
        await until(lambda: len(services.rosters.rosters) == 1, page.dialogs.deleted)
        data = bytes_of(tmp_path / "data")
        assert b"Ford Prefect" in data
        for name in (b"Beeblebrox", b"Trillian", b"Arthur Dent"):
            assert name not in data

    at_desk(work)


def test_who_is_removed_is_scrubbed_once_the_page_is_left(
    at_desk: Callable[[Work], None], tmp_path: Path
) -> None:
    async def work(desk: Desk) -> None:
        services = desk.school.services
        await services.classroom.execute(desk.school.session.id, END, services.instructor.actor)
        page = await open_people(desk, [(1, "Ford Prefect"), (2, "Arthur Dent")])
        page.people.view.selectRow(1)
        desk.click("removePeopleButton")
        await settled(desk, [(1, "Ford Prefect")])
        mark = tmp_path / "data" / PENDING
        await until(mark.exists, page.noted)
        desk.window.show_page("class")
        await until(lambda: not mark.exists(), page.scrubbed)
        assert b"Arthur Dent" not in bytes_of(tmp_path / "data")

    at_desk(work)


def test_a_class_is_opened_with_a_roster_and_the_choice_is_kept(
    at_desk: Callable[[Work], None],
) -> None:
    async def work(desk: Desk) -> None:
        services, console = desk.school.services, desk.window.console
        await services.classroom.execute(desk.school.session.id, END, services.instructor.actor)
        desk.window.show_page("class")
        opener = desk.page.opener
        opener.refresh()
        box = desk.find("rosterBox")
        assert isinstance(box, QComboBox)
        assert box.isHidden() or not box.isVisibleTo(opener), "there is none to choose"
        roster = await services.rosters.create("봄", [(1, "김영희")])
        opener.refresh()
        assert box.isVisibleTo(opener)
        assert (box.currentText(), console.roster_id) == ("None", None)
        box.setCurrentIndex(1)
        box.activated.emit(1)
        assert console.roster_id == roster.id
        opened: list[ClassSession] = []
        opener.opened.connect(opened.append)
        await until(lambda: opener.lesson is not None, opener.lessons_shown)
        opener.open_class()
        await until(lambda: bool(opened), opener.opened)
        assert opened[0].roster_id == roster.id
        opener.refresh()
        assert box.currentText() == "봄", "for the next class too"
        await services.rosters.delete(roster.id)
        opener.refresh()
        assert not box.isVisibleTo(opener)
        assert console.roster_id is None

    at_desk(work)


def test_the_report_names_who_did_not_come(at_desk: Callable[[Work], None], tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        services = desk.school.services
        roster = await services.rosters.create("봄", [(1, "김영희"), (2, "이순자")])
        opened = await services.instructor.open_class(
            desk.school.session.lesson.id, "ROST01", roster_id=roster.id
        )
        person = roster.people[1]
        await services.classroom.execute(
            opened.id, cmd.SignIn(person.name, person_id=person.id), SYSTEM
        )
        await services.classroom.execute(opened.id, cmd.Join(), Student(max(opened.participants)))
        await services.classroom.execute(opened.id, END, services.instructor.actor)
        page = desk.window.history_page
        page.ask_for(opened.id)
        desk.window.show_page("history")
        await until(lambda: page.report.record is not None, page.report_shown)
        report = page.report
        model = report.students.sorted
        names = [model.index(row, 1).data() for row in range(model.rowCount())]
        assert names == ["이순자", "김영희"]
        asked: list[int] = []
        report.student_menu_requested.connect(lambda who, _at: asked.append(who))
        delete = desk.find("eraseStudentButton")
        for row, may in ((0, True), (1, False)):
            report.students.selectRow(row)
            report.students.setCurrentIndex(model.index(row, 1))
            assert delete.isEnabled() is may, "who never came is in no class"
        QTest.keyClick(report.students, Qt.Key.Key_Delete)
        assert asked == []
        assert report.document is not None
        file = tmp_path / "report.csv"
        await services.reports.write(
            FileKind.CSV, report.document, file, lambda _done, _total: None
        )
        lines = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
        assert [line[1:3] for line in lines[1:]] == [
            ["이순자", "Stayed to the end"],
            ["김영희", "Not here"],
        ]

    at_desk(work)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("size", [(910, 510), (1320, 820)])
def test_nothing_is_cut(
    at_desk: Callable[[Work], None], language: str, size: tuple[int, int]
) -> None:
    async def work(desk: Desk) -> None:
        desk.window.console.language.choose(language)
        desk.window.resize(*size)
        page = await open_people(desk, [(n, f"수강생 {n}") for n in range(1, 41)])
        for tab in range(page.tabs.count()):
            page.tabs.setCurrentIndex(tab)
            QApplication.processEvents()
            assert (desk.window.width(), desk.window.height()) == size
            for button in page.findChildren(QPushButton):
                if button.isVisible():
                    assert button.width() >= button.minimumSizeHint().width(), button.objectName()
        assert page.roster is not None
        page.dialogs.ask_paste(page.roster, page._add)
        dialog = shown_dialog()
        assert isinstance(dialog, ImportDialog)
        dialog.paste("1 김영희\n1 이순자\n2 =1+1")
        await until(lambda: len(dialog.preview.lines) == 3, dialog.previewed)
        QApplication.processEvents()
        room = dialog.rect()
        for part in dialog.findChildren(QWidget):
            if part.parent() is dialog and part.isVisible():
                assert room.contains(part.geometry()), part.objectName()
                assert part.height() >= part.minimumSizeHint().height(), part.objectName()
                if isinstance(part, QCheckBox | QPushButton):
                    assert part.width() >= part.sizeHint().width(), part.objectName()

    at_desk(work)


def test_what_another_computer_changes_leaves_who_is_typing_alone(
    at_desk: Callable[[Work], None],
) -> None:
    async def work(desk: Desk) -> None:
        page = await open_people(desk, [(1, "김영희"), (2, "이순자")])
        view, rosters = table(desk), desk.school.services.rosters
        roster = page.roster
        assert roster is not None
        view.setCurrentIndex(view.model().index(0, NAME))
        view.edit(view.currentIndex())
        field = view.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        field.selectAll()
        QTest.keyClicks(field, "Kim")
        database = desk.school.program._database
        assert database is not None
        theirs = roster.with_person(rosters.new_person(3, "박철수"))
        await SqlRosterStore(database, desk.school.program.clock.now).save(roster, theirs)
        await rosters.refresh()
        assert field.text() == "Kim"
        assert view.model().rowCount() == 2, "not while somebody writes in the table"
        QTest.keyClick(field, Qt.Key.Key_Return)
        await settled(desk, [(1, "Kim"), (2, "이순자"), (3, "박철수")])
        await until(lambda: view.model().rowCount() == 3, page.people.edits.changed)
        view.edit(view.model().index(1, NAME))
        again = roster.with_person(rosters.new_person(4, "최영자"))
        await SqlRosterStore(database, desk.school.program.clock.now).save(roster, again)
        await rosters.refresh()
        assert view.model().rowCount() == 3
        field = view.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        QTest.keyClick(field, Qt.Key.Key_Escape)
        assert view.model().rowCount() == 4, "nothing was written: it is shown now"

    at_desk(work)
