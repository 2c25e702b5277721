"""What can be wrong with a database before a class begins.

DatabaseError
├── NewerDatabaseError      made by a newer version of this program; left untouched
├── DatabaseInUseError      another running program has it
│   └── FolderInUseError    or the data folder
├── DesksConnectedError     other computers use it, so that it cannot be brought up to date
└── UnusableDatabaseError   it cannot be opened, or a migration failed
    └── ServerError         its server cannot be reached, or does not let us in
"""

from collections.abc import Sequence
from pathlib import Path

from classroom_app.system.program_lock import Holder
from classroom_app.system.start_faults import FaultKind


class DatabaseError(Exception):
    """Base: `str()` names the fault and the way out."""


class NewerDatabaseError(DatabaseError):
    """Made by a newer version."""

    def __init__(self, database: str, revision: str) -> None:
        super().__init__(database, revision)
        self.database, self.revision = database, revision

    def __str__(self) -> str:
        """Name the fault and the way out."""
        return (
            f"The database {self.database} was made by a newer version of this program "
            f"(revision {self.revision}). Nothing was changed: install the newer version."
        )


class DatabaseInUseError(DatabaseError):
    """Another running program has it; `mark` is its lock file, or None."""

    is_folder = False
    what, other = "database", "database with --database"

    def __init__(self, place: str, holder: Holder, mark: Path | None = None) -> None:
        super().__init__(place, holder, mark)
        self.place, self.holder, self.mark = place, holder, mark

    def __str__(self) -> str:
        """Name the fault and the way out."""
        way_out = f"close that one, or choose another {self.other}"
        if self.mark is not None and self.holder.is_elsewhere:
            way_out += f". If it does not run there any more, delete {self.mark}"
        return (
            f"The {self.what} {self.place} is in use by another running classroom_app"
            f"{self._holder_in_brackets()}: {way_out}."
        )

    def _holder_in_brackets(self) -> str:
        holder = self.holder
        known = {
            "process": holder.process,
            "data folder": "" if self.is_folder else holder.data_dir,
            "on the computer": holder.computer if holder.is_elsewhere else "",
        }
        words = ", ".join(f"{name} {value}" for name, value in known.items() if value)
        return f" ({words})" if words else ""


class FolderInUseError(DatabaseInUseError):
    """Another running program has the data folder."""

    is_folder = True
    what, other = "data folder", "folder with --data-dir"


class DesksConnectedError(DatabaseError):
    """The database has to be upgraded, and these other computers are connected to it.

    `shown` names the database in the window, without words of any language.
    """

    def __init__(self, database: str, computers: Sequence[str], shown: str = "") -> None:
        super().__init__(database, computers)
        self.database, self.computers, self.shown = database, computers, shown or database

    def __str__(self) -> str:
        """Name the fault and the way out."""
        return (
            f"The database {self.database} has to be brought up to date for this version, and "
            f"other computers are connected to it: {', '.join(self.computers)}. Nothing was "
            "changed: close the program on them, start it here, then update them too."
        )


class UnusableDatabaseError(DatabaseError):
    """It cannot be opened or brought up to date."""

    def __init__(
        self,
        database: str,
        cause: str,
        way_out: str = (
            "Check that the folder can be written and has free space, or choose another with "
            "--data-dir"
        ),
    ) -> None:
        super().__init__(database, cause, way_out)
        self.database, self.cause, self.way_out = database, cause, way_out

    def __str__(self) -> str:
        """Name the fault and the way out."""
        return f"The database {self.database} cannot be used: {self.cause}. {self.way_out}."


class ServerError(UnusableDatabaseError):
    """A database server cannot be reached, refuses us, or is unsuitable; `kind` tells which.

    `shown` names the database in the window, without words of any language.
    """

    def __init__(
        self, kind: FaultKind, database: str, cause: str, way_out: str, shown: str = ""
    ) -> None:
        super().__init__(database, cause, way_out)
        self.kind, self.shown = kind, shown or database
