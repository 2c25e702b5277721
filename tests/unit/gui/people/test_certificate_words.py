"""What certificates say by themselves, in both languages, whichever the window speaks."""

from datetime import date, timedelta

import pytest
from msgspec import structs

from classroom_app.domain.attendance import Attendance, Limits
from classroom_app.gui.people.certificate_words import (
    day_words,
    default_words,
    hours_text,
    labels_in,
)
from tests.unit.gui.people.conftest import MakeCourse

TODAY = date(2026, 11, 30)


def test_in_english(make_course: MakeCourse) -> None:
    words = default_words("en", "Phones", make_course().attendance, "Mr Kim", TODAY)
    assert words.heading == "Certificate of Attendance"
    assert words.dates == "2 March 2026 to 9 March 2026"
    assert words.hours == "4.5 h (3 classes)"
    assert (words.course, words.issuer, words.issued_on) == ("Phones", "Mr Kim", "30 November 2026")


def test_in_korean(make_course: MakeCourse) -> None:
    words = default_words("ko", "목요반", make_course((0,)).attendance, "김선생", TODAY)
    assert words.heading == "수료증"
    assert words.dates == "2026년 3월 2일"
    assert words.hours == "1.5시간 (1회)"
    assert words.issued_on == "2026년 11월 30일"
    assert labels_in("ko").seal == "(인)"
    assert labels_in("en").name == "Name"


def test_before_the_first_class_there_are_no_dates(make_course: MakeCourse) -> None:
    words = default_words("en", "", make_course(()).attendance, "", TODAY)
    assert (words.dates, words.hours) == ("", "")


@pytest.mark.parametrize(("language", "said"), [("en", "4 min (2 classes)"), ("ko", "4분 (2회)")])
def test_a_course_of_minutes_is_not_said_to_have_no_hours(
    make_course: MakeCourse, language: str, said: str
) -> None:
    meetings = [
        structs.replace(meeting, ended_at=meeting.held_at + timedelta(minutes=2))
        for meeting in make_course().attendance.meetings[:2]
    ]
    attendance = Attendance(meetings, (), Limits())
    assert default_words(language, "", attendance, "", TODAY).hours == said


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "0"), (50, "1"), (90, "1.5"), (1440, "24"), (100, "1.5")]
)
def test_hours_are_to_the_nearest_half(minutes: int, said: str) -> None:
    assert hours_text(timedelta(minutes=minutes)) == said


def test_a_day_is_written_as_on_paper() -> None:
    assert day_words("ko", TODAY) == "2026년 11월 30일"
    assert day_words("en", TODAY) == "30 November 2026"
