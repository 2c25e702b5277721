import pytest
from PySide6.QtCore import QElapsedTimer, QTimer
from pytestqt.qtbot import QtBot

from classroom_app.application.notices import (
    SessionAdded,
    SessionLedElsewhere,
    SessionReloaded,
    StorageFailed,
)
from classroom_app.application.ports import Leader
from classroom_app.domain import commands as cmd
from classroom_app.gui.event_bridge import FLOOD, FLOOD_FLUSH_MS, FLUSH_MS, STORM, STORM_FLUSH_MS
from tests.unit.gui.conftest import Hall, Stage


def test_a_storm_is_told_once(stage: Stage, qtbot: QtBot) -> None:
    students = stage.hall.join_many(40)
    stage.hall.teach(cmd.NextStep())
    told: list[frozenset[int] | None] = []
    stage.bridge.students_changed.connect(told.append)
    stage.hall.bridge = None  # gather from now on
    with qtbot.waitSignal(stage.bridge.students_changed, timeout=20 * FLUSH_MS):
        stage.hall.complete(*students)
    assert told == [frozenset(student.id for student in students)]


def test_after_a_storm_the_phones_come_first_but_the_lead_is_told_at_once(
    stage: Stage, qtbot: QtBot
) -> None:
    students = stage.hall.join_many(2 * STORM)
    stage.hall.bridge = None  # gather from now on
    stage.hall.teach(cmd.NextStep())
    with qtbot.waitSignal(stage.bridge.students_changed, timeout=20 * FLUSH_MS):
        stage.hall.complete(*students[:STORM])
    since = QElapsedTimer()
    since.start()
    with qtbot.waitSignal(stage.bridge.students_changed, timeout=20 * STORM_FLUSH_MS):
        stage.hall.complete(*students[STORM:])
    assert since.elapsed() >= STORM_FLUSH_MS - FLUSH_MS
    timer = stage.bridge.findChild(QTimer)
    assert isinstance(timer, QTimer)
    stage.hall.complete(students[0], step=2)
    assert timer.interval() > FLUSH_MS
    stage.hall.teach(cmd.NextStep())
    assert timer.interval() <= FLUSH_MS


@pytest.mark.parametrize(
    ("students", "least_ms"), [(STORM, STORM_FLUSH_MS), (FLOOD, FLOOD_FLUSH_MS)]
)
def test_a_storm_is_painted_once_its_phones_are_served(
    stage: Stage, qtbot: QtBot, students: int, least_ms: int
) -> None:
    present = stage.hall.join_many(students)
    stage.hall.teach(cmd.NextStep())
    stage.hall.bridge = None  # gather from now on
    since = QElapsedTimer()
    since.start()
    stage.hall.complete(*present)
    with qtbot.waitSignal(stage.bridge.students_changed, timeout=20 * least_ms):
        pass
    assert since.elapsed() >= least_ms - 1


def test_each_event_is_worth_reading_the_right_thing_again(stage: Stage, qtbot: QtBot) -> None:
    bridge = stage.bridge
    with qtbot.waitSignals([bridge.roll_changed, bridge.students_changed]):
        kim = stage.hall.join("Kim")
    with qtbot.waitSignals([bridge.lead_changed, bridge.students_changed]):
        stage.hall.teach(cmd.NextStep())
    with qtbot.waitSignals([bridge.help_changed, bridge.help_arrived]):
        stage.hall.ask_help(kim)
    with qtbot.assertNotEmitted(bridge.help_arrived):
        stage.hall.ask_help(kim)
    with qtbot.waitSignals([bridge.counts_changed, bridge.help_changed]):
        stage.hall.complete(kim)
    with qtbot.waitSignal(bridge.lock_changed):
        stage.hall.teach(cmd.SetLocked(locked=True))
    with qtbot.waitSignal(bridge.help_changed):
        stage.hall.teach(cmd.RenameParticipant(kim.id, "Kim B"))


def test_the_disk_that_failed_and_worked_again(stage: Stage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stage.bridge.storage_failed) as failed:
        stage.hall.tell(StorageFailed(stage.hall.session, "disk full"))
    assert failed.args == ["disk full"]
    with qtbot.waitSignal(stage.bridge.storage_recovered):
        stage.hall.join("Kim")
    with qtbot.assertNotEmitted(stage.bridge.storage_recovered):
        stage.hall.join("Lee")


def test_of_the_line_to_a_server_its_own_bar_speaks(stage: Stage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(stage.bridge.storage_failed):
        stage.hall.tell(StorageFailed(stage.hall.session, "no answer", is_of_line=True))
    with qtbot.assertNotEmitted(stage.bridge.storage_recovered):
        stage.hall.join("Kim")


def test_a_session_read_back_is_followed(stage: Stage, qtbot: QtBot) -> None:
    again = Hall().session
    with qtbot.waitSignal(stage.bridge.session_changed):
        stage.hall.tell(SessionReloaded(again))
    assert stage.bridge.session is again


def test_other_sessions_are_not_shown(stage: Stage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stage.bridge.sessions_changed):
        stage.hall.tell(SessionAdded(stage.hall.session))
    stage.bridge.follow(None)
    with qtbot.assertNotEmitted(stage.bridge.roll_changed):
        stage.hall.join("Kim")


def test_hears_nothing_once_closed(stage: Stage) -> None:
    stage.bridge.close()
    stage.bridge.close()
    assert stage.hall.listeners == []


def test_a_class_that_another_computer_took_up(stage: Stage, qtbot: QtBot) -> None:
    leader = Leader("ROOM-3")
    session = stage.bridge.session
    assert session is not None
    with qtbot.waitSignal(stage.bridge.led_elsewhere) as told:
        stage.bridge._on_notice(SessionLedElsewhere(session, leader))
    assert told.args == [session, leader]
    stage.bridge.follow(None)
    with qtbot.assertNotEmitted(stage.bridge.led_elsewhere):
        stage.bridge._on_notice(SessionLedElsewhere(session, leader))
