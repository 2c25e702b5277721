"""Who was last visited when, and who counts as not visited."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.actors import Helper
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.errors import RefusalCode, Refused
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.domain.insight import class_insight
from classroom_app.domain.participant import Participant
from classroom_app.domain.visits import (
    DEFAULT_LIMIT_S,
    NotVisited,
    clock_start,
    longest_wait_s,
    waited_s,
)
from tests.helpers.lecture import NINE, Lecture

MINUTE = 60.0
LIMIT_MIN = int(DEFAULT_LIMIT_S // MINUTE)


@pytest.fixture
def lecture() -> Lecture:
    return Lecture()


def minutes(lecture: Lecture, person: Participant, limit_s: float | None = 1500) -> int | None:
    return NotVisited(lecture.session, lecture.now, limit_s).minutes(person)


def test_the_default_is_25_minutes() -> None:
    assert DEFAULT_LIMIT_S == 25 * MINUTE


def test_who_joined_late_is_not_missed_at_once(lecture: Lecture) -> None:
    early = lecture.join("김영희")
    lecture.teach(cmd.NextStep())
    lecture.wait(10 * MINUTE)
    late = lecture.join("박민수")
    lecture.wait(15 * MINUTE - 1)
    assert (minutes(lecture, early), minutes(lecture, late)) == (None, None)
    lecture.wait(1)
    assert (minutes(lecture, early), minutes(lecture, late)) == (25, None)
    lecture.wait(10 * MINUTE)
    assert (minutes(lecture, early), minutes(lecture, late)) == (35, 25)


def test_before_the_first_step_nobody_is_missed(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    lecture.wait(60 * MINUTE)
    assert clock_start(lecture.session, kim) is None
    assert waited_s(lecture.session, kim, lecture.now) is None
    assert minutes(lecture, kim) is None
    lecture.teach(cmd.NextStep())
    assert minutes(lecture, kim) is None, "the wait in the lobby does not count"
    lecture.wait(DEFAULT_LIMIT_S)
    assert minutes(lecture, kim) == LIMIT_MIN
    lecture.teach(cmd.UndoStart())
    assert minutes(lecture, kim) is None


def test_a_visit_starts_the_clock_again(lecture: Lecture) -> None:
    kim, lee = lecture.join("김영희"), lecture.join("이순자")
    lecture.teach(cmd.NextStep())
    lecture.wait(30 * MINUTE)
    assert lecture.teach(cmd.MarkVisited(kim.id)) == [
        ev.StudentVisited(at=lecture.now, participant_id=kim.id)
    ]
    assert (minutes(lecture, kim), minutes(lecture, lee)) == (None, 30)
    assert waited_s(lecture.session, kim, lecture.now) == 0
    lecture.wait(25 * MINUTE)
    assert (minutes(lecture, kim), minutes(lecture, lee)) == (25, 55)


def test_a_visit_before_the_start_counts_from_the_start(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    lecture.teach(cmd.MarkVisited(kim.id))
    lecture.wait(20 * MINUTE)
    lecture.teach(cmd.NextStep())
    lecture.wait(20 * MINUTE)
    assert minutes(lecture, kim) is None
    assert waited_s(lecture.session, kim, lecture.now) == 20 * MINUTE


def test_undo_brings_the_clock_of_before_back(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    lecture.teach(cmd.NextStep())
    lecture.wait(30 * MINUTE)
    lecture.teach(cmd.MarkVisited(kim.id))
    lecture.wait(5)
    assert lecture.teach(cmd.UndoVisit(kim.id)) == [
        ev.VisitUndone(at=lecture.now, participant_id=kim.id)
    ]
    assert minutes(lecture, kim) == 30
    assert lecture.teach(cmd.UndoVisit(kim.id)) == [], "there is none left to undo"


def test_two_presses_are_one_visit(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    lecture.teach(cmd.NextStep())
    assert len(lecture.teach(cmd.MarkVisited(kim.id))) == 1
    lecture.wait(59)
    assert lecture.teach(cmd.MarkVisited(kim.id)) == []
    lecture.wait(1)
    assert len(lecture.teach(cmd.MarkVisited(kim.id))) == 1


def test_only_who_is_in_the_class_is_visited(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    lecture.teach(cmd.RemoveParticipant(kim.id))
    for command in (
        cmd.MarkVisited(kim.id),
        cmd.MarkVisited(99),
        cmd.UndoVisit(kim.id),
        cmd.UndoVisit(99),
    ):
        with pytest.raises(Refused) as refused:
            lecture.teach(command)
        assert refused.value.code is RefusalCode.INVALID_FIELD


def test_a_solved_request_is_a_visit(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    lecture.teach(cmd.NextStep())
    request = lecture.ask_help(kim)
    lecture.wait(30 * MINUTE)
    lecture.teach(cmd.ResolveHelp(request.id, HelpStatus.ON_THE_WAY))
    assert minutes(lecture, kim) == 30, "who is on the way is not there yet"
    lecture.teach(cmd.ResolveHelp(request.id, HelpStatus.RESOLVED))
    assert minutes(lecture, kim) is None
    lecture.teach(cmd.ReopenHelp(request.id))
    assert minutes(lecture, kim) == 30, "Done was a mistake"
    assert lecture.teach(cmd.UndoVisit(kim.id)) == [], "a request is not undone by hand"


@pytest.mark.parametrize("on_the_way", [False, True])
def test_finishing_the_step_is_a_visit_only_when_somebody_came(
    lecture: Lecture, on_the_way: bool
) -> None:
    kim = lecture.join("김영희")
    lecture.teach(cmd.NextStep())
    request = lecture.ask_help(kim)
    lecture.wait(30 * MINUTE)
    if on_the_way:
        lecture.teach(cmd.ResolveHelp(request.id, HelpStatus.ON_THE_WAY))
    lecture.complete(kim)
    assert not request.is_open
    assert minutes(lecture, kim) == (None if on_the_way else 30)


def test_a_request_taken_back_is_no_visit(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    lecture.teach(cmd.NextStep())
    request = lecture.ask_help(kim)
    lecture.wait(30 * MINUTE)
    lecture.teach(cmd.ResolveHelp(request.id, HelpStatus.ON_THE_WAY))
    lecture.say(kim, cmd.CancelHelp())
    assert minutes(lecture, kim) == 30


def test_the_clock_stands_still_in_a_pause(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    lecture.teach(cmd.NextStep())
    lecture.wait(20 * MINUTE)
    lecture.teach(cmd.PauseSession())
    lecture.wait(15 * MINUTE)
    assert minutes(lecture, kim) is None
    lecture.teach(cmd.ResumeSession())
    lecture.wait(5 * MINUTE)
    assert minutes(lecture, kim) == 25
    lecture.teach(cmd.PauseSession())
    lecture.wait(60 * MINUTE)
    assert minutes(lecture, kim) == 25, "and whoever was due before the pause still is"


def test_who_is_away_is_not_missed_but_is_once_back(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    lecture.teach(cmd.NextStep())
    lecture.wait(20 * MINUTE)
    lecture.lose(kim)
    lecture.wait(20 * MINUTE)
    assert minutes(lecture, kim) is None
    lecture.system(cmd.Connect(kim.id))
    lecture.say(kim, cmd.Join())
    assert minutes(lecture, kim) == 40, "a phone that slept does not set the clock back"


def test_who_never_joined_and_who_was_removed_are_not_missed(lecture: Lecture) -> None:
    arriving, removed = lecture.sign_in("김영희"), lecture.join("박민수")
    lecture.teach(cmd.NextStep())
    lecture.teach(cmd.RemoveParticipant(removed.id))
    lecture.wait(60 * MINUTE)
    assert (minutes(lecture, arriving), minutes(lecture, removed)) == (None, None)


def test_after_the_end_nobody_is_missed(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    lecture.teach(cmd.NextStep())
    lecture.wait(60 * MINUTE)
    lecture.teach(cmd.EndSession())
    assert minutes(lecture, kim) is None
    assert class_insight(lecture.session, lecture.now).counters.unvisited == 0


def test_without_a_limit_nobody_is_missed(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    lecture.teach(cmd.NextStep())
    lecture.wait(60 * MINUTE)
    assert minutes(lecture, kim, None) is None
    assert minutes(lecture, kim, 300) == 60


def test_the_insight_counts_them(lecture: Lecture) -> None:
    kim, lee = lecture.join("김영희"), lecture.join("이순자")
    lecture.teach(cmd.NextStep())
    lecture.wait(26 * MINUTE)
    lecture.teach(cmd.MarkVisited(lee.id))
    insight = class_insight(lecture.session, lecture.now)
    assert insight.counters.unvisited == 1
    assert [insight.students[p.id].unvisited_min for p in (kim, lee)] == [26, None]
    assert class_insight(lecture.session, lecture.now, None).counters.unvisited == 0


def test_the_longest_wait_is_between_two_visits(lecture: Lecture) -> None:
    kim, lee = lecture.join("김영희"), lecture.join("이순자")
    assert longest_wait_s(lecture.session, kim, lecture.now) is None
    lecture.wait(3 * MINUTE)
    lecture.teach(cmd.NextStep())
    lecture.wait(10 * MINUTE)
    lecture.teach(cmd.MarkVisited(kim.id))
    lecture.teach(cmd.PauseSession())
    lecture.wait(30 * MINUTE)
    lecture.teach(cmd.ResumeSession())
    lecture.wait(12 * MINUTE)
    lecture.teach(cmd.MarkVisited(kim.id))
    lecture.wait(5 * MINUTE)
    assert longest_wait_s(lecture.session, kim, lecture.now) == 12 * MINUTE
    assert longest_wait_s(lecture.session, lee, lecture.now) == 27 * MINUTE


def test_a_restart_changes_nothing(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    lecture.teach(cmd.NextStep())
    lecture.wait(10 * MINUTE)
    lecture.teach(cmd.MarkVisited(kim.id))
    again = ClassSession.replay(lecture.history, lecture.lesson)
    assert again.participants[kim.id].visits == kim.visits
    lecture.wait(25 * MINUTE)
    assert NotVisited(again, lecture.now).minutes(again.participants[kim.id]) == 25


# Properties ---------------------------------------------------------------------------------------

whole_seconds = st.integers(0, 4_000)
doings = st.lists(
    st.tuples(
        st.sampled_from(["visit", "undo", "pause", "resume", "leave", "back"]), whole_seconds
    ),
    max_size=14,
)


def led(doings_: list[tuple[str, int]]) -> tuple[Lecture, Participant]:
    lecture = Lecture()
    kim = lecture.join("김영희")
    lecture.teach(cmd.NextStep())
    for doing, seconds in doings_:
        lecture.wait(seconds)
        try:
            match doing:
                case "visit":
                    lecture.teach(cmd.MarkVisited(kim.id))
                case "undo":
                    lecture.teach(cmd.UndoVisit(kim.id))
                case "pause":
                    lecture.teach(cmd.PauseSession())
                case "resume":
                    lecture.teach(cmd.ResumeSession())
                case "leave":
                    lecture.lose(kim)
                case _:
                    lecture.system(cmd.Connect(kim.id))
                    lecture.say(kim, cmd.Join())
        except Refused:
            pass
    return lecture, kim


@given(doings, whole_seconds, st.integers(1, 5_000))
def test_the_quick_rule_is_the_plain_one(
    doings_: list[tuple[str, int]], later: int, limit_s: int
) -> None:
    """The one comparison that the rule makes says the same as the seconds of each student."""
    lecture, kim = led(doings_)
    lecture.wait(later)
    seconds = waited_s(lecture.session, kim, lecture.now)
    assert seconds is not None
    is_due = kim.is_here and seconds >= limit_s
    found = minutes(lecture, kim, limit_s)
    assert found == (int(seconds // MINUTE) if is_due else None)


@given(doings, whole_seconds)
def test_nobody_waits_longer_than_the_class(doings_: list[tuple[str, int]], later: int) -> None:
    lecture, kim = led(doings_)
    lecture.wait(later)
    session, now = lecture.session, lecture.now
    now_s, longest = waited_s(session, kim, now), longest_wait_s(session, kim, now)
    assert now_s is not None
    assert longest is not None
    assert 0 <= now_s <= longest <= session.unpaused_s(NINE, now)


@given(doings, st.integers(60, 4_000))
def test_a_visit_and_its_undo_leave_no_trace(doings_: list[tuple[str, int]], later: int) -> None:
    lecture, kim = led(doings_)
    lecture.wait(later)
    before, start = kim.visits, clock_start(lecture.session, kim)
    lecture.teach(cmd.MarkVisited(kim.id))
    lecture.wait(1)
    after: datetime | None = clock_start(lecture.session, kim)
    assert after == lecture.now - timedelta(seconds=1)
    lecture.teach(cmd.UndoVisit(kim.id))
    assert (kim.visits, clock_start(lecture.session, kim)) == (before, start)


# Helpers ------------------------------------------------------------------------------------------


def test_each_helper_notes_and_undoes_their_own(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    lecture.teach(cmd.NextStep())
    helpers = []
    for name in ("민지", "서연"):
        (let_in,) = lecture.system(cmd.LetHelperIn(name))
        assert isinstance(let_in, ev.HelperLetIn)
        helpers.append(Helper(let_in.helper_id, name))
    first, second = helpers
    lecture.wait(30 * MINUTE)
    lecture.do(cmd.MarkVisited(kim.id), first)
    lecture.wait(20)
    lecture.do(cmd.MarkVisited(kim.id), second)
    assert [visit.helper_id for visit in kim.visits] == [first.user_id, second.user_id]
    assert lecture.teach(cmd.UndoVisit(kim.id)) == [], "the instructor noted none"
    lecture.do(cmd.UndoVisit(kim.id), first)
    assert [visit.helper_id for visit in kim.visits] == [second.user_id]
    request = lecture.ask_help(kim)
    lecture.do(cmd.ResolveHelp(request.id, HelpStatus.ON_THE_WAY), first)
    lecture.complete(kim)
    assert kim.visits[-1].helper_id == first.user_id, "who was on the way came"
