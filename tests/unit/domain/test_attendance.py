"""Attendance, from classes played event by event and from made figures."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain import commands as cmd
from classroom_app.domain.attendance import (
    Attendance,
    Correction,
    Limits,
    Mark,
    Meeting,
    Part,
    attendance_of,
    attended,
    meeting_of,
)
from classroom_app.domain.class_report import class_report
from classroom_app.domain.roster import Person, Roster
from tests.helpers.lecture import NINE, Lecture

MINUTE = timedelta(minutes=1)
KIM, LEE, PARK = Person(11, 1, "김영희"), Person(12, 2, "이철수"), Person(13, 3, "박순자")
ROSTER = (KIM, LEE, PARK)
LIMITS = Limits(late_min=10, early_min=10, partials_per_absence=3)


def held(
    *,
    session_id: int = 1,
    parts: dict[int, Part] | None = None,
    begins: int | None = 0,
    minutes: int = 90,
    day: int = 0,
) -> Meeting:
    """A class of ninety minutes at nine."""
    opened = NINE + timedelta(days=day)
    began = None if begins is None else opened + begins * MINUTE
    return Meeting(session_id, "알림", opened, began, opened + minutes * MINUTE, 5, parts or {})


def part(came: float = 0, left: float = 90, *steps: int) -> Part:
    return Part(NINE + came * MINUTE, NINE + left * MINUTE, frozenset(steps))


def measured(came: float, left: float, limits: Limits = LIMITS) -> tuple[Mark, bool, bool]:
    cell = attended(held(parts={KIM.id: part(came, left)}), KIM.id, limits)
    return cell.mark, cell.is_late, cell.left_early


def meeting(lecture: Lecture, person_of: dict[int, int] | None = None) -> Meeting | None:
    return meeting_of(
        class_report(lecture.history, lecture.lesson), Roster(7, "봄", ROSTER), person_of or {}
    )


@pytest.mark.parametrize(
    ("came", "left", "expected"),
    [
        (-20, 90, (Mark.PRESENT, False, False)),  # early
        (10, 90, (Mark.PRESENT, False, False)),  # the last moment
        (10.1, 90, (Mark.PARTIAL, True, False)),
        (0, 80, (Mark.PRESENT, False, False)),
        (0, 79.9, (Mark.PARTIAL, False, True)),
        (30, 60, (Mark.PARTIAL, True, True)),
        (0, 120, (Mark.PRESENT, False, False)),  # the phone stayed after the end
    ],
)
def test_the_limits_are_minutes_after_the_start_and_before_the_end(
    came: float, left: float, expected: tuple[Mark, bool, bool]
) -> None:
    assert measured(came, left) == expected


def test_who_did_not_come_is_absent() -> None:
    cell = attended(held(), KIM.id, LIMITS)
    assert (cell.mark, cell.part) == (Mark.ABSENT, None)


def test_nobody_is_late_for_a_class_that_never_began() -> None:
    assert attended(held(begins=None, parts={11: part(60)}), 11, LIMITS).mark is Mark.PRESENT


def test_a_correction_goes_before_the_phone_and_keeps_what_it_said() -> None:
    correction = Correction(1, KIM.id, Mark.PRESENT, "김선생", NINE)
    cell = attended(held(), KIM.id, LIMITS, correction)
    assert (cell.mark, cell.measured) == (Mark.PRESENT, Mark.ABSENT)


def test_a_class_read_from_its_events() -> None:
    lecture = Lecture(steps=2)
    kim = lecture.join("아무개")  # signed in with a number
    lecture.sign_in("박순자")  # signed in, and the phone never came
    lecture.wait(60)
    lecture.teach(cmd.NextStep())
    lecture.complete(kim)
    lecture.wait(15 * 60)
    lee = lecture.join("이철수")
    lecture.ask_help(lee)
    lecture.wait(15 * 60)
    lecture.lose(kim)
    lecture.wait(60 * 60)
    lecture.teach(cmd.EndSession())
    found = meeting(lecture, {kim.id: KIM.id})
    assert found is not None
    table = attendance_of(ROSTER, [found], LIMITS)
    marks = {row.person.name: row.cells[0] for row in table.rows}
    assert [cell.mark for cell in marks.values()] == [Mark.PARTIAL, Mark.PARTIAL, Mark.ABSENT]
    assert (marks["김영희"].is_late, marks["김영희"].left_early) == (False, True)
    assert (marks["이철수"].is_late, marks["이철수"].left_early) == (True, False)
    assert [row.steps for row in table.rows] == [1, 0, 0]
    assert [row.asked for row in table.rows] == [0, 1, 0]
    assert table.rows[0].steps_of == 2
    assert table.here(0) == 2
    assert table.length == timedelta(minutes=90)


DAY = 24 * 60 * 60


def test_a_class_that_nobody_ended_was_over_when_the_last_went_home() -> None:
    lecture = Lecture(steps=2)
    kim, lee = lecture.join("김영희"), lecture.join("이철수")
    lecture.teach(cmd.NextStep())
    lecture.wait(60 * 60)
    lecture.lose(kim)
    lecture.wait(30 * 60)
    lecture.lose(lee)
    lecture.wait(DAY)
    lecture.teach(cmd.EndSession())
    found = meeting(lecture)
    assert found is not None
    table = attendance_of(ROSTER, [found], LIMITS)
    assert table.length == timedelta(minutes=90)
    assert [row.cells[0].left_early for row in table.rows] == [True, False, False]
    assert table.rows[1].cells[0].mark is Mark.PRESENT


def test_a_class_goes_on_while_steps_are_started_though_all_have_left() -> None:
    lecture = Lecture(steps=2)
    kim = lecture.join("김영희")
    lecture.teach(cmd.NextStep())
    lecture.wait(30 * 60)
    lecture.lose(kim)
    lecture.wait(30 * 60)
    lecture.teach(cmd.NextStep())
    lecture.teach(cmd.EndSession())
    found = meeting(lecture)
    assert found is not None
    assert found.length == timedelta(minutes=60)
    assert attended(found, KIM.id, LIMITS).left_early


@pytest.mark.parametrize(("off_s", "minutes"), [(5 * 60, 65), (DAY, 60)])
def test_nobody_is_in_class_while_the_computer_is_off_for_long(off_s: int, minutes: int) -> None:
    lecture = Lecture(steps=2)
    kim, _lee = lecture.join("김영희"), lecture.join("이철수")
    lecture.teach(cmd.NextStep())
    lecture.wait(60 * 60)
    lecture.complete(kim)  # and then the power fails
    lecture.wait(off_s)
    lecture.system(cmd.RecoverSession())
    lecture.teach(cmd.EndSession())
    found = meeting(lecture)
    assert found is not None
    table = attendance_of(ROSTER, [found], LIMITS)
    assert table.length == timedelta(minutes=minutes)
    assert [row.cells[0].mark for row in table.rows[:2]] == [Mark.PRESENT, Mark.PRESENT]
    report = class_report(lecture.history, lecture.lesson)
    assert [row.here_s for row in report.students] == [minutes * 60, minutes * 60]


def test_who_came_back_on_another_phone_is_one_person() -> None:
    lecture = Lecture(steps=2)
    lecture.teach(cmd.NextStep())
    first = lecture.join("김영희")
    lecture.complete(first)
    lecture.wait(40 * 60)
    lecture.lose(first)
    second = lecture.join("김영희 (2)")
    lecture.teach(cmd.NextStep())
    lecture.complete(second)
    lecture.wait(40 * 60)
    lecture.teach(cmd.EndSession())
    found = meeting(lecture, {first.id: KIM.id, second.id: KIM.id})
    assert found is not None
    cell = attended(found, KIM.id, LIMITS)
    assert cell.mark is Mark.PRESENT
    assert cell.part is not None
    assert cell.part.steps == {1, 2}


def test_whom_the_instructor_removed_has_not_attended() -> None:
    lecture = Lecture()
    kim = lecture.join("김영희")
    lecture.teach(cmd.NextStep())
    lecture.teach(cmd.RemoveParticipant(kim.id))
    lecture.teach(cmd.EndSession())
    found = meeting(lecture)
    assert found is not None
    assert found.parts == {}


def test_namesakes_are_told_apart_by_their_numbers_only() -> None:
    lecture = Lecture()
    someone = lecture.join("김영희")
    lecture.teach(cmd.NextStep())
    lecture.teach(cmd.EndSession())
    report = class_report(lecture.history, lecture.lesson)
    namesakes = Roster(7, "봄", (KIM, Person(14, 4, "김영희")))
    by_name = meeting_of(report, namesakes, {})
    by_number = meeting_of(report, namesakes, {someone.id: 14})
    assert by_name is not None
    assert by_name.parts == {}
    assert by_number is not None
    assert set(by_number.parts) == {14}


def test_a_class_that_was_opened_by_mistake_does_not_count() -> None:
    lecture = Lecture()
    lecture.teach(cmd.EndSession())
    assert meeting(lecture) is None
    lecture = Lecture()
    lecture.join("손님")
    lecture.teach(cmd.EndSession())
    assert meeting(lecture) is not None


def test_two_classes_of_one_day_are_two_columns_in_order() -> None:
    afternoon, morning = held(session_id=1, begins=240, minutes=330), held(session_id=2)
    table = attendance_of(ROSTER, [afternoon, morning], LIMITS)
    assert [each.session_id for each in table.meetings] == [2, 1]
    assert all(len(row.cells) == 2 for row in table.rows)


def test_three_late_times_cost_one_class() -> None:
    meetings = [
        held(session_id=n, parts={KIM.id: part(30)} if n < 4 else {KIM.id: part()})
        for n in range(1, 6)
    ]

    def kim(limits: Limits) -> Attendance:
        return attendance_of([KIM], meetings, limits)

    row = kim(LIMITS).rows[0]
    assert (row.count(Mark.PRESENT), row.count(Mark.PARTIAL), row.attended) == (2, 3, 4)
    assert row.share == 0.8
    assert row.has_enough(80)
    assert not row.has_enough(81)
    assert kim(Limits(partials_per_absence=0)).rows[0].share == 1.0


def test_nobody_has_attended_enough_before_the_first_class() -> None:
    row = attendance_of([KIM], [], LIMITS).rows[0]
    assert row.share is None
    assert not row.has_enough(0)


_times = st.integers(-60, 200)
_limits = st.builds(
    Limits,
    late_min=st.integers(0, 120),
    early_min=st.integers(0, 120),
    partials_per_absence=st.integers(0, 10),
)


@st.composite
def courses(draw: st.DrawFn) -> tuple[list[Meeting], list[Correction]]:
    """Some classes to which some people came, and some corrections."""
    meetings, corrections = [], []
    for session_id in range(1, draw(st.integers(0, 6)) + 1):
        parts = {}
        for person in ROSTER:
            if draw(st.booleans()):
                came = draw(_times)
                parts[person.id] = part(came, max(came, draw(_times)), 1)
            if draw(st.integers(0, 3)) == 0:
                mark = draw(st.sampled_from(Mark))
                corrections.append(Correction(session_id, person.id, mark, "김선생", NINE))
        day = draw(st.integers(0, 30))
        meetings.append(held(session_id=session_id, parts=parts, day=day))
    return meetings, corrections


@given(courses(), _limits)
def test_every_class_is_counted_once_for_everybody(
    course: tuple[list[Meeting], list[Correction]], limits: Limits
) -> None:
    meetings, corrections = course
    table = attendance_of(ROSTER, meetings, limits, corrections)
    for row in table.rows:
        assert sum(row.count(mark) for mark in Mark) == len(meetings)
        assert 0 <= row.attended <= len(meetings)
        assert row.attended <= row.count(Mark.PRESENT) + row.count(Mark.PARTIAL)
    held_at = [each.held_at for each in table.meetings]
    assert held_at == sorted(held_at)
    for place in range(len(meetings)):
        came = sum(row.cells[place].mark is not Mark.ABSENT for row in table.rows)
        assert table.here(place) == came


@given(courses(), _limits, st.integers(0, 60))
def test_more_grace_never_marks_anybody_down(
    course: tuple[list[Meeting], list[Correction]], limits: Limits, more: int
) -> None:
    meetings, corrections = course
    milder = Limits(limits.late_min + more, limits.early_min + more, limits.partials_per_absence)
    strict = attendance_of(ROSTER, meetings, limits, corrections)
    mild = attendance_of(ROSTER, meetings, milder, corrections)
    for before, after in zip(strict.rows, mild.rows, strict=True):
        assert after.count(Mark.PRESENT) >= before.count(Mark.PRESENT)
        assert after.count(Mark.ABSENT) == before.count(Mark.ABSENT)
        assert after.attended >= before.attended


@given(courses(), _limits)
def test_a_correction_changes_one_cell_alone(
    course: tuple[list[Meeting], list[Correction]], limits: Limits
) -> None:
    meetings, _none = course
    if not meetings:
        return
    plain = attendance_of(ROSTER, meetings, limits)
    session_id = meetings[0].session_id
    noted = [Correction(session_id, LEE.id, Mark.PARTIAL, "김선생", NINE)]
    table = attendance_of(ROSTER, meetings, limits, noted)
    for before, after in zip(plain.rows, table.rows, strict=True):
        for one, other in zip(before.cells, after.cells, strict=True):
            is_noted = after.person is LEE and other.session_id == session_id
            assert other.mark is (Mark.PARTIAL if is_noted else one.mark)
            assert other.measured is one.measured
