"""Rosters as values."""

from classroom_app.domain.roster import MAX_NUMBER, Person, Roster, by_name

KIM, LEE, PARK = Person(1, 3, "김영희"), Person(2, 1, "이순자"), Person(3, 12, "박철수")


def test_people_stand_in_the_order_of_their_numbers() -> None:
    roster = Roster(1, "봄").with_people([PARK, KIM, LEE])
    assert [person.number for person in roster.people] == [1, 3, 12]
    assert roster.by_number[12] is PARK
    assert roster.by_id[2] is LEE


def test_another_title_leaves_the_people() -> None:
    roster = Roster(1, "봄").with_people([KIM]).titled("가을")
    assert (roster.title, roster.people) == ("가을", (KIM,))


def test_names_are_the_same_as_a_reader_sees_them() -> None:
    roster = Roster(1, "봄").with_people([KIM, Person(4, 4, "김 영희"), LEE])
    assert [person.id for person in roster.named("김영희")] == [1, 4]
    assert roster.named("박철수") == []


def test_people_come_change_and_go() -> None:
    roster = Roster(1, "봄").with_person(KIM).with_person(LEE)
    assert roster.people == (LEE, KIM)
    roster = roster.with_person(Person(1, 9, "김 영희"))
    assert [(one.id, one.number) for one in roster.people] == [(2, 1), (1, 9)]
    assert roster.next_number == 10
    assert roster.without({1, 2}).people == ()
    assert roster.without({1, 2}).next_number == 1
    assert roster.with_person(Person(5, MAX_NUMBER, "끝")).next_number == 2


def test_people_by_name_follow_a_korean_dictionary() -> None:
    assert sorted([LEE, PARK, KIM], key=by_name) == [KIM, PARK, LEE]
    twins = [Person(5, 20, "Kim"), Person(6, 2, "Kim")]
    assert sorted(twins, key=by_name) == twins[::-1]
