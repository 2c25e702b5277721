import pytest

from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.actors import Student
from classroom_app.domain.answers import answer_counts
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.errors import RefusalCode, Refused
from classroom_app.domain.participant import Participant
from classroom_app.domain.step_reason import StepReason
from tests.helpers.lecture import TEACHER, Lecture, snapshot

ASKING = (2, 4)


@pytest.fixture
def lecture() -> Lecture:
    return Lecture(asking=ASKING)


def answer(lecture: Lecture, person: Participant, place: int, step: int = 2) -> list[ev.Event]:
    lecture.wait(5)
    return lecture.say(person, cmd.CompleteStep(step, place))


def counts(lecture: Lecture, step: int = 2) -> tuple[int, ...]:
    found = answer_counts(lecture.session, step)
    assert found is not None
    return found.counts


def test_an_answer_completes_the_step_and_another_one_changes_it(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    lecture.teach(cmd.NextStep(2))
    (done,) = answer(lecture, kim, 1)
    assert isinstance(done, ev.StepCompleted)
    assert done.answer == 1
    assert kim.answer_to(2) == 1
    assert answer(lecture, kim, 1) == [], "a repeat is stored once"
    assert answer(lecture, kim, 0) == [
        ev.AnswerChanged(at=lecture.now, participant_id=kim.id, subtask_id=2, answer=0)
    ]
    assert kim.answer_to(2) == 0
    assert lecture.say(kim, cmd.CompleteStep(2)) == [], "a phone that knows no questions"
    assert counts(lecture) == (1, 0, 0)
    assert len(lecture.session.step_times[2]) == 1


def test_who_finished_without_an_answer_can_give_one_later(lecture: Lecture) -> None:
    kim, lee = lecture.join("김영희"), lecture.join("이철수")
    lecture.teach(cmd.NextStep(2))
    lecture.complete(kim)
    lecture.teach(cmd.MarkDone(lee.id, 2))
    lecture.wait(20)
    lecture.teach(cmd.NextStep())
    for person in (kim, lee):
        (event,) = answer(lecture, person, 2)
        assert isinstance(event, ev.AnswerChanged)
    assert counts(lecture) == (0, 0, 2)


def test_an_answer_is_changed_until_the_next_step(lecture: Lecture) -> None:
    kim, lee = lecture.join("김영희"), lecture.join("이철수")
    lecture.teach(cmd.NextStep(2))
    answer(lecture, kim, 1)
    lecture.wait(20)
    lecture.teach(cmd.NextStep())
    assert answer(lecture, kim, 0) == []
    assert kim.answer_to(2) == 1
    answer(lecture, lee, 1)  # a missed step, done later
    assert len(answer(lecture, lee, 2)) == 1
    assert lee.answer_to(2) == 2
    lecture.wait(20)
    lecture.teach(cmd.NextStep())
    assert answer(lecture, lee, 0) == []
    assert counts(lecture) == (0, 1, 1)


def test_back_on_the_step_answers_are_there_and_can_be_changed(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    lecture.teach(cmd.NextStep(2))
    answer(lecture, kim, 1)
    lecture.teach(cmd.ShowAnswers(2, shown=True))
    lecture.wait(5)
    lecture.teach(cmd.NextStep())
    lecture.wait(5)
    lecture.teach(cmd.NextStep(2, reason=StepReason.UNDO))
    assert kim.answer_to(2) == 1
    assert lecture.session.answers_shown == {2}, "what was on the wall is there again"
    assert len(answer(lecture, kim, 0)) == 1


def test_before_the_first_step_answers_count_too(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    answer(lecture, kim, 1)
    assert len(answer(lecture, kim, 2)) == 1


def test_a_step_that_is_started_anew_hides_its_answers(lecture: Lecture) -> None:
    lecture.teach(cmd.NextStep(2))
    assert lecture.session.answers_shown == frozenset(), "hidden until they are shown"
    assert lecture.teach(cmd.ShowAnswers(2, shown=True)) == [
        ev.AnswersShown(at=lecture.now, subtask_id=2, shown=True, instructor_id=TEACHER.user_id)
    ]
    assert lecture.teach(cmd.ShowAnswers(2, shown=True)) == []
    lecture.wait(60)
    lecture.teach(cmd.NextStep())
    lecture.wait(60)
    lecture.teach(cmd.NextStep(2))
    assert lecture.session.answers_shown == frozenset()


def test_undone_and_done_again_a_step_keeps_its_answer(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    lecture.teach(cmd.NextStep(2))
    answer(lecture, kim, 1)
    lecture.teach(cmd.MarkNotDone(kim.id, 2))
    assert kim.answer_to(2) is None
    assert counts(lecture) == (0, 0, 0)
    (done, *_) = lecture.teach(cmd.MarkDone(kim.id, 2))
    assert isinstance(done, ev.StepCompleted)
    assert done.answer == 1
    assert counts(lecture) == (0, 1, 0)


def test_removed_students_do_not_count(lecture: Lecture) -> None:
    people = lecture.join_many(3)
    lecture.teach(cmd.NextStep(2))
    for place, person in enumerate(people):
        answer(lecture, person, place)
    lecture.teach(cmd.RemoveParticipant(people[0].id))
    found = answer_counts(lecture.session, 2)
    assert found is not None
    assert (found.counts, found.answered, found.people) == ((0, 1, 1), 2, 2)
    assert found.share(1) == 0.5


def test_a_step_without_a_question_has_no_counts(lecture: Lecture) -> None:
    assert answer_counts(lecture.session, None) is None
    assert answer_counts(lecture.session, 1) is None
    found = answer_counts(lecture.session, 2)
    assert found is not None
    assert found.share(0) == 0.0, "nobody has answered"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (cmd.CompleteStep(2, 3), "from 0 to 2"),
        (cmd.CompleteStep(2, -1), "from 0 to 2"),
    ],
)
def test_an_answer_that_there_is_not_is_named(
    lecture: Lecture, command: cmd.CompleteStep, words: str
) -> None:
    kim = lecture.join("김영희")
    before = snapshot(lecture.session)
    with pytest.raises(Refused, match=words) as refused:
        lecture.do(command, Student(kim.id))
    assert refused.value.code is RefusalCode.INVALID_FIELD
    assert snapshot(lecture.session) == before


def test_an_answer_to_a_step_that_asks_nothing_is_passed_over(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    lecture.say(kim, cmd.CompleteStep(1, 7))
    assert (1 in kim.completed, kim.answer_to(1)) == (True, None)


def test_only_a_question_has_answers_to_be_shown(lecture: Lecture) -> None:
    for step, code in ((1, RefusalCode.INVALID_FIELD), (9, RefusalCode.UNKNOWN_SUBTASK)):
        with pytest.raises(Refused) as refused:
            lecture.teach(cmd.ShowAnswers(step, shown=True))
        assert refused.value.code is code


def test_replayed_the_answers_are_the_same(lecture: Lecture) -> None:
    kim, lee = lecture.join("김영희"), lecture.join("이철수")
    lecture.teach(cmd.NextStep(2))
    answer(lecture, kim, 1)
    answer(lecture, kim, 0)
    answer(lecture, lee, 2)
    lecture.teach(cmd.ShowAnswers(2, shown=True))
    again = ClassSession.replay(lecture.history, lecture.lesson)
    assert snapshot(again) == snapshot(lecture.session)
    assert answer_counts(again, 2) == answer_counts(lecture.session, 2)
