"""Sends the instructor's commands to the class that the window shows."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal

from classroom_app.application.classroom import Classroom
from classroom_app.application.instructor_service import InstructorService
from classroom_app.application.live_sessions import NotOpenError
from classroom_app.application.notices import Stored
from classroom_app.application.ports import LedElsewhereError, StorageError
from classroom_app.domain.commands import InstructorCommand
from classroom_app.domain.errors import RefusalCode, Refused
from classroom_app.gui.tasks import Tasks


class CommandDispatcher(QObject):
    """All buttons, menu entries and keys of the class go through `send`.

    `refused` has a sentence for the instructor, `storage_failed` the cause as the system words it.
    """

    refused = Signal(str)
    storage_failed = Signal(str)

    def __init__(
        self,
        classroom: Classroom,
        instructor: InstructorService,
        tasks: Tasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._classroom, self._instructor, self._tasks = classroom, instructor, tasks
        self.session_id: int | None = None

    def send(
        self,
        command: InstructorCommand,
        done: Callable[[Stored], None] | None = None,
        failed: Callable[[Exception], bool] | None = None,
    ) -> None:
        """Execute a command on the class shown; without a class, do nothing.

        Returns at once. `done` is called once the command is stored. A failure is reported by the
        signals, unless `failed` returns True because it has handled it. Needs a running event loop.
        """
        if self.session_id is None or self._classroom.session(self.session_id) is None:
            return
        work = self._classroom.execute(self.session_id, command, self._instructor.actor)

        def tell(error: Exception) -> None:
            if failed is None or not failed(error):
                self._on_failed(error)

        self._tasks.run(work, done, tell)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self.refused.emit(refusal_text(error))
        elif isinstance(error, LedElsewhereError | NotOpenError):
            pass  # the class is closed here, and the page says where it is
        elif isinstance(error, StorageError):
            self.storage_failed.emit(error.cause)
        else:
            self.refused.emit(str(error))


def refusal_text(error: Refused) -> str:
    """Return the reason for a refusal in the instructor's language."""
    match error.code:
        case RefusalCode.INVALID_STATE:
            return QCoreApplication.translate("CommandDispatcher", "You can't do that right now.")
        case RefusalCode.INVALID_FIELD:
            return QCoreApplication.translate(
                "CommandDispatcher",
                "Couldn't do that. A name needs 1–40 visible characters, and the "
                "student must still be in the class.",
            )
        case RefusalCode.NUMBER_IN_USE:
            return QCoreApplication.translate(
                "CommandDispatcher", "Another student in the class has this number."
            )
        case RefusalCode.SESSION_ENDED:
            return QCoreApplication.translate("CommandDispatcher", "The class has ended.")
        case _:
            return error.message
