"""Names are looked at before anybody is added."""

import asyncio
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from classroom_app.domain.roster import Person, Roster
from classroom_app.domain.sheet import Row, Sheet
from classroom_app.gui.people.import_dialog import ImportDialog
from classroom_app.gui.people.import_preview import NAME, NOTE, NUMBER
from classroom_app.gui.tasks import Tasks
from tests.helpers.qt_wait import until
from tests.unit.gui.conftest import language_change
from tests.unit.gui.held_tasks import HeldTasks
from tests.unit.gui.item_models import under_test

SPRING = Roster(1, "봄", (Person(1, 1, "김영희"),))
SHEETS = [
    Sheet(
        "명단",
        (Row(1, ("반", "번호", "이름")), Row(2, ("가", "4", "김영희")), Row(4, ("나", "5", ""))),
    ),
    Sheet("둘째", (Row(1, ("이순자",)),)),
]


class Looker:
    """A dialog, and what it says."""

    def __init__(self, dialog: ImportDialog) -> None:
        self.dialog = dialog
        under_test(dialog.preview)
        self.chosen: list[tuple[str, object]] = []
        dialog.people_chosen.connect(lambda *what: self.chosen.append(what))

    def part(self, kind: type[QWidget], name: str) -> QWidget:
        found = self.dialog.findChild(kind, name)
        assert isinstance(found, QWidget), name
        return found

    @property
    def add(self) -> QPushButton:
        button = self.part(QPushButton, "addPeopleButton")
        assert isinstance(button, QPushButton)
        return button

    def rows(self) -> list[tuple[str, str, str]]:
        model = self.dialog.preview
        return [
            (
                str(model.index(n, NUMBER).data()),
                str(model.index(n, NAME).data()),
                str(model.index(n, NOTE).data()),
            )
            for n in range(model.rowCount())
        ]

    async def previewed(self, *rows: tuple[str, str, str]) -> None:
        await until(lambda: self.rows() == list(rows), self.dialog.previewed)


@pytest.fixture
def tasks(window: QWidget) -> Iterator[Tasks]:
    tasks = Tasks(window)
    yield tasks
    tasks.cancel_all()


def test_a_file_is_previewed_and_added(loop: asyncio.Runner, tasks: Tasks, window: QWidget) -> None:
    async def work() -> None:
        looker = Looker(ImportDialog(tasks, window, title="봄 학기", sheets=SHEETS))
        await looker.previewed(("", "", "Left out: no name"), ("4", "김영희", ""))
        assert looker.add.text() == "Add 1 people"
        title = looker.part(QLineEdit, "importTitleField")
        assert isinstance(title, QLineEdit)
        title.setText(" ")
        assert not looker.add.isEnabled()
        title.setText("가을")
        looker.add.click()
        assert looker.chosen == [("가을", [(4, "김영희")])]

    loop.run(work())


def test_another_sheet_column_and_heading_can_be_chosen(
    loop: asyncio.Runner, tasks: Tasks, window: QWidget
) -> None:
    async def work() -> None:
        looker = Looker(ImportDialog(tasks, window, into=SPRING, sheets=SHEETS))
        await looker.previewed(
            ("4", "김영희", "The same name is on the roster"), ("", "", "Left out: no name")
        )
        numbers, names = (
            looker.part(QComboBox, name) for name in ("numberColumnBox", "nameColumnBox")
        )
        head = looker.part(QCheckBox, "headRowBox")
        sheets = looker.part(QComboBox, "importSheetBox")
        assert isinstance(numbers, QComboBox)
        assert isinstance(names, QComboBox)
        assert isinstance(head, QCheckBox)
        assert isinstance(sheets, QComboBox)
        assert (numbers.currentText(), names.currentText()) == ("B: 번호", "C: 이름")
        names.setCurrentIndex(0)
        await looker.previewed(("4", "가", ""), ("5", "나", ""))
        numbers.setCurrentIndex(0)
        await looker.previewed(("2", "가", ""), ("3", "나", ""))
        head.setChecked(False)
        await looker.previewed(("2", "반", ""), ("3", "가", ""), ("4", "나", ""))
        sheets.setCurrentIndex(1)
        await looker.previewed(("2", "이순자", ""))

    loop.run(work())


def test_family_names_stay_when_another_column_of_numbers_is_chosen(
    loop: asyncio.Runner, tasks: Tasks, window: QWidget
) -> None:
    rows = (Row(1, ("번호", "성", "이름")), Row(2, ("4", "김", "영희")))

    async def work() -> None:
        looker = Looker(ImportDialog(tasks, window, title="봄", sheets=[Sheet("", rows)]))
        await looker.previewed(("4", "김영희", ""))
        numbers, names = (
            looker.part(QComboBox, name) for name in ("numberColumnBox", "nameColumnBox")
        )
        assert isinstance(numbers, QComboBox)
        assert isinstance(names, QComboBox)
        numbers.setCurrentIndex(0)
        await looker.previewed(("1", "김영희", ""))
        names.setCurrentIndex(1)
        await looker.previewed(("1", "김", ""))

    loop.run(work())


def test_pasted_names_are_read_as_they_come(
    loop: asyncio.Runner, tasks: Tasks, window: QWidget
) -> None:
    async def work() -> None:
        looker = Looker(ImportDialog(tasks, window, into=SPRING))
        assert not looker.add.isEnabled()
        looker.dialog.paste("이순자, 박철수, 최영수")
        await looker.previewed(("2", "이순자", ""), ("3", "박철수", ""), ("4", "최영수", ""))
        looker.dialog.paste("1 김영희\n7 이순자")
        await looker.previewed(
            ("", "김영희", "Left out: on the roster already"), ("7", "이순자", "")
        )
        looker.add.click()
        assert looker.chosen == [("", [(7, "이순자")])]

    loop.run(work())


@pytest.fixture
def held() -> Iterator[HeldTasks]:
    tasks = HeldTasks()
    yield tasks
    tasks.drop()


def test_nobody_is_added_while_names_are_read(held: HeldTasks, window: QWidget) -> None:
    looker = Looker(ImportDialog(held, window, title="봄", sheets=SHEETS))
    held.finish()
    assert looker.add.isEnabled()
    sheets, title = (
        looker.part(QComboBox, "importSheetBox"),
        looker.part(QLineEdit, "importTitleField"),
    )
    assert isinstance(sheets, QComboBox)
    assert isinstance(title, QLineEdit)
    sheets.setCurrentIndex(1)
    title.setText("가을")
    assert not looker.add.isEnabled(), "the table is still that of the other sheet"
    language_change(looker.dialog)
    assert not looker.add.isEnabled()
    sheets.setCurrentIndex(0)
    held.finish()
    title.setText("여름")
    assert not looker.add.isEnabled(), "an earlier read has ended, the last one has not"
    held.finish()
    assert looker.add.isEnabled()
    looker.add.click()
    assert looker.chosen == [("여름", [(4, "김영희")])]


def test_names_are_read_again_after_a_fault(held: HeldTasks, window: QWidget) -> None:
    looker = Looker(ImportDialog(held, window, into=SPRING))
    looker.dialog.paste("김영희\n" * 20_001)
    looker.dialog._read_pasted()
    held.finish()
    assert not looker.add.isEnabled()
    looker.dialog.paste("이순자")
    looker.dialog._read_pasted()
    held.finish()
    assert looker.add.isEnabled()


def test_too_much_is_said_and_added_by_nobody(
    loop: asyncio.Runner, tasks: Tasks, window: QWidget
) -> None:
    async def work() -> None:
        looker = Looker(ImportDialog(tasks, window, into=SPRING))
        field = looker.part(QPlainTextEdit, "pastedNamesField")
        assert isinstance(field, QPlainTextEdit)
        looker.dialog.paste("김영희\n" * 20_001)
        said = looker.part(QWidget, "importSum")
        await until(lambda: "20000" in str(said.property("text")), looker.dialog.previewed)
        assert not looker.add.isEnabled()

    loop.run(work())


def test_it_speaks_another_language_at_once(
    loop: asyncio.Runner, tasks: Tasks, window: QWidget
) -> None:
    async def work() -> None:
        looker = Looker(ImportDialog(tasks, window, into=SPRING, sheets=SHEETS))
        await looker.previewed(
            ("4", "김영희", "The same name is on the roster"), ("", "", "Left out: no name")
        )
        language_change(looker.dialog)
        assert looker.add.text() == "Add 1 people"
        model = looker.dialog.preview
        assert model.headerData(NOTE, Qt.Orientation.Horizontal) == "Note"

    loop.run(work())
