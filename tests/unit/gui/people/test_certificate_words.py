"""What certificates say by themselves, in both languages, whichever the window speaks."""

from datetime import date, timedelta

import pytest

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
    assert default_words("en", "", make_course(()).attendance, "", TODAY).dates == ""


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "0"), (50, "1"), (90, "1.5"), (1440, "24"), (100, "1.5")]
)
def test_hours_are_to_the_nearest_half(minutes: int, said: str) -> None:
    assert hours_text(timedelta(minutes=minutes)) == said


def test_a_day_is_written_as_on_paper() -> None:
    assert day_words("ko", TODAY) == "2026년 11월 30일"
    assert day_words("en", TODAY) == "30 November 2026"
