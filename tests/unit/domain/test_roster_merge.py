"""Rosters that two people change at once."""

from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain.roster import Person, Roster
from classroom_app.domain.roster_merge import Clash, merged

KIM, LEE, PARK = Person(1, 1, "Kim"), Person(2, 2, "Lee"), Person(3, 3, "Park")
BASE = Roster(9, "Spring").with_people([KIM, LEE, PARK])


def numbers(roster: Roster) -> dict[str, int]:
    return {person.name: person.number for person in roster.people}


def test_two_add_people_and_all_are_on_it() -> None:
    mine = BASE.with_person(Person(11, 10, "Mine"))
    done = merged(BASE, mine, BASE.with_person(Person(12, 12, "Theirs")))
    assert numbers(done.roster) == {"Kim": 1, "Lee": 2, "Park": 3, "Mine": 10, "Theirs": 12}
    assert done.is_as_wanted


def test_a_new_person_gets_another_number_when_theirs_was_given_away() -> None:
    theirs = BASE.with_person(Person(12, 4, "Theirs"))
    done = merged(BASE, BASE.with_person(Person(11, 4, "Mine")), theirs)
    assert numbers(done.roster) == numbers(BASE) | {"Theirs": 4, "Mine": 5}
    assert done.renumbered == (Person(11, 5, "Mine"),)
    assert not done.is_as_wanted


def test_name_and_number_of_one_person_may_be_changed_by_two() -> None:
    mine = BASE.with_person(Person(1, 1, "Kim Young"))
    done = merged(BASE, mine, BASE.with_person(Person(1, 8, "Kim")))
    assert done.roster.by_id[1] == Person(1, 8, "Kim Young")
    assert done.is_as_wanted


def test_the_second_to_change_a_name_is_told() -> None:
    mine, theirs = Person(1, 1, "Kim Young"), Person(1, 1, "Kim Old")
    done = merged(BASE, BASE.with_person(mine), BASE.with_person(theirs))
    assert done.roster.by_id[1] == theirs
    assert done.clashes == (Clash(mine, theirs),)


def test_who_was_changed_is_not_taken_off_and_who_is_off_is_not_changed() -> None:
    changed = BASE.with_person(Person(1, 1, "Kim Young"))
    done = merged(BASE, BASE.without({1}), changed)
    assert done.roster == changed
    assert done.clashes == (Clash(None, changed.by_id[1]),)
    done = merged(BASE, changed, BASE.without({1}))
    assert done.roster == BASE.without({1})
    assert done.clashes == (Clash(changed.by_id[1], None),)


def test_who_was_taken_off_by_others_does_not_come_back_with_another_edit() -> None:
    done = merged(BASE, BASE.with_person(Person(2, 7, "Lee")), BASE.without({1}))
    assert numbers(done.roster) == {"Lee": 7, "Park": 3}
    assert done.is_as_wanted


def test_a_number_that_was_given_away_is_not_taken() -> None:
    theirs = BASE.with_person(Person(12, 4, "Theirs"))
    done = merged(BASE, BASE.with_person(Person(1, 4, "Kim")), theirs)
    assert done.roster == theirs
    assert done.clashes == (Clash(Person(1, 4, "Kim"), KIM),)


def test_numbers_are_swapped_while_another_is_renamed() -> None:
    swapped = BASE.with_people([Person(1, 2, "Kim"), Person(2, 1, "Lee"), PARK])
    done = merged(BASE, swapped, BASE.with_person(Person(3, 3, "Bak")))
    assert numbers(done.roster) == {"Lee": 1, "Kim": 2, "Bak": 3}


def test_the_title_is_that_of_the_first() -> None:
    done = merged(BASE, BASE.titled("Mine"), BASE.titled("Theirs"))
    assert (done.roster.title, done.title_stands) == ("Theirs", True)
    done = merged(BASE, BASE.titled("Mine"), BASE.with_person(Person(12, 4, "Theirs")))
    assert (done.roster.title, done.title_stands) == ("Mine", False)
    assert len(done.roster.people) == 4


_PEOPLE = st.dictionaries(
    st.integers(1, 6), st.tuples(st.integers(1, 9), st.sampled_from("abcd")), max_size=6
).map(lambda found: [Person(key, number, name) for key, (number, name) in found.items()])
_ROSTERS = st.builds(
    lambda people, title: Roster(1, title).with_people(
        {person.number: person for person in people}.values()
    ),
    _PEOPLE,
    st.sampled_from(["one", "two"]),
)


@given(_ROSTERS, _ROSTERS, _ROSTERS)
def test_whatever_two_do_each_number_is_one_persons(
    before: Roster, after: Roster, stored: Roster
) -> None:
    done = merged(before, after, stored)
    assert len(done.roster.by_number) == len(done.roster.by_id) == len(done.roster.people)
    assert list(done.roster.people) == sorted(done.roster.people, key=lambda one: one.number)


@given(_ROSTERS, _ROSTERS, _ROSTERS)
def test_what_is_not_as_wanted_is_told(before: Roster, after: Roster, stored: Roster) -> None:
    done = merged(before, after, stored)
    told = {one.wanted.id if one.wanted else one.stands.id for one in done.clashes if one.stands}
    told |= {one.wanted.id for one in done.clashes if one.wanted}
    told |= {one.id for one in done.renumbered}
    for key in before.by_id | after.by_id | stored.by_id:
        old, new = before.by_id.get(key), after.by_id.get(key)
        now, kept = stored.by_id.get(key), done.roster.by_id.get(key)
        if new == old and key not in told:
            assert kept == now, "nobody touched them here"
        elif key not in told and old is not None and new is not None and kept is not None:
            assert new.name in (old.name, kept.name)
            assert new.number in (old.number, kept.number)
        elif key not in told:
            assert kept in (new, now)


@given(_ROSTERS, _ROSTERS)
def test_who_changes_a_roster_alone_gets_what_was_wanted(before: Roster, after: Roster) -> None:
    done = merged(before, after, before)
    assert done.roster is after
    assert done.is_as_wanted
