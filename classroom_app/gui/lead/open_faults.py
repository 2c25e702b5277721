"""Why a class could not be opened."""

from PySide6.QtCore import QCoreApplication

from classroom_app.application.classroom import CodeInUseElsewhereError
from classroom_app.application.lesson_ports import UnknownLessonError
from classroom_app.application.live_sessions import ClassGoneError
from classroom_app.domain.session_code import formatted_code
from classroom_app.gui.kit.cause_words import cause_text


def open_fault_text(error: Exception) -> str:
    """Return the reason and what to do, in the window's language if it is a usual one."""
    if isinstance(error, CodeInUseElsewhereError):
        return QCoreApplication.translate(
            "OpenFaults",
            "A class on the computer {computer} has the code {code}. Type another code, or leave "
            "the field blank to create one.",
        ).format(computer=error.computer or "?", code=formatted_code(error.code))
    if isinstance(error, ClassGoneError):
        return QCoreApplication.translate(
            "OpenFaults", "This class was deleted on another computer."
        )
    if isinstance(error, UnknownLessonError):
        return QCoreApplication.translate(
            "OpenFaults", "This lesson was deleted on another computer. Choose another one."
        )
    return cause_text(error)
