from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest

from classroom_app.application.attendance_service import AttendanceSettings, CourseRecord
from classroom_app.domain.attendance import Correction, Limits, Meeting, Part, attendance_of
from classroom_app.domain.class_report import HelpReportRow
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.domain.roster import Person, Roster
from tests.helpers.lecture import NINE

MINUTE = timedelta(minutes=1)
NAMES = ("김영희", "<b>이철수</b>", "박순자")

MakeCourse = Callable[..., CourseRecord]


@pytest.fixture
def make_course() -> MakeCourse:
    """Make the record of a course: Kim comes always, Lee late, Park never, unless corrected."""

    def make(
        days: Iterable[int] = (0, 7, 7),
        *,
        corrections: Iterable[Correction] = (),
        names: Iterable[str] = NAMES,
    ) -> CourseRecord:
        people = [Person(10 + n, n, name) for n, name in enumerate(names, start=1)]
        roster = Roster(1, "목요반", tuple(people))
        meetings = []
        for number, day in enumerate(days, start=1):
            began = NINE + timedelta(days=day, hours=number)
            ended = began + 90 * MINUTE
            parts = {11: Part(began, ended, frozenset((1, 2)), 1, frozenset((number,)))}
            parts[12] = Part(began + 30 * MINUTE, ended, frozenset((2,)), 0, frozenset((90,)))
            meetings.append(Meeting(number, "알림 켜기", began, began, ended, 5, parts))
        help_rows = {
            meeting.session_id: [
                HelpReportRow(
                    meeting.held_at,
                    meeting.session_id,
                    "김영희",
                    2,
                    "도와주세요",
                    HelpStatus.RESOLVED,
                    75.0,
                    helped_by=(None, 77),
                ),
                HelpReportRow(meeting.held_at, 90, "이철수", 1, "저도요", HelpStatus.PENDING, None),
            ]
            for meeting in meetings
        }
        settings = AttendanceSettings()
        attendance = attendance_of(people, meetings, Limits(), corrections)
        return CourseRecord(roster, attendance, settings, help_rows, {77: "민지"})

    return make
