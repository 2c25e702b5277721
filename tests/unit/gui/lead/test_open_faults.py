"""Why a class could not be opened, as the window says it."""

from pytestqt.qtbot import QtBot

from classroom_app.application.classroom import CodeInUseElsewhereError
from classroom_app.application.lesson_ports import UnknownLessonError
from classroom_app.application.live_sessions import ClassGoneError
from classroom_app.application.ports import UnreachableError
from classroom_app.gui.lead.open_faults import open_fault_text


def test_what_another_computer_has_done_is_said_with_the_way_out(qtbot: QtBot) -> None:
    taken = open_fault_text(CodeInUseElsewhereError("482913", "ROOM-2"))
    assert "ROOM-2" in taken
    assert "482 913" in taken
    assert "deleted on another computer" in open_fault_text(UnknownLessonError(7))
    assert "class was deleted" in open_fault_text(ClassGoneError())
    assert open_fault_text(ValueError("else")) == "else"
    gone = UnreachableError("the server does not answer")
    assert open_fault_text(gone) == "no connection to the server"
