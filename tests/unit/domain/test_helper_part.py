"""What helpers may do in a class, and who is on the way to whom."""

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.actors import Actor, Helper
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.errors import AlreadyGoing, RefusalCode, Refused
from classroom_app.domain.help_queue import HelpRequest, HelpStatus
from classroom_app.domain.helper_part import MAX_HELPERS
from tests.helpers.lecture import NINE, TEACHER, Lecture, snapshot

INSTRUCTOR = None


@pytest.fixture
def lecture() -> Lecture:
    lecture = Lecture()
    lecture.teach(cmd.NextStep())
    return lecture


@pytest.fixture
def minji(lecture: Lecture) -> Helper:
    return lecture.let_helper_in("민지")


@pytest.fixture
def suji(lecture: Lecture) -> Helper:
    return lecture.let_helper_in("수지")


@pytest.fixture
def call(lecture: Lecture) -> HelpRequest:
    return lecture.ask_help(lecture.join("김영희"))


def going(lecture: Lecture, actor: Actor, call: HelpRequest, *, too: bool = False) -> None:
    lecture.do(cmd.ResolveHelp(call.id, HelpStatus.ON_THE_WAY, too=too), actor)


def of(call: HelpRequest) -> tuple[HelpStatus, tuple[int | None, ...]]:
    return call.status, call.going


def refused(lecture: Lecture, command: cmd.Command, actor: Actor) -> RefusalCode:
    before = snapshot(lecture.session)
    with pytest.raises(Refused) as refusal:
        lecture.do(command, actor)
    assert snapshot(lecture.session) == before
    return refusal.value.code


def test_names_of_helpers_are_told_apart_and_cleaned(lecture: Lecture) -> None:
    names = [lecture.let_helper_in(name).name for name in (" 민지 ", "민지", "Minji")]
    assert names == ["민지", "민지 (2)", "Minji"]
    assert refused(lecture, cmd.LetHelperIn("\u202e"), TEACHER) is RefusalCode.FORBIDDEN
    with pytest.raises(Refused):
        lecture.system(cmd.LetHelperIn("\u202e"))


def test_a_class_has_room_for_so_many_helpers(lecture: Lecture) -> None:
    first = lecture.let_helper_in("0")
    for number in range(1, MAX_HELPERS):
        lecture.let_helper_in(str(number))
    with pytest.raises(Refused) as refusal:
        lecture.system(cmd.LetHelperIn("민지"))
    assert refusal.value.code is RefusalCode.FULL
    lecture.teach(cmd.EndHelper(first.user_id))
    assert lecture.let_helper_in("민지").name == "민지"


def test_who_goes_stands_on_the_call(
    lecture: Lecture, minji: Helper, suji: Helper, call: HelpRequest
) -> None:
    going(lecture, minji, call)
    assert of(call) == (HelpStatus.ON_THE_WAY, (minji.user_id,))
    going(lecture, suji, call, too=True)
    assert of(call)[1] == (minji.user_id, suji.user_id)
    lecture.teach(cmd.ResolveHelp(call.id, HelpStatus.ON_THE_WAY))
    assert of(call)[1] == (minji.user_id, suji.user_id, INSTRUCTOR)


@pytest.mark.parametrize("first_is_helper", [True, False])
def test_the_second_is_told_who_goes_and_may_choose(
    lecture: Lecture, minji: Helper, suji: Helper, call: HelpRequest, first_is_helper: bool
) -> None:
    first: Actor = minji if first_is_helper else TEACHER
    second: Actor = TEACHER if first_is_helper else suji
    going(lecture, first, call)
    with pytest.raises(AlreadyGoing) as told:
        going(lecture, second, call)
    assert told.value.code is RefusalCode.ALREADY_GOING
    assert told.value.going == ((minji.user_id,) if first_is_helper else (INSTRUCTOR,))
    going(lecture, second, call, too=True)
    assert len(call.going) == 2


def test_a_press_that_is_repeated_is_stored_once(
    lecture: Lecture, minji: Helper, call: HelpRequest
) -> None:
    going(lecture, minji, call)
    before = len(lecture.history)
    going(lecture, minji, call)
    assert len(lecture.history) == before


def test_a_helper_takes_back_their_own_word(
    lecture: Lecture, minji: Helper, suji: Helper, call: HelpRequest
) -> None:
    going(lecture, minji, call)
    going(lecture, suji, call, too=True)
    others = cmd.WithdrawAnswer(call.id, minji.user_id)
    assert refused(lecture, others, suji) is RefusalCode.FORBIDDEN
    lecture.do(cmd.WithdrawAnswer(call.id), minji)
    assert of(call) == (HelpStatus.ON_THE_WAY, (suji.user_id,))
    lecture.do(cmd.WithdrawAnswer(call.id), suji)
    assert of(call) == (HelpStatus.PENDING, ())
    assert lecture.do(cmd.WithdrawAnswer(call.id), suji) == []


def test_the_instructor_takes_a_call_from_one_or_from_all(
    lecture: Lecture, minji: Helper, suji: Helper, call: HelpRequest
) -> None:
    going(lecture, minji, call)
    going(lecture, suji, call, too=True)
    lecture.teach(cmd.WithdrawAnswer(call.id, minji.user_id))
    assert call.going == (suji.user_id,)
    going(lecture, TEACHER, call, too=True)
    lecture.teach(cmd.WithdrawAnswer(call.id))
    assert of(call) == (HelpStatus.PENDING, ())


def test_words_of_who_comes_no_longer_are_not_said_again(
    lecture: Lecture, minji: Helper, suji: Helper, call: HelpRequest
) -> None:
    student = lecture.session.participants[call.participant_id]
    going(lecture, minji, call)
    lecture.do(cmd.ResolveHelp(call.id, HelpStatus.ON_THE_WAY, "곧 가요", too=True), suji)
    assert (call.answer, lecture.session.said[-1].instructor_name) == ("곧 가요", "수지")
    lecture.do(cmd.WithdrawAnswer(call.id), suji)
    assert call.answer is None
    assert [said for said in lecture.session.said_to(student, 0) if said.status] == []


def test_who_resolved_it_is_kept(lecture: Lecture, minji: Helper, call: HelpRequest) -> None:
    going(lecture, TEACHER, call)
    lecture.do(cmd.ResolveHelp(call.id, HelpStatus.RESOLVED), minji)
    assert (call.was_resolved_by_hand, call.resolved_by) == (True, minji.user_id)


def test_finishing_the_step_is_nobodys_work(
    lecture: Lecture, minji: Helper, call: HelpRequest
) -> None:
    going(lecture, minji, call)
    lecture.complete(lecture.session.participants[call.participant_id])
    assert call.status is HelpStatus.RESOLVED
    assert not call.was_resolved_by_hand
    assert call.going == (minji.user_id,), "the report says who went"


def test_a_helper_reopens_only_what_they_resolved(
    lecture: Lecture, minji: Helper, suji: Helper, call: HelpRequest
) -> None:
    going(lecture, minji, call)
    lecture.do(cmd.ResolveHelp(call.id, HelpStatus.RESOLVED), minji)
    assert refused(lecture, cmd.ReopenHelp(call.id), suji) is RefusalCode.FORBIDDEN
    lecture.do(cmd.ReopenHelp(call.id), minji)
    assert of(call) == (HelpStatus.ON_THE_WAY, (minji.user_id,))
    lecture.teach(cmd.ResolveHelp(call.id, HelpStatus.RESOLVED))
    assert refused(lecture, cmd.ReopenHelp(call.id), minji) is RefusalCode.FORBIDDEN


def test_a_helper_writes_to_one_student_and_never_to_all(
    lecture: Lecture, minji: Helper, call: HelpRequest
) -> None:
    assert refused(lecture, cmd.SendMessage("모두 보세요"), minji) is RefusalCode.FORBIDDEN
    student = lecture.session.participants[call.participant_id]
    (sent,) = lecture.do(cmd.SendMessage("여기예요", student.user_id), minji)
    assert isinstance(sent, ev.MessageSent)
    assert (sent.helper_id, sent.instructor_name) == (minji.user_id, "")
    said = lecture.session.said[-1]
    assert (said.helper_id, said.instructor_name) == (minji.user_id, "민지")


def test_a_part_that_is_ended_ends_at_once(
    lecture: Lecture, minji: Helper, suji: Helper, call: HelpRequest
) -> None:
    going(lecture, minji, call)
    events = lecture.teach(cmd.EndHelper(minji.user_id))
    assert [type(event) for event in events] == [ev.AnswerWithdrawn, ev.HelperEnded]
    assert call.status is HelpStatus.PENDING, "who had their word waits again"
    resolve = cmd.ResolveHelp(call.id, HelpStatus.RESOLVED)
    assert refused(lecture, resolve, minji) is RefusalCode.FORBIDDEN
    assert lecture.teach(cmd.EndHelper(minji.user_id)) == []
    assert refused(lecture, cmd.EndHelper(999), TEACHER) is RefusalCode.INVALID_FIELD
    going(lecture, suji, call)
    assert lecture.let_helper_in("민지").user_id != minji.user_id


def test_a_helper_of_another_class_is_none_here(lecture: Lecture, call: HelpRequest) -> None:
    resolve = cmd.ResolveHelp(call.id, HelpStatus.RESOLVED)
    assert refused(lecture, resolve, Helper(77, "민지")) is RefusalCode.FORBIDDEN


def test_a_history_with_helpers_leads_to_the_same_state(
    lecture: Lecture, minji: Helper, suji: Helper, call: HelpRequest
) -> None:
    going(lecture, minji, call)
    going(lecture, suji, call, too=True)
    lecture.do(cmd.WithdrawAnswer(call.id), minji)
    lecture.do(cmd.ResolveHelp(call.id, HelpStatus.RESOLVED, "됐어요"), suji)
    lecture.teach(cmd.EndHelper(minji.user_id))
    again = ClassSession.replay(lecture.history, lecture.lesson)
    assert snapshot(again) == snapshot(lecture.session)
    assert [each.is_in for each in again.helpers.values()] == [False, True]


def test_in_histories_of_before_it_was_the_instructor(lecture: Lecture, call: HelpRequest) -> None:
    lecture.apply(ev.HelpAnswered(at=NINE, help_request_id=call.id, message=None))
    assert call.going == (INSTRUCTOR,)
    lecture.apply(
        ev.HelpResolved(at=NINE, help_request_id=call.id, message=None, by_completion=False)
    )
    assert (call.was_resolved_by_hand, call.resolved_by) == (True, INSTRUCTOR)
