"""What makes a page easier to read: who set what, and which phones do it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.comfort import AS_ON_THE_PHONE, Comfort
from classroom_app.domain.errors import RefusalCode, Refused
from tests.helpers.lecture import NINE, Lecture

wishes = st.none() | st.booleans()


@pytest.fixture
def lecture() -> Lecture:
    return Lecture()


def shown(comfort: Comfort) -> tuple[bool | None, bool | None, bool | None]:
    return comfort.larger_text, comfort.read_aloud, comfort.high_contrast


def test_one_phone(lecture: Lecture) -> None:
    kim, lee = lecture.join("김영희"), lecture.join("이순자")
    (event,) = lecture.teach(cmd.SetComfort(kim.id, larger_text=True))
    assert event == ev.ComfortChanged(
        at=lecture.now,
        participant_id=kim.id,
        larger_text=True,
        read_aloud=None,
        high_contrast=None,
    )
    assert shown(kim.comfort) == (True, None, None)
    assert lee.comfort == AS_ON_THE_PHONE
    assert not lee.comfort.is_set
    assert lecture.teach(cmd.SetComfort(kim.id, larger_text=True)) == [], "it is so already"
    lecture.teach(cmd.SetComfort(kim.id, read_aloud=True))
    assert shown(kim.comfort) == (True, True, None), "the text stays large"


def test_all_and_who_joins_later(lecture: Lecture) -> None:
    kim, lee = lecture.join("김영희"), lecture.join("이순자")
    lecture.teach(cmd.SetComfort(lee.id, high_contrast=True))
    events = lecture.teach(cmd.SetComfort(None, high_contrast=True))
    assert [type(event) for event in events] == [ev.NewcomersComfortChanged, ev.ComfortChanged]
    assert shown(kim.comfort) == shown(lee.comfort) == (None, None, True)
    park = lecture.sign_in("박민수")
    assert shown(park.comfort) == (None, None, True)
    assert park.comfort.is_set
    assert lecture.teach(cmd.SetComfort(None, high_contrast=True)) == []


def test_the_student_has_the_last_word(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    lecture.teach(cmd.SetComfort(kim.id, larger_text=True))
    number = kim.comfort.number
    (event,) = lecture.say(kim, cmd.ChooseComfort(False, True, False))
    assert isinstance(event, ev.ComfortChanged)
    assert event.by_phone
    assert kim.comfort == Comfort(False, True, False, number), "the desk wished for nothing new"
    assert lecture.say(kim, cmd.ChooseComfort(False, True, False)) == []
    lecture.teach(cmd.SetComfort(kim.id, larger_text=True))
    assert kim.comfort.number > number


def test_who_was_removed_is_left_alone(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    lecture.teach(cmd.RemoveParticipant(kim.id))
    for participant_id in (kim.id, 99):
        with pytest.raises(Refused) as refused:
            lecture.teach(cmd.SetComfort(participant_id, larger_text=True))
        assert refused.value.code is RefusalCode.INVALID_FIELD
    lecture.teach(cmd.SetComfort(None, larger_text=True))
    assert kim.comfort == AS_ON_THE_PHONE


def test_who_is_on_the_roster_finds_it_again(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    (event,) = lecture.system(cmd.RestoreComfort(kim.id, True, None, True))
    assert isinstance(event, ev.ComfortChanged)
    assert not event.by_phone, "the phone is told"
    assert shown(kim.comfort) == (True, None, True)


def test_a_restart_changes_nothing(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    lecture.teach(cmd.SetComfort(None, larger_text=True))
    lecture.wait(1)
    lecture.say(kim, cmd.ChooseComfort(True, True, False))
    lecture.wait(1)
    lecture.teach(cmd.SetComfort(kim.id, high_contrast=True))
    again = ClassSession.replay(lecture.history, lecture.lesson)
    assert again.participants[kim.id].comfort == kim.comfort
    assert again.newcomers_comfort == lecture.session.newcomers_comfort


@given(st.lists(st.tuples(wishes, wishes, wishes), max_size=6))
def test_the_last_word_on_each_thing_counts(said: list[tuple[bool | None, ...]]) -> None:
    comfort = AS_ON_THE_PHONE
    for wish in said:
        comfort = comfort.changed(*wish)
    for place, last in enumerate(shown(comfort)):
        words = [wish[place] for wish in said if wish[place] is not None]
        assert last == (words[-1] if words else None)


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=8))
def test_no_number_comes_twice_even_if_the_clock_stands(steps: list[int]) -> None:
    comfort, at, numbers = AS_ON_THE_PHONE, NINE, []
    for seconds in steps:
        at += timedelta(seconds=seconds)
        comfort = comfort.wished_at(at)
        numbers.append(comfort.number)
    assert numbers == sorted(set(numbers))
    assert structs.replace(comfort, number=0) == AS_ON_THE_PHONE


def test_a_rehearsal_keeps_nothing_for_real_people() -> None:
    for rehearsal, kept_for in ((False, 7), (True, None)):
        lecture = Lecture()
        lecture.session.rehearsal = rehearsal
        kim = lecture.join("김영희")
        kim.person_id = 7
        (event,) = lecture.teach(cmd.SetComfort(kim.id, larger_text=True))
        assert isinstance(event, ev.ComfortChanged)
        assert event.person_id == kept_for
