import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from classroom_app.domain import commands as cmd
from classroom_app.domain.insight import (
    AutoAdvance,
    ClassInsight,
    Counters,
    ReadyMeter,
    StudentInsight,
    StudentState,
    class_insight,
    class_progress,
    step_medians,
    student_insight,
)
from classroom_app.domain.participant import Participant
from tests.helpers.lecture import Lecture


@pytest.fixture
def lecture() -> Lecture:
    return Lecture()


def see(lecture: Lecture) -> ClassInsight:
    return class_insight(lecture.session, lecture.now)


def look_at(lecture: Lecture, participant: Participant) -> StudentInsight:
    return student_insight(lecture.session, participant, lecture.now)


def finish_after(lecture: Lecture, *seconds: float) -> None:
    """Start the next step; one student each, in order of joining, finishes after these seconds."""
    lecture.teach(cmd.NextStep())
    begun = lecture.now
    present = lecture.session.present_participants
    for participant, at in zip(present, sorted(seconds), strict=False):
        lecture.wait(at - (lecture.now - begun).total_seconds())
        lecture.complete(participant)


# States -------------------------------------------------------------------------------------------


def test_states_of_coming_and_going(lecture: Lecture) -> None:
    participant = lecture.sign_in("김영희")
    states = [look_at(lecture, participant).state]
    lecture.say(participant, cmd.Join())
    states.append(look_at(lecture, participant).state)
    lecture.teach(cmd.NextStep())
    states.append(look_at(lecture, participant).state)
    lecture.lose(participant)
    states.append(look_at(lecture, participant).state)
    lecture.system(cmd.Connect(participant.id))
    states.append(look_at(lecture, participant).state)
    lecture.say(participant, cmd.Join())
    lecture.complete(participant)
    states.append(look_at(lecture, participant).state)
    assert states == ["ARRIVING", "READY", "WORKING", "LOST", "LOST", "DONE"]


def test_who_was_connected_but_never_joined_is_lost_when_gone(lecture: Lecture) -> None:
    participant = lecture.sign_in("김영희")
    lecture.system(cmd.Leave(participant.id, joined=False))
    assert look_at(lecture, participant).state is StudentState.LOST


def test_done_is_known_of_the_lost_too(lecture: Lecture) -> None:
    participant = lecture.join("김영희")
    lecture.teach(cmd.NextStep())
    lecture.complete(participant)
    lecture.lose(participant)
    seen = look_at(lecture, participant)
    assert (seen.state, seen.is_done) == (StudentState.LOST, True)


def test_who_finished_ahead_is_done_without_a_time(lecture: Lecture) -> None:
    participant = lecture.join("김영희")
    lecture.complete(participant, step=1)
    lecture.teach(cmd.NextStep())
    lecture.wait(500)
    seen = look_at(lecture, participant)
    assert (seen.state, seen.on_step_s) == (StudentState.DONE, None)


# Times --------------------------------------------------------------------------------------------


def test_time_on_the_step(lecture: Lecture) -> None:
    early = lecture.join("a")
    assert look_at(lecture, early).on_step_s is None
    assert see(lecture).on_step_s is None
    lecture.teach(cmd.NextStep())
    lecture.wait(20)
    late = lecture.join("b")
    lecture.wait(20)
    lecture.teach(cmd.PauseSession())
    lecture.wait(100)
    assert [look_at(lecture, p).on_step_s for p in (early, late)] == [40, 20]
    lecture.teach(cmd.ResumeSession())
    lecture.wait(2)
    lecture.complete(early)
    lecture.wait(100)
    assert [look_at(lecture, p).on_step_s for p in (early, late)] == [42, 122]
    assert see(lecture).on_step_s == 142
    assert see(lecture).class_s == 242


def test_times_stand_still_at_the_end(lecture: Lecture) -> None:
    participant = lecture.join("a")
    lecture.ask_help(participant)
    lecture.teach(cmd.NextStep())
    lecture.wait(10)
    lecture.teach(cmd.EndSession())
    lecture.wait(1000)
    seen = look_at(lecture, participant)
    assert (seen.on_step_s, seen.help_wait_s) == (10, None)
    assert (see(lecture).class_s, see(lecture).on_step_s) == (10, 10)


def test_after_the_end_all_stand_as_they_did(lecture: Lecture) -> None:
    kim, lee, park, choi = (lecture.join(name) for name in ("Kim", "Lee", "Park", "Choi"))
    lecture.sign_in("Jung")
    lecture.teach(cmd.NextStep())
    lecture.complete(kim)
    lecture.ask_help(lee)
    lecture.lose(park)
    before = see(lecture).counters
    assert before.help == 1
    lecture.teach(cmd.EndSession())
    assert see(lecture).counters == structs.replace(before, help=0)
    assert look_at(lecture, lee).help_wait_s is None
    lecture.wait(5)
    for person in (kim, lee, choi):  # the phones leave
        lecture.lose(person)
    lecture.wait(600)
    assert see(lecture).counters == structs.replace(before, help=0)
    assert look_at(lecture, park).state is StudentState.LOST
    assert look_at(lecture, kim).state is StudentState.DONE


def test_offline_and_waiting_for_help_count_plain_time(lecture: Lecture) -> None:
    participant = lecture.join("a")
    lecture.teach(cmd.NextStep())
    assert look_at(lecture, participant).help_wait_s is None
    lecture.ask_help(participant)
    lecture.teach(cmd.PauseSession())
    lecture.wait(30)
    assert look_at(lecture, participant).offline_s is None
    lecture.lose(participant)
    lecture.wait(65)
    seen = look_at(lecture, participant)
    assert (seen.offline_s, seen.help_wait_s) == (65, 95)


def test_a_clock_set_back_gives_no_negative_times(lecture: Lecture) -> None:
    participant = lecture.join("a")
    lecture.ask_help(participant)
    lecture.teach(cmd.NextStep())
    lecture.wait(-60)
    seen = look_at(lecture, participant)
    assert (seen.on_step_s, seen.help_wait_s, see(lecture).class_s) == (0, 0, 0)


def test_medians_per_step(lecture: Lecture) -> None:
    lecture.join_many(4)
    finish_after(lecture, 10, 20, 90)
    finish_after(lecture, 10, 20, 30, 40)
    lecture.teach(cmd.NextStep())
    assert step_medians(lecture.session) == see(lecture).medians == {1: 20, 2: 25}


def test_steps_missed_are_those_the_class_has_been_on(lecture: Lecture) -> None:
    early, late = lecture.join("a"), lecture.join("b")
    lecture.teach(cmd.NextStep())
    lecture.complete(early)
    lecture.teach(cmd.NextStep())
    lecture.teach(cmd.NextStep(4))
    assert look_at(lecture, early).steps_missed == 1
    assert look_at(lecture, late).steps_missed == 2
    lecture.complete(late, step=1)
    assert look_at(lecture, late).steps_missed == 1
    lecture.teach(cmd.NextStep(1))
    assert look_at(lecture, late).steps_missed == 0


# Stuck --------------------------------------------------------------------------------------------


def test_before_enough_have_finished_the_limit_is_180_seconds(lecture: Lecture) -> None:
    slow = lecture.join_many(20)[-1]
    finish_after(lecture, 1, 2, 3, 4)
    lecture.wait(176)
    assert look_at(lecture, slow).state is StudentState.WORKING
    lecture.wait(1)
    seen = look_at(lecture, slow)
    assert seen.state is StudentState.STUCK
    assert seen.stuck == (181, 180, None, 4)


@pytest.mark.parametrize(
    ("class_size", "finished", "enough"),
    [(20, 4, False), (20, 5, True), (100, 5, True), (10, 2, False), (10, 3, True), (3, 1, True)],
)
def test_enough_is_five_or_thirty_percent(class_size: int, finished: int, enough: bool) -> None:
    lecture = Lecture()
    lecture.join_many(class_size)
    finish_after(lecture, *[10.0] * finished)
    assert see(lecture).stuck_limit_s == (90 if enough else 180)


@pytest.mark.parametrize(("median", "limit"), [(20, 90), (45, 90), (46, 92), (100, 200)])
def test_the_limit_is_twice_the_median_but_at_least_90_seconds(
    lecture: Lecture, median: float, limit: float
) -> None:
    slow = lecture.join_many(6)[-1]
    finish_after(lecture, 10, median, median, median, median)
    lecture.wait(limit - median)
    assert look_at(lecture, slow).state is StudentState.WORKING
    lecture.wait(1)
    seen = look_at(lecture, slow)
    assert seen.stuck == (limit + 1, limit, median, 5)


def test_nobody_is_stuck_while_paused_and_the_pause_does_not_count(lecture: Lecture) -> None:
    slow = lecture.join("a")
    lecture.teach(cmd.NextStep())
    lecture.wait(170)
    lecture.teach(cmd.PauseSession())
    lecture.wait(1000)
    assert look_at(lecture, slow).state is StudentState.WORKING
    lecture.teach(cmd.ResumeSession())
    assert look_at(lecture, slow).state is StudentState.WORKING
    lecture.wait(11)
    assert look_at(lecture, slow).state is StudentState.STUCK
    lecture.teach(cmd.PauseSession())
    assert look_at(lecture, slow).state is StudentState.WORKING


def test_the_lost_the_done_and_the_ended_are_not_stuck(lecture: Lecture) -> None:
    lost, done, slow = (lecture.join(name) for name in "abc")
    lecture.teach(cmd.NextStep())
    lecture.wait(200)
    lecture.complete(done)
    lecture.lose(lost)
    states = [look_at(lecture, p).state for p in (lost, done, slow)]
    assert states == [StudentState.LOST, StudentState.DONE, StudentState.WORKING]
    lecture.wait(300)
    assert look_at(lecture, slow).state is StudentState.STUCK
    lecture.teach(cmd.EndSession())
    assert look_at(lecture, slow).state is StudentState.WORKING


def test_who_joins_late_has_the_whole_time(lecture: Lecture) -> None:
    lecture.teach(cmd.NextStep())
    lecture.wait(1000)
    late = lecture.join("a")
    lecture.wait(180)
    assert look_at(lecture, late).state is StudentState.WORKING
    lecture.wait(1)
    assert look_at(lecture, late).state is StudentState.STUCK


def test_a_new_step_begins_anew(lecture: Lecture) -> None:
    slow = lecture.join("a")
    lecture.teach(cmd.NextStep())
    lecture.wait(500)
    lecture.teach(cmd.NextStep())
    lecture.wait(29)
    seen = look_at(lecture, slow)
    assert (seen.state, seen.on_step_s, seen.steps_missed) == (StudentState.WORKING, 29, 1)


@pytest.mark.parametrize(("stuck", "unclear"), [(2, False), (3, True)])
def test_a_step_may_be_unclear_when_more_than_40_percent_are_stuck(
    lecture: Lecture, stuck: int, unclear: bool
) -> None:
    students = lecture.join_many(5)
    lecture.teach(cmd.NextStep())
    lecture.wait(200)
    for done in students[stuck:]:
        lecture.complete(done)
    lecture.wait(201)
    seen = see(lecture)
    assert seen.counters.stuck == stuck
    assert seen.step_may_be_unclear is unclear


def test_an_empty_class_has_no_unclear_step(lecture: Lecture) -> None:
    lecture.teach(cmd.NextStep())
    lecture.wait(500)
    seen = see(lecture)
    assert not seen.step_may_be_unclear
    assert seen.counters == Counters(0, 0, 0, 0, 0, 0, 0, 0)
    assert seen.ready == ReadyMeter(done=0, here=0, rest_s=0)
    assert seen.auto_advance == AutoAdvance(due=False)


# Counters, meter, left behind ---------------------------------------------------------------------


def test_counters_and_who_would_be_left_behind(lecture: Lecture) -> None:
    done, working, stuck, lost, removed = (lecture.join(name) for name in "abcde")
    lecture.sign_in("f")
    lecture.teach(cmd.NextStep())
    lecture.wait(200)
    lecture.say(working, cmd.Join(again=True))
    late = lecture.join("g")
    lecture.complete(done)
    lecture.ask_help(stuck)
    lecture.ask_help(lost)
    lecture.lose(lost)
    lecture.teach(cmd.RemoveParticipant(removed.id))
    seen = see(lecture)
    assert seen.counters == Counters(
        total=6, here=4, done=1, working=1, stuck=2, help=2, lost=1, arriving=1
    )
    assert seen.left_behind == (working.id, stuck.id, late.id)
    assert list(seen.students) == [1, 2, 3, 4, 6, 7]


def test_nobody_is_left_behind_before_the_first_step(lecture: Lecture) -> None:
    lecture.join_many(3)
    seen = see(lecture)
    assert seen.left_behind == ()
    assert seen.counters == Counters(3, 3, 0, 0, 0, 0, 0, 0)
    assert seen.ready == ReadyMeter(done=0, here=3, rest_s=None)


def test_the_ready_meter_goes_by_the_pace_of_the_later_half(lecture: Lecture) -> None:
    lecture.join_many(10)
    finish_after(lecture, 10, 20)
    assert see(lecture).ready == ReadyMeter(done=2, here=10, rest_s=None)
    lecture.complete(lecture.session.present_participants[2])
    lecture.wait(20)
    # Three in 10, 20, 20 s: the later two took from 10 s until now, 40 s; seven are left.
    assert see(lecture).ready == ReadyMeter(done=3, here=10, rest_s=7 * 30 / 2)
    lecture.wait(30)
    assert see(lecture).ready.rest_s == 7 * 60 / 2


def test_the_ready_meter_of_one_finisher_counts_from_the_start(lecture: Lecture) -> None:
    lecture.join_many(3)
    finish_after(lecture, 30)
    assert see(lecture).ready == ReadyMeter(done=1, here=3, rest_s=60)


def test_when_all_are_done_nothing_remains(lecture: Lecture) -> None:
    lecture.join_many(2)
    finish_after(lecture, 5, 6)
    assert see(lecture).ready == ReadyMeter(done=2, here=2, rest_s=0)


def test_a_step_gone_back_to_has_no_forecast_yet(lecture: Lecture) -> None:
    lecture.join_many(5)
    finish_after(lecture, 50, 60, 70)
    lecture.teach(cmd.NextStep())
    lecture.teach(cmd.NextStep(1))
    lecture.wait(10)
    assert see(lecture).ready == ReadyMeter(done=3, here=5, rest_s=None)


# Auto-advance -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("done", "due"), [(8, False), (9, True), (10, True)])
def test_auto_advance_at_90_percent_of_those_here(lecture: Lecture, done: int, due: bool) -> None:
    lecture.join_many(10)
    lecture.lose(lecture.join("lost"))
    finish_after(lecture, *[10.0] * done)
    assert see(lecture).auto_advance == AutoAdvance(due=due)


def test_auto_advance_waits_for_the_stuck_who_ask_for_help(lecture: Lecture) -> None:
    slow = lecture.join_many(10)[-1]
    finish_after(lecture, *[10.0] * 9)
    lecture.ask_help(slow)
    assert see(lecture).auto_advance == AutoAdvance(due=True)
    lecture.wait(100)
    assert see(lecture).auto_advance == AutoAdvance(due=False, waits_for=(slow.id,))
    lecture.say(slow, cmd.CancelHelp())
    assert see(lecture).auto_advance == AutoAdvance(due=True)


def test_auto_advance_stops_while_paused_and_at_the_last_step() -> None:
    lecture = Lecture(steps=2)
    lecture.join("a")
    finish_after(lecture, 10)
    assert see(lecture).auto_advance.due
    lecture.teach(cmd.PauseSession())
    assert not see(lecture).auto_advance.due
    lecture.teach(cmd.ResumeSession())
    finish_after(lecture, 10)
    assert not see(lecture).auto_advance.due


def test_auto_advance_does_not_leave_at_once_a_step_gone_back_to(lecture: Lecture) -> None:
    students = lecture.join_many(10)
    finish_after(lecture, *[10.0] * 9)
    lecture.wait(1)
    lecture.teach(cmd.NextStep())
    lecture.teach(cmd.NextStep(1))
    assert not see(lecture).auto_advance.due
    lecture.complete(students[-1])
    assert see(lecture).auto_advance.due


# Whatever happens ---------------------------------------------------------------------------------


@given(
    times=st.lists(st.floats(0, 300), max_size=12),
    others=st.integers(0, 6),
    later=st.floats(0, 600),
)
def test_the_numbers_agree(times: list[float], others: int, later: float) -> None:
    lecture = Lecture()
    lecture.join_many(len(times) + others)
    finish_after(lecture, *times)
    lecture.wait(later)
    seen = see(lecture)
    heads = seen.counters
    assert heads.here == heads.done + heads.working + heads.stuck == len(times) + others
    assert len(seen.left_behind) == heads.working + heads.stuck == others
    assert all(
        (s.state is StudentState.STUCK) is (s.stuck is not None) for s in seen.students.values()
    )
    assert seen.stuck_limit_s >= 90
    assert seen.ready.rest_s is None or seen.ready.rest_s >= 0


def test_who_left_does_not_count() -> None:
    lecture = Lecture()
    people = lecture.join_many(5)
    lecture.teach(cmd.NextStep())
    lecture.complete(*people[:3])
    assert class_progress(lecture.session).of(1) == (3, 5)
    lecture.lose(people[0])
    lecture.lose(people[4])
    assert class_progress(lecture.session).of(1) == (2, 3)
    lecture.complete(people[3])
    assert class_progress(lecture.session).of(1) == (3, 3), "the ring is full"
    assert class_progress(lecture.session).of(2) == (0, 3)
    lecture.teach(cmd.RemoveParticipant(people[1].id))
    assert class_progress(lecture.session).of(1) == (2, 2)


def test_after_the_end_all_count_who_took_part() -> None:
    lecture = Lecture()
    people = lecture.join_many(3)
    lecture.sign_in("never came")
    lecture.teach(cmd.NextStep())
    lecture.complete(people[0])
    lecture.teach(cmd.EndSession())
    for person in people:
        lecture.lose(person)
    assert class_progress(lecture.session).of(1) == (1, 3)
