"""Numbers of a roster: whose seat a number means, and how the instructor puts a wrong one right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.actors import SYSTEM
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.errors import RefusalCode, Refused
from classroom_app.domain.participant import Participant, ParticipantStatus
from classroom_app.domain.seat_claim import MARKED_FOR, is_marked
from tests.helpers.lecture import TEACHER, Lecture, snapshot

KIM, PARK = 71, 72  # ids of people on a roster


def by_number(
    name: str = "김영희", person: int = KIM, device: str = "one", *, takes_over: bool = False
) -> cmd.SignIn:
    return cmd.SignIn(
        name, device, person_id=person, takes_over=takes_over, phone=f"cookie of {device}"
    )


def come(lecture: Lecture, command: cmd.SignIn) -> Participant:
    """Sign in by number, and join."""
    lecture.system(command)
    assert command.person_id is not None
    participant = lecture.session.participant_of_person(command.person_id)
    assert participant is not None
    lecture.system(cmd.Connect(participant.id))
    lecture.say(participant, cmd.Join())
    return participant


def refused(lecture: Lecture, command: cmd.Command, actor: object = SYSTEM) -> RefusalCode:
    before = snapshot(lecture.session)
    with pytest.raises(Refused) as refusal:
        lecture.do(command, actor)  # type: ignore[arg-type]
    assert snapshot(lecture.session) == before
    return refusal.value.code


def test_the_first_to_say_a_number_gets_a_seat_with_the_name_of_the_roster() -> None:
    lecture = Lecture()
    (event,) = lecture.system(by_number())
    assert isinstance(event, ev.ParticipantSignedIn)
    assert (event.user_name, event.person_id, event.device_id) == ("김영희", KIM, "one")
    assert lecture.system(by_number()) == []


def test_on_another_phone_they_get_their_seat_back_with_what_they_finished() -> None:
    lecture = Lecture()
    kim = come(lecture, by_number())
    lecture.teach(cmd.NextStep())
    lecture.complete(kim)
    lecture.lose(kim)
    (event,) = lecture.system(by_number(device="two"))
    assert event == ev.PhoneChanged(
        at=lecture.now, participant_id=kim.id, device_id="two", phone="cookie of two", in_use=False
    )
    assert lecture.session.participant_of_device("two") is kim
    assert not is_marked(kim, lecture.now)
    assert lecture.session.participant_count == 1
    assert 1 in kim.completed


def test_a_number_in_use_asks_first_and_then_is_marked() -> None:
    lecture = Lecture()
    kim = come(lecture, by_number())
    assert refused(lecture, by_number(device="two")) is RefusalCode.NUMBER_IN_USE
    (event,) = lecture.system(by_number(device="two", takes_over=True))
    assert isinstance(event, ev.PhoneChanged)
    assert event.in_use
    assert is_marked(kim, lecture.now)
    assert not is_marked(kim, lecture.now + MARKED_FOR)


def test_of_two_phones_at_once_the_second_is_asked() -> None:
    """Neither is connected yet."""
    lecture = Lecture()
    lecture.system(by_number())
    assert refused(lecture, by_number(device="two")) is RefusalCode.NUMBER_IN_USE


def test_who_was_in_comes_back_to_a_locked_or_full_class_and_nobody_new() -> None:
    lecture = Lecture(max_participants=1)
    kim = come(lecture, by_number())
    lecture.lose(kim)
    assert refused(lecture, by_number("박철수", PARK, "park")) is RefusalCode.FULL
    lecture.teach(cmd.SetLocked(locked=True))
    assert refused(lecture, by_number("박철수", PARK, "park")) is RefusalCode.LOCKED
    assert len(lecture.system(by_number(device="two"))) == 1


def test_no_seat_is_taken_over_in_a_locked_class() -> None:
    lecture = Lecture()
    come(lecture, by_number())
    lecture.teach(cmd.SetLocked(locked=True))
    over = by_number(device="two", takes_over=True)
    assert refused(lecture, over) is RefusalCode.LOCKED
    lecture.teach(cmd.SetLocked(locked=False))
    assert len(lecture.system(over)) == 1


def test_whom_the_instructor_removed_comes_back_to_their_seat_unless_it_is_locked() -> None:
    lecture = Lecture()
    kim = come(lecture, by_number())
    lecture.teach(cmd.RemoveParticipant(kim.id))
    lecture.teach(cmd.SetLocked(locked=True))
    assert refused(lecture, by_number()) is RefusalCode.LOCKED
    lecture.teach(cmd.SetLocked(locked=False))
    assert [type(event) for event in lecture.system(by_number())] == [ev.ParticipantReadmitted]
    assert not kim.removed


def test_a_seat_that_lapsed_is_taken_again_also_in_a_locked_class() -> None:
    lecture = Lecture()
    lecture.system(by_number())
    kim = lecture.session.participant_of_person(KIM)
    assert kim is not None
    lecture.system(cmd.Lapse((kim.id,)))
    lecture.teach(cmd.SetLocked(locked=True))
    lecture.system(by_number(device="two"))
    assert not kim.removed


def test_a_phone_that_came_by_the_same_name_gets_the_number() -> None:
    lecture = Lecture()
    kim = lecture.join("김 영희", "one")
    assert lecture.system(by_number()) == [
        ev.PersonAssigned(at=lecture.now, participant_id=kim.id, person_id=KIM)
    ]
    other = lecture.join("이순자", "three")
    (event,) = lecture.system(by_number("박철수", PARK, "three"))
    assert isinstance(event, ev.ParticipantSignedIn), "another name is somebody else"
    assert event.participant_id != other.id


def test_two_of_one_name_on_the_roster_are_told_apart() -> None:
    lecture = Lecture()
    first = come(lecture, by_number())
    second = come(lecture, by_number(person=PARK, device="two"))
    assert (first.name, second.name) == ("김영희", "김영희 (2)")


def test_the_seat_is_given_back_and_what_was_done_in_it_since_is_undone() -> None:
    lecture = Lecture()
    kim = come(lecture, by_number())
    lecture.teach(cmd.NextStep())
    lecture.complete(kim)
    lecture.wait(5)
    lecture.system(by_number(device="two", takes_over=True))
    lecture.wait(5)
    lecture.teach(cmd.NextStep())
    lecture.complete(kim)
    lecture.ask_help(kim)
    events = lecture.teach(cmd.GiveSeatBack(kim.id))
    assert [type(event) for event in events] == [
        *(ev.PhoneSentAway, ev.CompletionRevoked, ev.HelpCancelled)
    ]
    assert list(kim.completed) == [1]
    assert kim.open_help_request_id is None
    assert kim.phone_device_id == "one"
    assert not is_marked(kim, lecture.now)
    assert lecture.session.participant_of_device("two") is None
    assert lecture.teach(cmd.GiveSeatBack(kim.id)) == []


def test_a_device_of_before_is_its_owners_again() -> None:
    lecture = Lecture()
    park = lecture.join("박철수", "two")
    kim = come(lecture, by_number())
    lecture.system(by_number(device="two", takes_over=True))
    assert lecture.session.participant_of_device("two") is kim
    lecture.teach(cmd.GiveSeatBack(kim.id))
    assert lecture.session.participant_of_device("two") is park


def test_a_device_that_took_over_two_seats_keeps_the_one_that_is_not_given_back() -> None:
    lecture = Lecture()
    kim, park = come(lecture, by_number()), come(lecture, by_number("박철수", PARK, "two"))
    lecture.system(by_number(device="three", takes_over=True))
    lecture.system(by_number("박철수", PARK, "three", takes_over=True))
    lecture.teach(cmd.GiveSeatBack(kim.id))
    assert lecture.session.participant_of_device("three") is park
    lecture.teach(cmd.GiveSeatBack(park.id))
    assert lecture.session.participant_of_device("three") is None
    assert (kim.phone_device_id, park.phone_device_id) == ("one", "two")
    again = ClassSession.replay(lecture.history, lecture.lesson)
    assert snapshot(again) == snapshot(lecture.session)


def test_no_device_that_came_since_the_takeover_has_the_seat_once_it_is_given_back() -> None:
    lecture = Lecture()
    kim = come(lecture, by_number())
    lecture.system(by_number(device="two", takes_over=True))
    lecture.lose(kim)
    lecture.system(by_number(device="three"))
    lecture.teach(cmd.GiveSeatBack(kim.id))
    assert lecture.session.participant_of_device("two") is None
    assert lecture.session.participant_of_device("three") is None
    assert lecture.session.participant_of_device("one") is kim


def test_a_phone_of_before_the_takeover_is_still_known_once_the_seat_is_given_back() -> None:
    lecture = Lecture()
    kim = come(lecture, by_number())
    lecture.lose(kim)
    lecture.system(by_number(device="two"))
    lecture.system(cmd.Connect(kim.id))
    lecture.system(by_number(device="three", takes_over=True))
    lecture.teach(cmd.GiveSeatBack(kim.id))
    assert lecture.session.participant_of_device("three") is None
    assert lecture.session.participant_of_device("two") is kim


def test_each_cookie_of_the_phone_that_took_over_is_void() -> None:
    """A browser that keeps none signs in twice."""
    lecture = Lecture()
    kim = come(lecture, by_number())
    lecture.system(by_number(device="two", takes_over=True))
    lecture.system(cmd.SignIn("김영희", "two", phone="another"))
    away = lecture.teach(cmd.GiveSeatBack(kim.id))
    phones = [event.phone for event in away if isinstance(event, ev.PhoneSentAway)]
    assert phones == ["cookie of two", "another"]


def test_who_sat_there_before_can_keep_the_seat_without_the_number() -> None:
    lecture = Lecture()
    wrong = come(lecture, by_number())
    lecture.teach(cmd.NextStep())
    lecture.complete(wrong)
    lecture.wait(5)
    lecture.system(by_number(device="two", takes_over=True))
    lecture.teach(cmd.GiveSeatBack(wrong.id, frees_number=True))
    assert (wrong.person_id, wrong.name, list(wrong.completed)) == (None, "게스트 1", [1])
    right = come(lecture, by_number(device="two"))
    assert right is not wrong
    assert (right.name, list(right.completed)) == ("김영희", [])


def test_the_instructor_says_who_came_by_name_and_takes_it_back() -> None:
    lecture = Lecture()
    guest = lecture.join("영희", "one")
    lecture.teach(cmd.AssignPerson(guest.id, KIM, "김영희"))
    assert (guest.person_id, guest.name) == (KIM, "김영희")
    assert lecture.session.participant_of_person(KIM) is guest
    lecture.teach(cmd.AssignPerson(guest.id, None, "영희"))
    assert (guest.person_id, guest.name) == (None, "영희")
    assert lecture.session.participant_of_person(KIM) is None


def test_a_number_that_somebody_has_is_given_to_no_other() -> None:
    lecture = Lecture()
    kim = come(lecture, by_number())
    guest = lecture.join("영희", "two")
    taken = cmd.AssignPerson(guest.id, KIM, "김영희")
    assert refused(lecture, taken, TEACHER) is RefusalCode.NUMBER_IN_USE
    lecture.teach(cmd.RemoveParticipant(kim.id))
    lecture.teach(taken)
    assert (kim.person_id, guest.person_id) == (None, KIM)
    assert lecture.session.participant_of_person(KIM) is guest


COMMANDS = st.lists(
    st.one_of(
        st.builds(
            by_number,
            st.sampled_from(["김영희", "박철수"]),
            st.sampled_from([KIM, PARK]),
            st.sampled_from(["one", "two", "three"]),
            takes_over=st.booleans(),
        ),
        st.builds(cmd.SignIn, st.sampled_from(["김영희", "a"]), st.sampled_from(["one", "two"])),
        st.builds(cmd.Leave, st.integers(1, 4), joined=st.just(True)),
        st.builds(cmd.Connect, st.integers(1, 4)),
        st.builds(cmd.RemoveParticipant, st.integers(1, 4)),
        st.builds(cmd.GiveSeatBack, st.integers(1, 4), frees_number=st.booleans()),
        st.builds(
            cmd.AssignPerson,
            st.integers(1, 4),
            st.none() | st.sampled_from([KIM, PARK]),
            st.none() | st.just("박철수"),
        ),
    ),
    max_size=25,
)


@given(COMMANDS)
def test_no_two_seats_ever_have_one_number_and_the_history_gives_the_same(
    commands: list[cmd.Command],
) -> None:
    lecture = Lecture(max_participants=4)
    instructors = (cmd.RemoveParticipant, cmd.GiveSeatBack, cmd.AssignPerson)
    for command in commands:
        lecture.wait(1)
        who = getattr(command, "participant_id", None)
        if who is not None and who not in lecture.session.participants:
            continue
        try:
            lecture.do(command, TEACHER if isinstance(command, instructors) else SYSTEM)
        except Refused:
            continue
        people = [p for p in lecture.session.participants.values() if p.person_id is not None]
        assert len({p.person_id for p in people}) == len(people)
        for person in people:
            assert person.person_id is not None
            assert lecture.session.participant_of_person(person.person_id) is person
    again = ClassSession.replay(lecture.history, lecture.lesson)
    assert snapshot(again) == snapshot(lecture.session)


@given(
    st.lists(
        st.one_of(
            st.builds(
                by_number,
                st.just("학생"),
                st.sampled_from([KIM, PARK, 73]),
                st.sampled_from(["one", "two", "three"]),
                takes_over=st.just(True),
            ),
            st.builds(cmd.Leave, st.integers(1, 3), joined=st.just(True)),
            st.builds(cmd.GiveSeatBack, st.integers(1, 3), frees_number=st.booleans()),
        ),
        max_size=20,
    )
)
def test_taking_over_and_giving_back_always_works_whoever_took_what(
    commands: list[cmd.Command],
) -> None:
    lecture = Lecture()
    for command in commands:
        lecture.wait(1)
        who = lecture.session.participants.get(getattr(command, "participant_id", 0))
        if isinstance(command, cmd.SignIn):
            lecture.do(command, SYSTEM)
        elif who is not None:
            taken, began_with = who.later_devices, who.device_id
            lecture.do(command, TEACHER if isinstance(command, cmd.GiveSeatBack) else SYSTEM)
            if isinstance(command, cmd.GiveSeatBack):
                assert not any(
                    lecture.session.participant_of_device(device) is who
                    for device in taken
                    if device != began_with
                )
    again = ClassSession.replay(lecture.history, lecture.lesson)
    assert snapshot(again) == snapshot(lecture.session)


def test_a_phone_that_is_gone_is_not_in_use_after_a_restart() -> None:
    lecture = Lecture()
    kim = come(lecture, by_number())
    lecture.system(cmd.RecoverSession())
    assert kim.status is ParticipantStatus.DISCONNECTED
    lecture.system(by_number(device="two"))
    assert not is_marked(kim, lecture.now)
