"""The table of people: what is shown, sorted, searched and written."""

import pytest
from PySide6.QtCore import Qt

from classroom_app.domain.roster import Person, by_name
from classroom_app.gui.kit.roles import ID_ROLE
from classroom_app.gui.people import people_model
from classroom_app.gui.people.people_model import NAME, NUMBER, PeopleModel, SortedPeople
from tests.unit.gui.item_models import SPOKEN, under_test

PEOPLE = (Person(7, 2, "이순자"), Person(5, 10, "김영희"), Person(6, 11, "Kim"))


@pytest.fixture
def model() -> PeopleModel:
    model = PeopleModel()
    under_test(model)
    model.show_people(PEOPLE)
    return model


def column(rows: SortedPeople, place: int) -> list[str]:
    return [str(rows.index(row, place).data()) for row in range(rows.rowCount())]


def test_numbers_and_names_stand_in_two_columns(model: PeopleModel) -> None:
    assert (model.rowCount(), model.columnCount()) == (3, 2)
    assert [model.index(0, n).data() for n in (NUMBER, NAME)] == ["2", "이순자"]
    assert model.index(0, NAME).data(SPOKEN) == "2 이순자"
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in (NUMBER, NAME)]
    assert heads == ["Number", "Name"]


def test_numbers_are_sorted_by_value_and_names_as_in_a_dictionary(model: PeopleModel) -> None:
    rows = SortedPeople(model)
    under_test(rows)
    assert column(rows, NUMBER) == ["2", "10", "11"]
    rows.sort(NAME)
    assert column(rows, NAME) == ["김영희", "이순자", "Kim"]
    rows.sort(NUMBER, Qt.SortOrder.DescendingOrder)
    assert column(rows, NUMBER) == ["11", "10", "2"]


def test_to_sort_a_long_roster_each_name_is_looked_at_once(
    model: PeopleModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[Person] = []

    def noted(person: Person) -> object:
        looked_at.append(person)
        return by_name(person)

    monkeypatch.setattr(people_model, "by_name", noted)
    people = tuple(Person(n, n, f"이름 {n * 7 % 100}") for n in range(1, 100))
    rows = SortedPeople(model)
    model.show_people(people)
    rows.sort(NAME)
    rows.sort(NAME, Qt.SortOrder.DescendingOrder)
    assert len(looked_at) == len(people)
    assert column(rows, NAME) == [p.name for p in sorted(people, key=by_name, reverse=True)]
    model.show_people((*people[1:], Person(500, 500, "이름 1000")))
    assert column(rows, NAME)[0] == "이름 1000", "who is new has a place too"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("영희", ["김영희"]),
        ("kim", ["Kim"]),
        ("1", []),
        ("10", ["김영희"]),
        ("", ["이순자", "김영희", "Kim"]),
    ],
)
def test_names_and_numbers_are_found(model: PeopleModel, words: str, found: list[str]) -> None:
    rows = SortedPeople(model)
    rows.search(words)
    assert column(rows, NAME) == found


def test_what_is_written_is_told_and_not_kept(model: PeopleModel) -> None:
    told: list[tuple[int, int, str]] = []
    model.written.connect(lambda *what: told.append(what))
    assert model.setData(model.index(1, NAME), " 김 영희 ")
    model.setData(model.index(1, NUMBER), "10")
    assert told == [(5, NAME, "김 영희")]
    assert model.index(1, NAME).data() == "김영희"


def test_the_same_people_keep_their_rows(model: PeopleModel) -> None:
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.modelReset.connect(lambda: changed.append(-1))
    model.show_people((PEOPLE[0], Person(5, 10, "김 영희"), PEOPLE[2]))
    model.show_people(PEOPLE[:2])
    assert changed == [1, -1]
    assert model.index(0, NUMBER).data(ID_ROLE) == 7
