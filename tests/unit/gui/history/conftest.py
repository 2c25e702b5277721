from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.domain.step_reason import StepReason
from tests.helpers.lecture import Lecture


@pytest.fixture(autouse=True)
def in_english(qtbot: QtBot) -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en"))
    yield
    QLocale.setDefault(before)


def a_lecture() -> Lecture:
    lecture = Lecture(steps=2)
    kim, lee = lecture.join("Kim"), lecture.join("Lee")
    lecture.teach(cmd.NextStep())
    lecture.wait(30)
    lecture.complete(kim)
    lecture.ask_help(lee)
    lecture.teach(cmd.NextStep(reason=StepReason.AUTO))
    lecture.complete(lee, step=1)
    lecture.teach(cmd.SendMessage("Kim, look up", None))
    lecture.teach(cmd.RemoveParticipant(kim.id))
    lecture.teach(cmd.EndSession())
    return lecture
