"""Errors in what Qt calls are shown and logged."""

import logging
import sys

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from classroom_app.gui.tasks import Tasks
from classroom_app.gui.uncaught import report_uncaught


class Button(QObject):
    """Something to click."""

    clicked = Signal()


def test_a_slot_that_raises_is_told_and_logged(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    tasks, button, told = Tasks(), Button(), list[str]()
    tasks.bug_found.connect(told.append)

    def stumble() -> None:
        raise ZeroDivisionError

    before = sys.excepthook
    end = report_uncaught(tasks)
    try:
        button.clicked.connect(stumble)
        with caplog.at_level(logging.ERROR):
            button.clicked.emit()
    finally:
        end()
    assert told == ["ZeroDivisionError"]
    assert "stumble" in caplog.text, "with its traceback"
    assert sys.excepthook is before


def test_the_end_of_the_program_is_no_error(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: passed.append(kind))
    end = report_uncaught(Tasks())
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    end()
    assert passed == [KeyboardInterrupt]
