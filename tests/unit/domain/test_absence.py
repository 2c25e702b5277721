"""Who of a roster is not there."""

from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain import commands as cmd
from classroom_app.domain.absence import absent_people
from classroom_app.domain.attendance import Limits, Mark, attendance_of, meeting_of
from classroom_app.domain.class_report import class_report
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


_NAMES = st.sampled_from(["김영희", "이순자", "박철수", "최정숙"])
_PEOPLE = st.lists(_NAMES, min_size=1, max_size=5)
# Who comes: by the number at a place of the roster, or by a name; and what becomes of them.
_COMING = st.lists(
    st.tuples(st.integers(0, 5) | _NAMES, st.sampled_from(["stays", "leaves", "is removed"])),
    max_size=6,
)


@given(_PEOPLE, _COMING)
def test_board_report_and_attendance_agree_on_who_came(
    names: list[str], coming: list[tuple[int | str, str]]
) -> None:
    people = tuple(Person(10 + n, n, name) for n, name in enumerate(names, start=1))
    roster, lecture, numbers = Roster(7, "봄", people), Lecture(), dict[int, int]()
    for who, fate in coming:
        person = roster.by_number.get(who) if isinstance(who, int) else None
        name = person.name if person is not None else str(who)
        session, person_id = lecture.session, person.id if person is not None else None
        if session.participant_of_person(person_id or 0) or name in session.taken_names:
            continue
        lecture.system(cmd.SignIn(name, person_id=person_id))
        participant = session.participants[max(session.participants)]
        lecture.say(participant, cmd.Join())
        if person_id is not None:
            numbers[participant.id] = person_id
        if fate == "leaves":
            lecture.lose(participant)
        elif fate == "is removed":
            lecture.teach(cmd.RemoveParticipant(participant.id))
    lecture.teach(cmd.NextStep())
    on_board = absent_people(lecture.session, roster)
    lecture.teach(cmd.EndSession())
    report = class_report(lecture.history, lecture.lesson, roster)
    meeting = meeting_of(report, roster, numbers)
    assert meeting is not None
    table = attendance_of(roster.people, [meeting], Limits())
    marked = tuple(row.person for row in table.rows if row.cells[0].mark is Mark.ABSENT)
    assert on_board == report.absent == marked
