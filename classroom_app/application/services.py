"""Everything that the window and the server may ask for, in one bundle made by `bootstrap`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from classroom_app.application.classroom import Classroom
from classroom_app.application.instructor_desk import InstructorDesk
from classroom_app.application.lesson_library import LessonLibrary
from classroom_app.application.ports import Clock
from classroom_app.application.report_desk import ReportDesk


class ServerFacts(Protocol):
    """Where phones find this program."""

    @property
    def port(self) -> int:
        """The port that is really bound."""

    def urls(self) -> list[str]:
        """Return the addresses of this PC for phones, the likeliest first."""

    def join_url(self, code: str) -> str:
        """Return what the QR code of a session holds."""


class RemoteControl(Protocol):
    """The instructor's own phone as a remote."""

    @property
    def is_in_use(self) -> bool:
        """Whether some phone may lead the class."""

    def new_url(self, session_id: int) -> str:
        """Return what the QR code for the remote holds: it works once, for 60 s."""

    async def revoke(self) -> None:
        """Take the right back from every remote.

        Raises:
            StorageError: they keep it.
        """


@dataclass(frozen=True)
class Services:
    """The parts of the running program."""

    classroom: Classroom
    lessons: LessonLibrary
    desk: InstructorDesk
    server: ServerFacts
    remote: RemoteControl
    reports: ReportDesk
    clock: Clock
    data_dir: Path
