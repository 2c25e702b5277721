import pytest

from classroom_app.domain import commands as cmd
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.domain.message_reach import AT_ONE_GO_S, MessageReach, latest_message
from classroom_app.domain.participant import Participant
from tests.helpers.lecture import Lecture


@pytest.fixture
def lecture() -> Lecture:
    return Lecture(steps=3)


def reach_of(lecture: Lecture) -> MessageReach:
    reach = latest_message(lecture.session)
    assert reach is not None
    return reach


def see(lecture: Lecture, *people: Participant) -> None:
    for person in people:
        lecture.say(person, cmd.MarkSeen(lecture.session.said[-1].number))


def test_nothing_was_sent(lecture: Lecture) -> None:
    kim = lecture.join("Kim")
    request = lecture.ask_help(kim)
    lecture.teach(cmd.ResolveHelp(request.id, HelpStatus.ON_THE_WAY, "2분만요"))
    assert latest_message(lecture.session) is None


def test_to_all_who_were_in_the_class(lecture: Lecture) -> None:
    kim, lee, choi = (lecture.join(name) for name in ("Kim", "Lee", "Choi"))
    lecture.wait(1)
    lecture.teach(cmd.SendMessage("Look up"))
    lecture.wait(1)
    lecture.join("Late")
    see(lecture, lee)
    reach = reach_of(lecture)
    assert (reach.text, reach.to_all) == ("Look up", True)
    assert reach.receivers == (kim, lee, choi)
    assert reach.unseen == (kim, choi)
    lecture.teach(cmd.RemoveParticipant(choi.id))
    assert reach_of(lecture).unseen == (kim,)
    see(lecture, kim)
    assert reach_of(lecture).unseen == ()


def test_to_one(lecture: Lecture) -> None:
    kim, lee = lecture.join("Kim"), lecture.join("Lee")
    lecture.teach(cmd.SendMessage("You", lee.user_id))
    see(lecture, kim)
    reach = reach_of(lecture)
    assert (reach.to_all, reach.receivers, reach.unseen) == (False, (lee,), (lee,))


def test_the_same_words_to_several_at_one_go_are_one_message(lecture: Lecture) -> None:
    kim, lee, choi = (lecture.join(name) for name in ("Kim", "Lee", "Choi"))
    lecture.teach(cmd.SendMessage("Again", choi.user_id))
    lecture.wait(AT_ONE_GO_S + 1)
    for person in (kim, lee):
        lecture.teach(cmd.SendMessage("Again", person.user_id))
    see(lecture, lee)
    assert reach_of(lecture).receivers == (kim, lee)
    assert reach_of(lecture).unseen == (kim,)
    lecture.teach(cmd.SendMessage("Again", kim.user_id))
    assert reach_of(lecture).receivers == (kim, lee)
    lecture.teach(cmd.SendMessage("Other words", kim.user_id))
    assert reach_of(lecture).receivers == (kim,)
    lecture.teach(cmd.SendMessage("Other words"))
    assert reach_of(lecture).to_all
