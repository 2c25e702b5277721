"""Who of a roster is not there."""

from classroom_app.domain import commands as cmd
from classroom_app.domain.absence import absent_people
from classroom_app.domain.roster import Person, Roster
from tests.helpers.lecture import Lecture

KIM, LEE, PARK = Person(11, 1, "김영희"), Person(12, 2, "이순자"), Person(13, 3, "박철수")
SPRING = Roster(7, "봄", (KIM, LEE, PARK))


def come(lecture: Lecture, person: Person) -> int:
    """Let somebody sign in by number; return the participant's id."""
    lecture.system(cmd.SignIn(person.name, person_id=person.id))
    return max(lecture.session.participants)


def test_who_has_no_seat_is_absent() -> None:
    lecture = Lecture()
    assert absent_people(lecture.session, SPRING) == SPRING.people
    come(lecture, LEE)
    assert absent_people(lecture.session, SPRING) == (KIM, PARK)
    lecture.join("Somebody")
    assert absent_people(lecture.session, SPRING) == (KIM, PARK)


def test_who_gave_a_name_is_the_only_person_of_that_name() -> None:
    lecture = Lecture()
    kim = lecture.join("김 영희")
    assert absent_people(lecture.session, SPRING) == (LEE, PARK)
    twin = Person(14, 4, "김영희")
    assert absent_people(lecture.session, SPRING.with_person(twin)) == (*SPRING.people, twin)
    lecture.teach(cmd.RenameParticipant(kim.id, "박철수"))
    assert absent_people(lecture.session, SPRING) == (KIM, LEE)


def test_a_lost_connection_is_no_absence_and_who_is_removed_is_absent() -> None:
    lecture = Lecture()
    kim = lecture.session.participants[come(lecture, KIM)]
    lecture.say(kim, cmd.Join())
    lecture.lose(kim)
    assert absent_people(lecture.session, SPRING) == (LEE, PARK)
    lecture.teach(cmd.RemoveParticipant(kim.id))
    assert absent_people(lecture.session, SPRING) == SPRING.people


def test_without_a_roster_nobody_is_expected() -> None:
    assert absent_people(Lecture().session, None) == ()


def test_who_is_not_on_the_roster_any_more_counts_for_nobody() -> None:
    lecture = Lecture()
    come(lecture, KIM)
    assert absent_people(lecture.session, SPRING.without({KIM.id})) == (LEE, PARK)
