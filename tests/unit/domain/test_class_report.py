"""The figures of classes made by hand, against numbers counted by other means."""

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.class_report import (
    ClassReport,
    Control,
    Outcome,
    Spread,
    StepLine,
    class_report,
)
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.domain.roster import Person, Roster
from classroom_app.domain.step_reason import StepReason
from tests.helpers.lecture import NINE, QUESTION, Lecture

SECOND = timedelta(seconds=1)


def report_of(lecture: Lecture) -> ClassReport:
    return class_report(lecture.history, lecture.lesson)


def a_class() -> Lecture:
    """Kim does all, Lee comes late and leaves, Park asks for help, Choi never comes."""
    lecture = Lecture(steps=2)
    kim, park = lecture.join("Kim"), lecture.join("Park")
    lecture.sign_in("Choi")
    lecture.wait(60)  # 9:01:00
    lecture.teach(cmd.NextStep())
    lecture.wait(20)  # 9:01:20
    lee = lecture.join("Lee")
    lecture.wait(10)  # 9:01:30
    lecture.complete(kim)
    lecture.teach(cmd.PauseSession())
    lecture.wait(100)  # 9:03:10
    lecture.teach(cmd.ResumeSession())
    lecture.wait(5)  # 9:03:15
    lecture.complete(lee)
    lecture.ask_help(park)
    lecture.wait(45)  # 9:04:00
    lecture.complete(park)
    lecture.teach(cmd.NextStep())
    lecture.wait(30)  # 9:04:30
    lecture.complete(kim)
    lecture.lose(lee)
    lecture.wait(30)  # 9:05:00
    lecture.teach(cmd.EndSession())
    lecture.wait(60)
    for person in (kim, park):
        lecture.lose(person)
    return lecture


def test_who_came_and_how_it_ended() -> None:
    report = report_of(a_class())
    lines = {line.name: line for line in report.students}
    assert [line.name for line in report.students] == ["Kim", "Park", "Choi", "Lee"]
    assert {name: line.outcome for name, line in lines.items()} == {
        "Kim": Outcome.FINISHED,
        "Park": Outcome.STAYED,
        "Choi": Outcome.NEVER_JOINED,
        "Lee": Outcome.LEFT,
    }
    assert {name: line.here_s for name, line in lines.items()} == {
        "Kim": 300.0,  # to the end of the class, not to the phone's
        "Park": 300.0,
        "Choi": 0.0,
        "Lee": 190.0,
    }
    assert lines["Lee"].joined_at == NINE + 80 * SECOND
    assert lines["Lee"].last_here_at == NINE + 270 * SECOND
    assert lines["Kim"].completed_at == NINE + 270 * SECOND
    assert [lines[n].help_count for n in ("Kim", "Park")] == [0, 1]
    assert [line.name for line in report.counted] == ["Kim", "Park", "Lee"]
    assert report.finished == 1


def test_the_class_as_a_whole() -> None:
    report = report_of(a_class())
    assert (report.class_s, report.paused_s) == (240.0, 100.0)
    assert report.started_at == NINE + 60 * SECOND
    assert report.ended_at == report.until == NINE + 300 * SECOND


def test_how_each_step_went() -> None:
    first, second = report_of(a_class()).steps
    # Kim 30 s; Lee 10 s before the pause and 5 s after it, from joining; Park 30 + 50 s.
    assert first.spread == Spread(3, 15.0, 22.5, 30.0, 55.0, 80.0)
    assert (first.done, first.help_count, first.class_s) == (3, 1, 80.0)
    assert second.spread == Spread(1, 30.0, 30.0, 30.0, 30.0, 30.0)
    assert (second.done, second.help_count, second.class_s) == (1, 0, 60.0)
    assert second.began_at == NINE + 240 * SECOND


def test_every_call_for_help() -> None:
    lecture = a_class()
    (line,) = report_of(lecture).help
    assert (line.name, line.step, line.message) == ("Park", 1, "버튼이 안 보여요")
    assert line.status is HelpStatus.RESOLVED
    assert line.answered_s == 45.0


@pytest.mark.parametrize("somebody_went", [True, False])
def test_a_resolve_that_was_undone_ends_no_wait(somebody_went: bool) -> None:
    lecture = Lecture()
    ticket = lecture.ask_help(lecture.join("Kim"))
    lecture.wait(20)
    if somebody_went:
        lecture.teach(cmd.ResolveHelp(ticket.id, HelpStatus.ON_THE_WAY))
    lecture.wait(10)
    lecture.teach(cmd.ResolveHelp(ticket.id, HelpStatus.RESOLVED))
    lecture.wait(5)
    lecture.teach(cmd.ReopenHelp(ticket.id))
    (line,) = report_of(lecture).help
    assert line.answered_s == (20.0 if somebody_went else None)
    lecture.wait(60)
    lecture.teach(cmd.ResolveHelp(ticket.id, HelpStatus.RESOLVED))
    (line,) = report_of(lecture).help
    assert line.answered_s == (20.0 if somebody_went else 95.0)


def test_help_is_answered_when_somebody_says_so_first() -> None:
    lecture = Lecture()
    kim = lecture.join("Kim")
    lecture.teach(cmd.NextStep())
    ticket = lecture.ask_help(kim)
    lecture.wait(20)
    lecture.teach(cmd.ResolveHelp(ticket.id, HelpStatus.ON_THE_WAY))
    lecture.wait(40)
    lecture.teach(cmd.ResolveHelp(ticket.id, HelpStatus.RESOLVED))
    lecture.wait(5)
    other = lecture.ask_help(kim, 3)
    lecture.wait(7)
    lecture.say(kim, cmd.CancelHelp())
    first, second = report_of(lecture).help
    assert (first.answered_s, first.step) == (20.0, 1)
    assert (second.answered_s, second.step, second.status) == (None, 3, HelpStatus.CANCELLED)
    assert other.subtask_id == 3


def test_the_control_log() -> None:
    lecture = Lecture()
    kim = lecture.join("Kim")
    lecture.teach(cmd.NextStep())
    lecture.teach(cmd.NextStep(3, "undo"))
    lecture.teach(cmd.NextStep(1, reason=StepReason.UNDO))
    lecture.teach(cmd.PauseSession())
    lecture.teach(cmd.SendMessage("Look up", None))
    lecture.teach(cmd.ResumeSession())
    lecture.teach(cmd.SetLocked(True))
    lecture.teach(cmd.SetLocked(False))
    lecture.teach(cmd.RemoveParticipant(kim.id))
    lecture.system(cmd.RecoverSession())
    lecture.teach(cmd.EndSession())
    lines = [(line.control, line.step, line.words) for line in report_of(lecture).controls]
    assert lines == [
        (Control.START_STEP, 1, ""),
        (Control.START_STEP, 3, "undo"),
        (Control.START_STEP, 1, ""),
        (Control.PAUSE, None, ""),
        (Control.MESSAGE, None, "Look up"),
        (Control.RESUME, None, ""),
        (Control.LOCK, None, ""),
        (Control.UNLOCK, None, ""),
        (Control.REMOVE, None, "Kim"),
        (Control.RECOVER, None, ""),
        (Control.END, None, ""),
    ]
    reasons = [line.reason for line in report_of(lecture).controls[:3]]
    assert reasons == [StepReason.INSTRUCTOR, StepReason.INSTRUCTOR, StepReason.UNDO]


def test_what_the_instructor_noted_for_a_student_is_said_as_such() -> None:
    lecture = Lecture()
    kim = lecture.join("Kim")
    lecture.teach(cmd.NextStep())
    lecture.wait(20)
    lecture.teach(cmd.MarkDone(kim.id, 1))
    lecture.teach(cmd.MarkNotDone(kim.id, 1))
    lecture.teach(cmd.MarkDone(kim.id, 1))
    report = report_of(lecture)
    assert [(line.control, line.step, line.words) for line in report.controls[1:]] == [
        (Control.MARK_DONE, 1, "Kim"),
        (Control.MARK_NOT_DONE, 1, "Kim"),
        (Control.MARK_DONE, 1, "Kim"),
    ]
    assert report.steps[0].done == 1
    assert report.steps[0].spread is None, "no time is known"


def test_an_undone_start_begins_the_class_anew() -> None:
    lecture = Lecture()
    lecture.teach(cmd.NextStep())
    lecture.wait(10)
    lecture.teach(cmd.UndoStart())
    lecture.wait(600)
    lecture.teach(cmd.NextStep())
    lecture.wait(30)
    lecture.teach(cmd.EndSession())
    report = report_of(lecture)
    assert report.class_s == 30.0
    assert report.steps[0].class_s == 40.0
    assert [line.control for line in report.controls][1] is Control.UNDO_START


def test_who_was_removed_counts_nowhere() -> None:
    lecture = Lecture(steps=1)
    kim, lee = lecture.join("Kim"), lecture.join("Lee")
    lecture.teach(cmd.NextStep())
    lecture.wait(10)
    lecture.complete(kim)
    lecture.ask_help(lee)
    lecture.wait(20)
    lecture.complete(lee)
    lecture.teach(cmd.RemoveParticipant(lee.id))
    report = report_of(lecture)
    assert [line.outcome for line in report.students] == [Outcome.FINISHED, Outcome.REMOVED]
    assert report.steps[0].spread == Spread(1, 10.0, 10.0, 10.0, 10.0, 10.0)
    assert (report.steps[0].done, report.steps[0].help_count) == (1, 0)
    assert report.students[1].here_s == 30.0


def test_a_class_that_was_cut_off_ends_with_its_last_event() -> None:
    lecture = Lecture()
    kim = lecture.join("Kim")
    lecture.teach(cmd.NextStep())
    lecture.wait(50)
    lecture.complete(kim)
    report = report_of(lecture)
    assert report.ended_at is None
    assert (report.until, report.class_s) == (NINE + 50 * SECOND, 50.0)
    assert report.students[0].outcome is Outcome.STAYED
    assert report.students[0].here_s == 50.0


def test_an_empty_class() -> None:
    report = report_of(Lecture())
    assert (report.counted, report.help, report.controls) == ([], [], [])
    assert {step.spread for step in report.steps} == {None}


@pytest.mark.parametrize(
    ("times", "spread"),
    [
        ([], None),
        ([4.0], Spread(1, 4.0, 4.0, 4.0, 4.0, 4.0)),
        ([3.0, 1.0], Spread(2, 1.0, 1.5, 2.0, 2.5, 3.0)),
        ([1.0, 2.0, 3.0, 4.0], Spread(4, 1.0, 1.75, 2.5, 3.25, 4.0)),
        ([5.0, 1.0, 2.0, 3.0, 4.0], Spread(5, 1.0, 2.0, 3.0, 4.0, 5.0)),
    ],
)
def test_quartiles_are_those_of_spreadsheets(times: list[float], spread: Spread | None) -> None:
    assert Spread.of(times) == spread


# A second way to count: second by second, straight from the events -------------------------------


def recount(history: Sequence[ev.Event], steps: int) -> list[tuple[int, int, list[int]]]:
    """Return for each step how many did it, asked on it, and the seconds that they took."""
    ended = next((e.at for e in history if isinstance(e, ev.SessionEnded)), history[-1].at)
    removed = {e.participant_id for e in history if isinstance(e, ev.ParticipantRemoved)}
    joined: dict[int, datetime] = {}
    for event in history:
        if isinstance(event, ev.ParticipantJoined):
            joined.setdefault(event.participant_id, event.at)
    step_at, paused_at = {}, {}
    step, paused, rest = None, False, list(history)
    moment = history[0].at
    while moment <= ended:
        while rest and rest[0].at <= moment:
            event = rest.pop(0)
            if isinstance(event, ev.StepStarted):
                step = event.subtask_id
            paused = (paused or isinstance(event, ev.SessionPaused)) and not isinstance(
                event, ev.SessionResumed
            )
        step_at[moment], paused_at[moment] = step, paused
        moment += SECOND
    done: Counter[int] = Counter()
    tickets: dict[int, int | None] = {}
    seconds: dict[int, list[int]] = defaultdict(list)
    for event in history:
        who = getattr(event, "participant_id", None)
        if who in removed:
            continue
        if isinstance(event, ev.HelpRequested):
            before = tickets.get(event.help_request_id, step_at[event.at])
            tickets[event.help_request_id] = event.subtask_id or before
        if isinstance(event, ev.StepCompleted):
            done[event.subtask_id] += 1
            if step_at[event.at] == event.subtask_id:
                took, back = 0, event.at - SECOND
                while back >= joined[event.participant_id] and step_at[back] == event.subtask_id:
                    took += not paused_at[back]
                    back -= SECOND
                seconds[event.subtask_id].append(took)
    asked = Counter(tickets.values())
    return [(done[n], asked[n], sorted(seconds[n])) for n in range(1, steps + 1)]


def random_class(seed: int, steps: int = 4) -> Lecture:
    chance = random.Random(seed)
    lecture = Lecture(steps)
    people = lecture.join_many(4)
    for _second in range(200):
        lecture.wait(1)
        session = lecture.session
        act, person = chance.random(), chance.choice(people)
        if session.current_subtask_id is None:
            lecture.teach(cmd.NextStep())
        elif session.status == "PAUSED":
            if act < 0.2:
                lecture.teach(cmd.ResumeSession())
        elif act < 0.05:
            lecture.teach(cmd.PauseSession())
        elif act < 0.10 and session.next_subtask is not None:
            lecture.teach(cmd.NextStep())
        elif act < 0.30:
            lecture.complete(person)
        elif act < 0.36:
            lecture.ask_help(person, chance.choice((None, 1)))
        elif act < 0.39:
            lecture.say(person, cmd.CancelHelp())
        elif act < 0.43:
            people.append(lecture.join(f"late {len(people)}"))
        elif act < 0.44 and len(people) > 3:
            people.remove(person)
            lecture.teach(cmd.RemoveParticipant(person.id))
    lecture.wait(1)
    lecture.teach(cmd.EndSession())
    return lecture


@pytest.mark.parametrize("seed", range(25))
def test_two_ways_of_counting_agree(seed: int) -> None:
    lecture = random_class(seed)
    for line, (done, asked, seconds) in zip(
        report_of(lecture).steps, recount(lecture.history, 4), strict=True
    ):
        assert (line.done, line.help_count) == (done, asked)
        check_spread(line, seconds)


def check_spread(line: StepLine, seconds: list[int]) -> None:
    if not seconds:
        assert line.spread is None
        return
    spread = line.spread
    assert spread is not None
    assert (spread.count, spread.least, spread.most) == (
        len(seconds),
        seconds[0],
        seconds[-1],
    )
    assert spread.median == median(seconds)
    place = (len(seconds) - 1) / 4
    for quartile, at in ((spread.lower, place), (spread.upper, 3 * place)):
        low, part = int(at), at - int(at)
        high = seconds[min(low + 1, len(seconds) - 1)]
        assert quartile == pytest.approx(seconds[low] + part * (high - seconds[low]))


def test_answers_are_counted_and_told_apart() -> None:
    lecture = Lecture(asking=(2,))
    kim, lee, choi, gone = (lecture.join(name) for name in ("Kim", "Lee", "Choi", "Gone"))
    lecture.teach(cmd.NextStep(2))
    for person, answer in ((kim, 0), (lee, 2), (choi, 2), (gone, 1)):
        lecture.say(person, cmd.CompleteStep(2, answer))
    lecture.say(lee, cmd.CompleteStep(2, 0))
    lecture.teach(cmd.MarkNotDone(choi.id, 2))
    lecture.teach(cmd.RemoveParticipant(gone.id))
    report = report_of(lecture)
    step = report.steps[1]
    assert step.question == QUESTION.text
    assert list(step.answers) == list(zip(QUESTION.answers, (2, 0, 0), strict=True))
    assert (report.steps[0].question, list(report.steps[0].answers)) == (None, [])
    assert [dict(line.answers) for line in report.students] == [
        {2: QUESTION.answers[0]},
        {2: QUESTION.answers[0]},
        {},
        {2: QUESTION.answers[1]},
    ]


def test_who_was_visited_how_often_and_who_never() -> None:
    lecture = Lecture()
    kim, lee, park = lecture.join("Kim"), lecture.join("Lee"), lecture.join("Park")
    lecture.teach(cmd.NextStep())
    lecture.wait(600)
    lecture.teach(cmd.MarkVisited(kim.id))
    request = lecture.ask_help(lee)
    lecture.wait(300)
    lecture.teach(cmd.ResolveHelp(request.id, HelpStatus.RESOLVED))
    lecture.lose(park)
    lecture.wait(1200)
    lecture.teach(cmd.EndSession())
    report = class_report(lecture.history, lecture.lesson)
    rows = {row.name: (row.visit_count, row.unvisited_s) for row in report.students}
    assert rows == {"Kim": (1, 1500.0), "Lee": (1, 1200.0), "Park": (0, 900.0)}
    assert report.never_visited == 1


def test_who_was_expected_and_never_came() -> None:
    kim, lee, park = Person(11, 1, "Kim"), Person(12, 2, "Lee"), Person(13, 3, "Park")
    roster = Roster(7, "봄", (kim, lee, park))
    lecture = Lecture()
    for person in (kim, lee):
        lecture.system(cmd.SignIn(person.name, person_id=person.id))
    first, second = lecture.session.participants.values()
    lecture.say(first, cmd.Join())
    lecture.teach(cmd.RemoveParticipant(first.id))
    assert class_report(lecture.history, lecture.lesson, roster).absent == (kim, lee, park)
    lecture.system(cmd.Lapse((second.id,)))
    assert class_report(lecture.history, lecture.lesson, roster).absent == (kim, lee, park)
    assert class_report(lecture.history, lecture.lesson).absent == ()
    lecture.join("Park")
    assert class_report(lecture.history, lecture.lesson, roster).absent == (kim, lee)


def test_who_helped_whom_and_how_long_they_waited() -> None:
    lecture = Lecture()
    kim, lee, park = (lecture.join(name) for name in ("Kim", "Lee", "Park"))
    lecture.teach(cmd.NextStep())
    minji, suji = lecture.let_helper_in("Minji"), lecture.let_helper_in("Suji")
    first, second, third = (lecture.ask_help(each) for each in (kim, lee, park))
    lecture.wait(20)
    lecture.do(cmd.ResolveHelp(first.id, HelpStatus.ON_THE_WAY), minji)
    lecture.do(cmd.ResolveHelp(second.id, HelpStatus.ON_THE_WAY), minji)
    lecture.wait(10)
    lecture.do(cmd.ResolveHelp(first.id, HelpStatus.RESOLVED), suji)
    lecture.do(cmd.WithdrawAnswer(second.id), minji)
    lecture.wait(30)
    lecture.teach(cmd.ResolveHelp(second.id, HelpStatus.RESOLVED))
    lecture.do(cmd.SendMessage("Well done", kim.user_id), suji)
    lecture.teach(cmd.EndHelper(suji.user_id))
    report = report_of(lecture)
    assert report.helpers == {minji.user_id: "Minji", suji.user_id: "Suji"}
    assert [(line.helped_by, line.answered_s) for line in report.help] == [
        ((minji.user_id, suji.user_id), 20.0),
        ((None,), 60.0),  # who was on the way did not come: the wait went on
        ((), None),
    ]
    assert third.is_open
    assert [(line.control, line.words, line.helper_id) for line in report.controls[1:]] == [
        (Control.HELPER_IN, "Minji", None),
        (Control.HELPER_IN, "Suji", None),
        (Control.MESSAGE, "Well done", suji.user_id),
        (Control.HELPER_OUT, "Suji", None),
    ]
