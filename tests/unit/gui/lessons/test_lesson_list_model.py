from datetime import UTC, datetime

from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from classroom_app.application.lesson_ports import LessonSummary
from classroom_app.gui.kit.roles import ROW_ROLE
from classroom_app.gui.lessons.lesson_list_model import LessonListModel


def test_lessons_can_be_searched(qtbot: QtBot) -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    lessons = [
        LessonSummary(1, "알림 켜기", "ko", "소리와 진동", 5, now),
        LessonSummary(2, "Send a photo", "en", None, 8, now),
    ]
    model = LessonListModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    model.show_lessons(lessons)
    assert model.rowCount() == 2
    model.search("진동")
    assert [model.lesson(0)] == lessons[:1]
    assert model.index(0).data() == "알림 켜기"
    assert model.index(0).data(ROW_ROLE) == lessons[0]
    model.search("PHOTO")
    assert model.lesson(0) == lessons[1]
