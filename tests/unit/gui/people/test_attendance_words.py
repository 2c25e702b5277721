"""The tables that files and paper show of attendance."""

from classroom_app.application.report_document import Kind
from classroom_app.domain.attendance import Correction, Limits, Mark
from classroom_app.gui.people.attendance_words import (
    attendance_document,
    attended_text,
    days_of,
    limits_text,
    period_text,
    person_document,
)
from tests.helpers.lecture import NINE
from tests.unit.gui.people.conftest import MakeCourse


def test_an_attendance_sheet(make_course: MakeCourse) -> None:
    document = attendance_document(make_course())
    assert document.title == "Attendance: 목요반"
    (table,) = document.tables
    rows = [list(row) for row in table.rows]
    assert rows == [
        [1, "김영희", "○", "○", "○", 3, 0, 0, 1.0, 6],
        [2, "<b>이철수</b>", "△", "△", "△", 0, 3, 0, 2 / 3, 3],
        [3, "박순자", "×", "×", "×", 0, 0, 3, 0.0, 0],
    ]
    assert list(table.total or ()) == [None, "Came", 2, 2, 2, *[None] * 5]
    assert table.frozen == 2
    assert {column.kind for column in table.columns[2:5]} == {Kind.MARK}
    facts = {fact.title: fact.value for fact in document.facts}
    assert facts["Classes"] == 3
    assert facts["Signs"] == "○ present, △ late or left early, × absent"


def test_a_day_with_two_classes_has_their_times(make_course: MakeCourse) -> None:
    meetings = make_course((0, 7, 7)).attendance.meetings
    one, *two = days_of(meetings)
    assert one == f"{meetings[0].held_at.astimezone():%m-%d}"
    assert two == [f"{meeting.held_at.astimezone():%m-%d %H:%M}" for meeting in meetings[1:]]
    assert len(set(two)) == 2


def test_the_period(make_course: MakeCourse) -> None:
    def said(*days: int) -> str:
        return period_text(make_course(days).attendance.meetings)

    assert said() == ""
    assert said(0) == "2026-03-02"
    assert said(0, 0) == "2026-03-02"
    assert said(0, 7) == "2026-03-02 – 2026-03-09"


def test_the_limits_in_words() -> None:
    assert "3 △ count as one absence" in limits_text(Limits())
    assert "absence" not in limits_text(Limits(partials_per_absence=0))
    assert "5 min late, or 20 min early" in limits_text(Limits(5, 20))


def test_the_page_of_a_person(make_course: MakeCourse) -> None:
    noted = Correction(1, 11, Mark.ABSENT, "김선생", NINE)
    course = make_course(corrections=[noted])
    document = person_document(course, course.attendance.rows[0])
    assert document.title == "1  김영희 – 목요반"
    classes, calls = document.tables
    first, second = classes.rows[:2]
    assert first[2] == "×"
    assert str(first[7]).startswith("corrected by 김선생, 2026-03-02")
    assert [second[2], second[5], second[6], second[7]] == ["○", "2 / 5", 1, ""]
    assert [row[3] for row in calls.rows] == ["도와주세요"] * 3, "their own calls alone"
    assert [row[4:] for row in calls.rows] == [(75.0, "Instructor, 민지")] * 3
    assert attended_text(course.attendance.rows[0]) == "2 of 3 (67 %)"


def test_who_never_came_has_empty_cells(make_course: MakeCourse) -> None:
    course = make_course()
    classes, calls = person_document(course, course.attendance.rows[2]).tables
    assert [list(row[2:7]) for row in classes.rows] == [["×", None, None, None, None]] * 3
    assert calls.rows == []


def test_before_the_first_class(make_course: MakeCourse) -> None:
    course = make_course(())
    (table,) = attendance_document(course).tables
    assert [row[5] for row in table.rows] == [None] * 3
    assert attended_text(course.attendance.rows[0]) == "–"
