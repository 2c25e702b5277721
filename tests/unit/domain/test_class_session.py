from datetime import timedelta

import pytest
from msgspec import structs

from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.class_session import _APPLY, CLASS_ID_DIGITS, ClassSession
from classroom_app.domain.errors import EmptyHistoryError
from classroom_app.domain.participant import Participant
from classroom_app.domain.transitions import SessionStatus
from tests.helpers.complete import EVENTS
from tests.helpers.lecture import NINE, Lecture, make_lesson, make_opened, snapshot


def status_of(someone: Participant | ClassSession) -> str:
    return someone.status.value


@pytest.fixture
def lecture() -> Lecture:
    return Lecture(steps=3)


def test_a_new_session(lecture: Lecture) -> None:
    session = lecture.session
    assert status_of(session) == "WAITING"
    assert (session.id, session.code, session.title) == (1, "482913", "알림 켜기")
    assert session.current_subtask is None
    assert session.next_subtask is lecture.lesson.subtasks[0]
    assert session.completion_counts == {1: 0, 2: 0, 3: 0}
    assert session.present_participants == []


def test_every_event_but_the_first_has_its_change() -> None:
    assert set(_APPLY) == set(EVENTS) - {ev.SessionOpened}


def test_steps_and_status(lecture: Lecture) -> None:
    session = lecture.session
    lecture.wait(60)
    lecture.teach(cmd.NextStep())
    assert status_of(session) == "IN_PROGRESS"
    assert session.started_at == session.step_started_at == lecture.now
    lecture.wait(60)
    lecture.teach(cmd.NextStep())
    assert session.current_subtask is lecture.lesson.subtasks[1]
    assert session.next_subtask is lecture.lesson.subtasks[2]
    assert session.step_started_at == lecture.now != session.started_at
    lecture.teach(cmd.EndSession())
    assert status_of(session) == "ENDED"
    assert session.ended_at == lecture.now
    assert session.pauses == []


def test_pauses_are_remembered_and_the_end_closes_the_last(lecture: Lecture) -> None:
    lecture.teach(cmd.NextStep())
    begun = lecture.now
    lecture.teach(cmd.PauseSession())
    assert lecture.session.pauses == [(begun, None)]
    lecture.wait(10)
    lecture.teach(cmd.ResumeSession())
    resumed = lecture.now
    assert lecture.session.pauses == [(begun, resumed)]
    lecture.teach(cmd.PauseSession())
    lecture.wait(10)
    lecture.teach(cmd.EndSession())
    assert lecture.session.pauses == [(begun, resumed), (resumed, lecture.now)]


def test_unpaused_time(lecture: Lecture) -> None:
    def seconds(since: float, until: float) -> float:
        at = [NINE + timedelta(seconds=s) for s in (since, until)]
        return lecture.session.unpaused_s(at[0], at[1])

    assert seconds(0, 100) == 100
    lecture.teach(cmd.NextStep())
    for paused_for in (10, 20):
        lecture.wait(10)
        lecture.teach(cmd.PauseSession())
        lecture.wait(paused_for)
        lecture.teach(cmd.ResumeSession())
    # Paused from 10 to 20 and from 30 to 50.
    assert seconds(0, 100) == 70
    assert seconds(15, 100) == 60
    assert seconds(0, 40) == 20
    assert seconds(20, 30) == 10
    assert seconds(32, 48) == 0
    assert seconds(50, 100) == 50
    assert seconds(100, 50) == 0
    lecture.teach(cmd.PauseSession())
    assert seconds(0, 100) == 20


def test_status_of_a_participant(lecture: Lecture) -> None:
    participant = lecture.sign_in("김영희")
    assert status_of(participant) == "WAITING"
    lecture.wait(1)
    lecture.say(participant, cmd.Join())
    joined_at = lecture.now
    assert status_of(participant) == "ACTIVE"
    assert participant.joined_at == participant.status_at == joined_at
    lecture.wait(1)
    lecture.complete(participant, step=2)
    assert participant.status_at == joined_at
    lecture.lose(participant)
    assert status_of(participant) == "DISCONNECTED"
    assert participant.status_at == lecture.now
    lecture.wait(1)
    lecture.system(cmd.Connect(participant.id))
    lecture.say(participant, cmd.Join())
    assert status_of(participant) == "ACTIVE"
    assert participant.joined_at == joined_at


def test_who_has_done_all_is_completed_and_stays_so(lecture: Lecture) -> None:
    participant = lecture.join("김영희")
    for step in (3, 1, 2):
        assert participant.completed_at is None
        lecture.complete(participant, step=step)
    assert status_of(participant) == "COMPLETED"
    assert participant.completed_at == lecture.now
    lecture.lose(participant)
    lecture.system(cmd.Connect(participant.id))
    assert status_of(participant) == "WAITING"
    lecture.say(participant, cmd.Join())
    assert status_of(participant) == "COMPLETED"


def test_a_last_step_that_arrives_before_the_join_counts_too() -> None:
    lecture = Lecture(steps=1)
    participant = lecture.sign_in("김영희")
    lecture.complete(participant, step=1)
    assert status_of(participant) == "WAITING"
    assert participant.completed_at == lecture.now
    lecture.say(participant, cmd.Join())
    assert status_of(participant) == "COMPLETED"


def test_times_per_step_without_pauses_and_from_joining(lecture: Lecture) -> None:
    early = lecture.join("a")
    lecture.complete(early, step=2)
    lecture.teach(cmd.NextStep())
    lecture.wait(10)
    late = lecture.join("b")
    lecture.teach(cmd.PauseSession())
    lecture.wait(100)
    lecture.teach(cmd.ResumeSession())
    lecture.wait(5)
    lecture.complete(early, late)
    assert step_times_of(lecture) == {1: [5, 15]}
    assert (early.completed.took_s(1), late.completed.took_s(1)) == (15, 5)
    lecture.teach(cmd.NextStep())
    lecture.complete(late, step=3)
    assert step_times_of(lecture) == {1: [5, 15], 2: []}
    assert set(early.completed) == {1, 2}
    assert early.completed.took_s(2) is None


def step_times_of(lecture: Lecture) -> dict[int, list[float]]:
    return {step: list(times) for step, times in lecture.session.step_times.items()}


def test_participants_are_found_by_user_and_device(lecture: Lecture) -> None:
    participant = lecture.sign_in("김영희", "phone")
    session = lecture.session
    assert session.participant_of_user(participant.user_id) is participant
    assert session.participant_of_device("phone") is participant
    assert session.participant_of_user(99) is None
    assert session.participant_of_device("other") is None
    lecture.teach(cmd.RemoveParticipant(participant.id))
    assert session.participant_of_device("phone") is participant
    assert session.present_participants == []
    assert session.participant_count == 0


def test_removal_takes_the_counts_and_frees_the_name(lecture: Lecture) -> None:
    one, two = lecture.join("김영희"), lecture.join("이철수")
    lecture.complete(one, two, step=1)
    lecture.complete(one, step=2)
    lecture.teach(cmd.RemoveParticipant(one.id))
    assert lecture.session.completion_counts == {1: 1, 2: 0, 3: 0}
    assert lecture.join("김영희").name == "김영희"


def test_replay_gives_the_same_state(lecture: Lecture) -> None:
    participant = lecture.join("김영희", "phone")
    lecture.ask_help(participant)
    lecture.teach(cmd.NextStep())
    lecture.wait(3)
    lecture.complete(participant)
    lecture.teach(cmd.SendMessage("좋아요"))
    lecture.system(cmd.RecoverSession())
    replayed = ClassSession.replay(lecture.history, lecture.lesson)
    assert snapshot(replayed) == snapshot(lecture.session)


def test_a_history_begins_with_the_opening() -> None:
    with pytest.raises(TypeError, match="ClassLocked"):
        ClassSession.replay([ev.ClassLocked(at=NINE)], make_lesson())
    with pytest.raises(EmptyHistoryError):  # a StopIteration would never come out of a thread
        ClassSession.replay([], make_lesson())
    assert ClassSession.replay([make_opened()], make_lesson()).status is SessionStatus.WAITING


def test_a_class_has_an_id_of_its_own() -> None:
    lesson = make_lesson()
    named = structs.replace(make_opened(), class_id="5f1c")
    assert ClassSession(named, lesson).class_id == "5f1c"
    # Histories from before have none: what is known of them makes one that stays the same.
    old = {
        ClassSession(opened, lesson).class_id
        for opened in (
            make_opened(),
            make_opened(),
            make_opened(session_id=2),
            make_opened(session_code="TEST001"),
            make_opened(at=NINE + timedelta(microseconds=1)),
        )
    }
    assert len(old) == 4
    assert {len(each) for each in old} == {CLASS_ID_DIGITS}
