"""A class replayed up to a moment is the class as it was then."""

import random
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.domain.timeline import Timeline
from tests.helpers.lecture import NINE, Lecture, snapshot

SECOND = timedelta(seconds=1)


def lively_class(seed: int) -> tuple[Lecture, list[tuple[float, dict[str, object]]]]:
    """Return a class in which much happens by chance, and what it was like after each second."""
    chance = random.Random(seed)
    lecture = Lecture()
    people = lecture.join_many(6)
    seen: list[tuple[float, dict[str, object]]] = []
    for second in range(120):
        lecture.wait(1)
        person = chance.choice(people)
        if second % 20 == 5 and lecture.session.next_subtask:
            lecture.teach(cmd.NextStep())
        elif second % 20 == 11 and lecture.session.current_subtask_id:
            lecture.teach(cmd.PauseSession())
        elif second % 20 == 14:
            lecture.teach(cmd.ResumeSession())
        elif second == 70:
            lecture.teach(cmd.RemoveParticipant(people.pop().id))
        elif second == 80:
            people.append(lecture.join("늦게 온 사람"))
        elif chance.random() < 0.6 and lecture.session.current_subtask_id:
            deeds: list[Callable[[], object]] = [
                partial(lecture.complete, person),
                partial(lecture.ask_help, person),
                partial(lecture.say, person, cmd.CancelHelp()),
                partial(lecture.lose, person),
                partial(lecture.say, person, cmd.Join()),
            ]
            chance.choice(deeds)()
        seen.append((second + 1, snapshot(lecture.session)))
    lecture.teach(cmd.EndSession())
    return lecture, seen


@pytest.mark.parametrize("seed", range(4))
def test_every_moment_is_as_it_was(seed: int) -> None:
    lecture, seen = lively_class(seed)
    timeline = Timeline(lecture.history, lecture.lesson)
    assert snapshot(timeline.at(timeline.end)) == snapshot(lecture.session)
    for second, state in random.Random(seed).sample(seen[:-1], 30):
        for part in (0.0, 0.5):
            assert snapshot(timeline.at(NINE + (second + part) * SECOND)) == state, second


def test_before_the_beginning_there_is_the_open_door() -> None:
    lecture, _seen = lively_class(0)
    timeline = Timeline(lecture.history, lecture.lesson)
    first = timeline.at(timeline.start - SECOND)
    assert first.participants == {}
    assert first.current_subtask_id is None


def test_replays_share_nothing() -> None:
    lecture, _seen = lively_class(1)
    timeline = Timeline(lecture.history, lecture.lesson)
    one, other = timeline.at(timeline.end), timeline.at(timeline.end)
    person = next(iter(one.participants.values()))
    person.completed.add(max(lecture.lesson.by_id) + 1, NINE)
    assert snapshot(other) == snapshot(lecture.session)


def test_stops_are_where_something_happened() -> None:
    lecture = Lecture()
    lecture.join("Kim")
    lecture.wait(10)
    lecture.teach(cmd.NextStep())
    lecture.wait(30)
    lecture.teach(cmd.EndSession())
    timeline = Timeline(lecture.history, lecture.lesson)
    began, ended = NINE + 10 * SECOND, NINE + 40 * SECOND
    assert timeline.stops == [NINE, began, ended]


def test_shares_and_moments_go_both_ways() -> None:
    lecture = Lecture()
    assert Timeline(lecture.history, lecture.lesson).share(NINE) == 1.0
    lecture.wait(100)
    lecture.join("Kim")
    timeline = Timeline(lecture.history, lecture.lesson)
    assert timeline.moment(0.25) == NINE + 25 * SECOND
    assert timeline.share(NINE + 25 * SECOND) == 0.25
    assert timeline.moment(2.0) == timeline.end


def test_a_clock_set_back_confuses_nobody() -> None:
    lecture = Lecture()
    lecture.wait(60)
    kim = lecture.join("Kim")
    lecture.wait(-50)
    lecture.teach(cmd.NextStep())
    lecture.wait(5)
    lecture.complete(kim)
    timeline = Timeline(lecture.history, lecture.lesson)
    assert timeline.end == NINE + 60 * SECOND
    assert snapshot(timeline.at(timeline.end)) == snapshot(lecture.session)
    assert timeline.at(NINE + 30 * SECOND).current_subtask_id is None
