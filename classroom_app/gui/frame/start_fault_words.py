"""Why the program cannot start, in the window's language."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from classroom_app.gui.frame.server_fault_words import server_words
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.system.start_faults import OF_A_SERVER, Fault, FaultKind


@dataclass(frozen=True, slots=True)
class FaultWords:
    """What is wrong, and what to do."""

    what: str
    way_out: str


def words_of(fault: Fault) -> FaultWords:
    """Return the texts for a fault in the window's language."""
    of_kind = server_words if fault.kind in OF_A_SERVER else _words
    what, way_out = of_kind(fault.kind)
    fields = {
        "host": fault.place,
        "place": fault.place,
        "port": fault.port,
        "cause": cause_text(fault.cause) if fault.kind in OF_A_SERVER else fault.cause or "?",
        "english": fault.english,
    }
    return FaultWords(what.format(**fields), way_out.format(**fields))


def heading_of(faults: list[Fault]) -> str:
    """Return the heading of the dialog."""
    if any(fault.kind is FaultKind.CRASH for fault in faults):
        return QCoreApplication.translate("StartFaults", "Classroom has stopped")
    return QCoreApplication.translate("StartFaults", "Classroom cannot start yet")


def _words(kind: FaultKind) -> tuple[str, str]:
    match kind:
        case FaultKind.PORT_TAKEN:
            return (
                QCoreApplication.translate(
                    "StartFaults", "Port {port} is used by another program."
                ),
                QCoreApplication.translate(
                    "StartFaults", "Close that program and try again, or take another port."
                ),
            )
        case FaultKind.PORT_FORBIDDEN:
            return (
                QCoreApplication.translate(
                    "StartFaults", "Port {port} is kept by another program or by the system."
                ),
                QCoreApplication.translate("StartFaults", "Take another port."),
            )
        case FaultKind.NO_ADDRESS:
            return (
                QCoreApplication.translate(
                    "StartFaults", "{host} is no address of this computer ({cause})."
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "Connect to the network that it belongs to and try again, or take “--host” "
                    "out of the shortcut that starts this program.",
                ),
            )
        case FaultKind.FOLDER:
            return (
                QCoreApplication.translate(
                    "StartFaults", "The data folder {place} cannot be used ({cause})."
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "Connect its drive or make room on it and try again, or choose another folder.",
                ),
            )
        case FaultKind.FOLDER_MISSING:
            return (
                QCoreApplication.translate(
                    "StartFaults",
                    "Your lessons and classes are not there: {place} is missing or empty.",
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "If they are on a memory stick or another drive, plug it in and try again. "
                    "Nothing was deleted or changed.",
                ),
            )
        case FaultKind.NETWORK_FOLDER:
            return (
                QCoreApplication.translate(
                    "StartFaults",
                    "The data folder {place} is on another computer ({cause}), where a database "
                    "cannot be kept safely.",
                ),
                QCoreApplication.translate(
                    "StartFaults", "Choose a folder on this computer's own disk."
                ),
            )
        case FaultKind.FILE_HELD:
            return (
                QCoreApplication.translate(
                    "StartFaults", "Another program has {place} open ({cause})."
                ),
                QCoreApplication.translate("StartFaults", "Close that program and try again."),
            )
        case FaultKind.IN_USE:
            return (
                QCoreApplication.translate(
                    "StartFaults", "Classroom is running already, with the data folder {place}."
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "Go on in its window. If it has none, end it (Task Manager, Activity Monitor) "
                    "and try again.",
                ),
            )
        case FaultKind.DATABASE_IN_USE:
            return (
                QCoreApplication.translate(
                    "StartFaults",
                    "Another Classroom has the database {place} (its data folder: {cause}).",
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "Go on in its window, or end it and try again: a database belongs to one "
                    "program at a time.",
                ),
            )
        case FaultKind.IN_USE_ELSEWHERE:
            return (
                QCoreApplication.translate(
                    "StartFaults", "Classroom on the computer {cause} is using the same data."
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "End it there and try again. If it isn't running there any more, or the name "
                    "of this computer was changed: delete the file {place} and try again.",
                ),
            )
        case FaultKind.NEWER:
            return (
                QCoreApplication.translate(
                    "StartFaults",
                    "The data in {place} was made by a newer version of this program "
                    "(revision {cause}). Nothing was changed.",
                ),
                QCoreApplication.translate(
                    "StartFaults", "Install the newer version, or choose another folder."
                ),
            )
        case FaultKind.DATABASE:
            return (
                QCoreApplication.translate(
                    "StartFaults", "The database {place} cannot be used: {cause}."
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "Check that its folder can be written and has room, and try again. If the file "
                    "is damaged, choose an empty folder and restore your last backup there.",
                ),
            )
        case FaultKind.LESSON:
            return (
                QCoreApplication.translate(
                    "StartFaults", "The lesson file {place} cannot be used: {cause}"
                ),
                QCoreApplication.translate(
                    "StartFaults", "Correct the file and try again, or start without it."
                ),
            )
        case FaultKind.COMMAND:
            return (
                QCoreApplication.translate(
                    "StartFaults",
                    "The program was started with an option that it cannot use: {cause}",
                ),
                QCoreApplication.translate(
                    "StartFaults", "Start without it, and correct the shortcut."
                ),
            )
        case FaultKind.CRASH:
            return (
                QCoreApplication.translate(
                    "StartFaults", "An error in the program itself has ended it ({cause})."
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "What was stored is kept: start it again. If it happens again, copy the "
                    "details and send them to whoever helps you. More is in the log files in "
                    "{place}.",
                ),
            )
        case _:
            return "{english}", ""
