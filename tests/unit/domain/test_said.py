from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.domain.participant import Participant
from classroom_app.domain.said import Said, last_number, next_number, said_after
from tests.helpers.lecture import NINE, Lecture, make_lesson


def texts(lecture: Lecture, participant: Participant, after: int | None = 0) -> list[str | None]:
    return [said.text for said in lecture.session.said_to(participant, after)]


@pytest.fixture
def lecture() -> Lecture:
    return Lecture(steps=3)


@given(st.lists(st.integers(-3, 3)))
def test_numbers_grow_whatever_the_clock_does(jumps: list[int]) -> None:
    said: list[Said] = []
    at = NINE
    for jump in jumps:
        at += timedelta(microseconds=jump)
        number = next_number(said, at)
        assert number > last_number(said)
        assert number < 2**53, "JavaScript has no larger integers"
        assert said_after(said, last_number(said)) == []
        said.append(Said(number, at, None, "x"))
        assert said_after(said, number - 1) == said[-1:]
    assert said_after(said, 0) == said


def test_to_all_and_to_one(lecture: Lecture) -> None:
    kim, lee = lecture.join("Kim"), lecture.join("Lee")
    lecture.teach(cmd.SendMessage("all"))
    lecture.teach(cmd.SendMessage("Lee alone", lee.user_id))
    lecture.teach(cmd.SendMessage("all again"))
    assert texts(lecture, kim) == ["all", "all again"]
    assert texts(lecture, lee) == ["all", "Lee alone", "all again"]
    first = lecture.session.said[0].number
    assert texts(lecture, lee, after=first) == ["Lee alone", "all again"]
    # A number that this class never gave is another class's.
    assert texts(lecture, kim, after=last_number(lecture.session.said) + 1) == ["all", "all again"]


def test_who_comes_late_has_missed_nothing(lecture: Lecture) -> None:
    kim = lecture.join("Kim", "phone 1")
    lecture.teach(cmd.SendMessage("before"))
    lee = lecture.join("Lee")
    assert texts(lecture, lee) == []
    lecture.teach(cmd.RemoveParticipant(kim.id))
    lecture.teach(cmd.SendMessage("without Kim"))
    lecture.system(cmd.SignIn("Kim", "phone 1"))
    lecture.teach(cmd.SendMessage("after"))
    assert texts(lecture, kim) == ["after"]
    assert texts(lecture, lee) == ["without Kim", "after"]


def test_who_joins_for_the_first_time_has_missed_nothing(lecture: Lecture) -> None:
    lecture.system(cmd.SignIn("Kim"))
    (kim,) = lecture.session.participants.values()
    lecture.teach(cmd.SendMessage("before the phone was in"))
    lecture.say(kim, cmd.Join())
    assert texts(lecture, kim) == []
    lecture.teach(cmd.SendMessage("after"))
    assert texts(lecture, kim) == ["after"]


@pytest.mark.parametrize("is_known_to_have_left", [True, False])
def test_after_a_restart_only_who_knows_numbers_hears_what_was_sent_before(
    lecture: Lecture, is_known_to_have_left: bool
) -> None:
    """What others had on their screens was lost with the program: they would hear it twice."""
    kim = lecture.join("Kim")
    lecture.teach(cmd.SendMessage("sent, and nobody knows whether it arrived"))
    if is_known_to_have_left:
        lecture.system(cmd.Leave(kim.id, joined=True))
        lecture.teach(cmd.SendMessage("said while the phone was away"))
    lecture.system(cmd.RecoverSession())
    away = ["said while the phone was away"] if is_known_to_have_left else []
    assert texts(lecture, kim, None) == away
    assert texts(lecture, kim, 0) == ["sent, and nobody knows whether it arrived", *away]


def test_what_is_seen_is_not_said_again(lecture: Lecture) -> None:
    kim = lecture.join("Kim")
    for text in ("a", "b", "c"):
        lecture.teach(cmd.SendMessage(text))
    numbers = [said.number for said in lecture.session.said]
    seen = cmd.MarkSeen(numbers[1])
    assert lecture.say(kim, seen) == [
        ev.MessagesSeen(at=lecture.now, participant_id=kim.id, number=numbers[1])
    ]
    assert lecture.say(kim, seen) == []
    assert lecture.say(kim, cmd.MarkSeen(-1)) == []
    assert texts(lecture, kim) == ["c"]
    assert texts(lecture, kim, after=numbers[0]) == ["c"], "seen by the person, on another phone"
    lecture.say(kim, cmd.MarkSeen(2**70))
    assert kim.seen_until == numbers[2], "what is not said yet is not seen"
    assert lecture.say(kim, cmd.MarkSeen(2**70)) == []


def test_on_my_way_counts_while_it_is_true(lecture: Lecture) -> None:
    kim = lecture.join("Kim")
    request = lecture.ask_help(kim)
    way = cmd.ResolveHelp(request.id, HelpStatus.ON_THE_WAY, "2분만요")
    lecture.teach(way)
    assert (request.answer, texts(lecture, kim)) == ("2분만요", ["2분만요"])
    lecture.teach(cmd.ResolveHelp(request.id, HelpStatus.ON_THE_WAY, "이제 가요"))
    assert (request.answer, texts(lecture, kim)) == ("이제 가요", ["이제 가요"])
    lecture.teach(cmd.ResolveHelp(request.id, HelpStatus.RESOLVED, "또 부르세요"))
    assert texts(lecture, kim) == ["또 부르세요"]
    # Done by mistake: whoever was on the way still is.
    lecture.teach(cmd.ReopenHelp(request.id))
    assert (request.answer, texts(lecture, kim)) == ("이제 가요", ["이제 가요", "또 부르세요"])
    lecture.teach(way)
    assert texts(lecture, kim) == ["또 부르세요", "2분만요"]
    lecture.say(kim, cmd.CancelHelp())
    assert texts(lecture, kim) == ["또 부르세요"]


def test_a_request_that_nobody_answered_is_open_again_without_an_answer(lecture: Lecture) -> None:
    kim = lecture.join("Kim")
    request = lecture.ask_help(kim)
    lecture.teach(cmd.ResolveHelp(request.id, HelpStatus.RESOLVED))
    lecture.teach(cmd.ReopenHelp(request.id))
    assert (request.answer, request.answer_number, texts(lecture, kim)) == (None, 0, [])


def test_done_without_words_says_nothing(lecture: Lecture) -> None:
    kim = lecture.join("Kim")
    request = lecture.ask_help(kim)
    lecture.teach(cmd.ResolveHelp(request.id, HelpStatus.RESOLVED))
    assert lecture.session.said == []


def test_it_is_the_same_after_a_restart(lecture: Lecture) -> None:
    kim = lecture.join("Kim")
    for text in ("a", "b"):
        lecture.teach(cmd.SendMessage(text))
    lecture.say(kim, cmd.MarkSeen(lecture.session.said[0].number))
    again = ClassSession.replay(lecture.history, make_lesson(3))
    assert again.said == lecture.session.said
    assert [said.text for said in again.said_to(again.participants[kim.id])] == ["b"]
