"""A class that came from another computer: its people are known by their names alone."""

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.errors import RefusalCode, Refused
from classroom_app.domain.participant import Participant, ParticipantStatus
from tests.helpers.lecture import Lecture, snapshot

ELSEWHERE = cmd.RecoverSession(elsewhere=True)


def come(lecture: Lecture, name: str, device: str) -> Participant:
    lecture.system(cmd.SignIn(name, device, phone=f"cookie of {device}"))
    participant = lecture.session.participant_of_device(device)
    assert participant is not None
    lecture.system(cmd.Connect(participant.id))
    lecture.say(participant, cmd.Join())
    return participant


@pytest.fixture
def moved() -> Lecture:
    """Kim has finished a step; then another computer took the class up."""
    lecture = Lecture()
    kim = come(lecture, "김영희", "kim at the first")
    come(lecture, "Lee", "lee at the first")
    lecture.teach(cmd.NextStep())
    lecture.complete(kim)
    lecture.system(ELSEWHERE)
    return lecture


def test_who_types_their_name_again_has_their_seat(moved: Lecture) -> None:
    (kim, _lee) = moved.session.present_participants
    again = cmd.SignIn(" 김영희 ", "kim at the second", phone="a cookie")
    (event,) = moved.system(again)
    assert isinstance(event, ev.PhoneChanged)
    assert event.participant_id == kim.id
    assert moved.session.participant_of_device("kim at the second") is kim
    assert len(kim.completed) == 1
    assert moved.session.participant_count == 2
    replayed = ClassSession.replay(moved.history, moved.lesson)
    assert snapshot(replayed) == snapshot(moved.session)


def test_a_seat_is_given_once(moved: Lecture) -> None:
    come(moved, "Lee", "lee at the second")
    other = come(moved, "Lee", "another phone")
    assert other.name == "Lee (2)"


def test_who_came_back_by_a_cookie_is_not_waited_for(moved: Lecture) -> None:
    (kim, _lee) = moved.session.present_participants
    moved.system(cmd.Connect(kim.id))
    assert come(moved, "김영희", "somebody else").name == "김영희 (2)"


def test_a_device_that_is_known_keeps_its_seat(moved: Lecture) -> None:
    (_kim, lee) = moved.session.present_participants
    assert come(moved, "김영희", "lee at the first") is lee


def test_a_locked_class_lets_back_in_who_was_in(moved: Lecture) -> None:
    moved.teach(cmd.SetLocked(locked=True))
    assert come(moved, "Lee", "lee at the second").name == "Lee"
    with pytest.raises(Refused) as refused:
        moved.system(cmd.SignIn("Park", "park"))
    assert refused.value.code is RefusalCode.LOCKED


def test_who_was_removed_is_not_waited_for(moved: Lecture) -> None:
    (_kim, lee) = moved.session.present_participants
    moved.teach(cmd.RemoveParticipant(lee.id))
    assert come(moved, "Lee", "lee at the second") is not lee


def test_after_a_restart_on_the_same_computer_a_name_is_nobodys_proof() -> None:
    lecture = Lecture()
    come(lecture, "Lee", "lee")
    lecture.system(cmd.RecoverSession())
    assert come(lecture, "Lee", "another").name == "Lee (2)"


def test_a_restart_of_that_computer_goes_on_waiting_for_who_has_not_come(moved: Lecture) -> None:
    (kim, lee) = moved.session.present_participants
    moved.system(cmd.Connect(kim.id))
    moved.system(cmd.RecoverSession())
    assert come(moved, "Lee", "lee at the second") is lee
    assert come(moved, "김영희", "somebody else") is not kim


def test_who_was_just_coming_back_when_the_class_moved_has_left() -> None:
    lecture = Lecture()
    kim, lee = come(lecture, "김영희", "kim"), come(lecture, "Lee", "lee")
    park = lecture.sign_in("Park", "park")
    lecture.lose(kim)
    lecture.system(cmd.Connect(kim.id))
    waiting = [p.name for p in (kim, lee, park) if p.status is ParticipantStatus.WAITING]
    assert waiting == ["김영희", "Park"]
    (_recovered, *left) = lecture.system(ELSEWHERE)
    assert left == [
        ev.ParticipantLeft(at=lecture.now, participant_id=kim.id, joined=False),
        ev.ParticipantLeft(at=lecture.now, participant_id=lee.id, joined=True),
    ]
    waiting = [p.name for p in (kim, lee, park) if p.status is ParticipantStatus.WAITING]
    assert waiting == ["Park"], "who only signed in may still come"


@pytest.mark.parametrize("comes", ["joined", "coming back", "signed in"])
@pytest.mark.parametrize("locked", [True, False])
def test_a_number_gets_its_seat_back_wherever_its_phone_stood_when_the_class_moved(
    comes: str, locked: bool
) -> None:
    lecture = Lecture()
    lecture.system(cmd.SignIn("김영희", "at the first", person_id=71, phone="one"))
    (kim,) = lecture.session.present_participants
    if comes != "signed in":
        lecture.system(cmd.Connect(kim.id))
        lecture.say(kim, cmd.Join())
    if comes == "coming back":
        lecture.lose(kim)
        lecture.system(cmd.Connect(kim.id))
    lecture.teach(cmd.SetLocked(locked=locked))
    lecture.system(ELSEWHERE)
    again = cmd.SignIn("김영희", "at the second", person_id=71, phone="two")
    (event,) = lecture.system(again)
    assert isinstance(event, ev.PhoneChanged)
    assert not event.in_use
    if not locked:  # the seat is in use again: who has it now is asked about
        third = cmd.SignIn("김영희", "a third", person_id=71, phone="three")
        lecture.system(cmd.Connect(kim.id))
        with pytest.raises(Refused) as refused:
            lecture.system(third)
        assert refused.value.code is RefusalCode.NUMBER_IN_USE
    replayed = ClassSession.replay(lecture.history, lecture.lesson)
    assert snapshot(replayed) == snapshot(lecture.session)
